// SPDX-License-Identifier: LGPL-2.1-or-later
#include "xml/sample.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "xml/shape.hpp"

namespace virtd::xml {

namespace {

constexpr int deepest = 8;  // some tables contain themselves

// For texts whose table cannot say what they mean.
constexpr std::string_view texts[] = {"a",
                                      "1",
                                      "0x1f",
                                      "yes",
                                      "on",
                                      "network",
                                      "/a/b",
                                      "2",
                                      "10.0.0.1",
                                      "fe80",
                                      "vda",
                                      "0",
                                      "0-3",
                                      "äö",
                                      "&lt;",
                                      "raw",
                                      "bytes",
                                      "default",
                                      "52:54:00:00:00:01",
                                      "0123456789abcdef",
                                      "6d07e000-0000-4000-8000-000000000001"};

class Sampler {
public:
    explicit Sampler(Random& random) : random_(random) {}

    std::string element(const Table& table, std::string_view name, std::string_view attributes = {},
                        std::string_view children = {}) {
        Parts parts{std::string(attributes), std::string(children), {}};
        ++depth_;
        rows(table, parts);
        --depth_;
        return fmt::format("<{0}{1}>{2}</{0}>", name, parts.attributes, parts.children);
    }

private:
    struct Parts {
        std::string attributes;
        std::string children;
        std::map<const KindTable*, std::size_t> chosen;  // by the attributes before
    };

    std::size_t below(std::size_t limit) { return random_() % limit; }

    void rows(const Table& table, Parts& parts) {
        for (const Row& each : table.rows) {
            // few of those that there may be, or nothing would be accepted
            const bool is_wanted = each.is_required || each.wanted == Wanted::yes ||
                                   each.part == Part::same ||
                                   below(std::max<std::size_t>(table.rows.size(), 3)) < 2;
            if (is_wanted) row(each, parts);
        }
    }

    void row(const Row& row, Parts& parts) {
        if (row.name != nullptr && std::string_view(row.name).find(':') != std::string_view::npos)
            return;  // of other namespaces
        switch (row.part) {
            case Part::attribute:
                return attribute(row, parts);
            case Part::text:
                parts.children += value(row);
                return;
            case Part::element:
            case Part::elements:
                return child(row, parts);
            case Part::same:
                if (const Table* const table = table_of(row, parts)) rows(*table, parts);
                return;
            case Part::anything:
            case Part::nothing:
            case Part::rule:
                return;
        }
    }

    void attribute(const Row& row, Parts& parts) {
        const std::string text = fmt::format(" {}='{}'", row.name, attribute_value(row, parts));
        if (row.wrapper != nullptr) {
            parts.children += fmt::format("<{}{}/>", row.wrapper, text);
        } else if (parts.attributes.find(fmt::format(" {}=", row.name)) == std::string::npos) {
            parts.attributes += text;  // kinds that share an element share some names
        }
    }

    std::string attribute_value(const Row& row, Parts& parts) {
        if (row.kinds == nullptr) return value(row);
        const std::size_t index = below(row.kinds->kinds.size());
        parts.chosen[row.kinds] = index;
        return std::string(row.kinds->kinds[index].tag);
    }

    void child(const Row& row, Parts& parts) {
        const Table* const table = table_of(row, parts);
        const std::string_view name = row.name != nullptr ? row.name
                                      : table != nullptr  ? table->name
                                                          : std::string_view();
        if (name.empty() || depth_ > deepest) return;
        std::string text;
        const std::size_t times = row.part == Part::elements ? 1 + below(2) : 1;
        for (std::size_t i = 0; i < times; ++i)
            text += table == nullptr ? plain(row, name) : element(*table, name);
        parts.children +=
            row.wrapper == nullptr ? text : fmt::format("<{0}>{1}</{0}>", row.wrapper, text);
    }

    std::string plain(const Row& row, std::string_view name) {
        if (row.codec == nullptr && row.pattern == nullptr) return fmt::format("<{}/>", name);
        return fmt::format("<{0}>{1}</{0}>", name, value(row));
    }

    static const Table* table_of(const Row& row, Parts& parts) {
        if (row.kinds == nullptr) return row.table;
        return row.kinds->kinds[parts.chosen[row.kinds]].table;  // the first, where none is said
    }

    std::string value(const Row& row) {
        if (row.pattern != nullptr && !row.pattern->words.empty())
            return std::string(row.pattern->words[below(row.pattern->words.size())]);
        if (row.pattern != nullptr) {
            const std::size_t first = below(std::size(texts));
            for (std::size_t i = 0; i < std::size(texts); ++i) {
                const std::string_view text = texts[(first + i) % std::size(texts)];
                if (row.pattern->fits(text)) return std::string(text);
            }
        }
        if (row.codec == nullptr) return std::string(texts[below(std::size(texts))]);
        if (!row.codec->words.empty())
            return std::string(row.codec->words[below(row.codec->words.size())].word);
        const std::string_view meaning = row.codec->meaning;
        if (meaning.find("number") != meaning.npos || meaning.find("integer") != meaning.npos)
            return std::to_string(below(8));
        if (meaning == "UUID") return "6d07e000-0000-4000-8000-000000000001";
        return std::string(texts[below(std::size(texts))]);
    }

    Random& random_;
    int depth_ = 0;
};

}  // namespace

std::string sample(const Table& table, Random& random, std::string_view attributes,
                   std::string_view children) {
    return Sampler(random).element(table, table.name, attributes, children);
}

}  // namespace virtd::xml
