// SPDX-License-Identifier: LGPL-2.1-or-later
#include "xml/describe.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <vector>

#include "xml/check.hpp"
#include "xml/shape.hpp"

namespace virtd::xml {

namespace {

class Outline {
public:
    explicit Outline(std::span<const Table* const> documents) : documents_(documents) {}

    void element(const Table& table, std::string_view name, std::string_view remarks) {
        const bool is_document = std::ranges::find(documents_, &table) != documents_.end();
        if (is_document && !above_.empty())
            return line(fmt::format("{}: see there{}", name, remarks));
        line(fmt::format("{}{}", name, remarks));
        if (std::ranges::find(above_, &table) != above_.end()) return;
        above_.push_back(&table);
        rows(table);
        above_.pop_back();
    }

    std::string take() { return std::move(text_); }

private:
    void line(std::string_view text) {
        fmt::format_to(std::back_inserter(text_), "{:{}}{}\n", "", 2 * above_.size(), text);
    }

    void rows(const Table& table) {
        for (const Row& each : table.rows)
            if (!only_requires(each, table) && each.when != &nowhere) row(each, table);
    }

    void row(const Row& described, const Table& around) {
        Row row = described;
        row.is_required =
            row.is_required || row.wanted == Wanted::yes || is_required_by_another(row, around);
        switch (row.part) {
            case Part::attribute:
                return line(
                    fmt::format("{}: {}{}", attribute_name(row), values(row), remarks(row)));
            case Part::text:
                return line(fmt::format("text: {}{}", values(row), remarks(row)));
            case Part::element:
            case Part::elements:
                return child(row);
            case Part::same:
                return same(row);
            case Part::anything:
            case Part::nothing:
            case Part::rule:
                return;
        }
    }

    static bool is_required_by_another(const Row& row, const Table& table) {
        return std::ranges::any_of(table.rows, [&](const Row& other) {
            return only_requires(other, table) && row.part != Part::same &&
                   other.name == name_of(row);
        });
    }

    /// On this very element, or all in one child.
    void same(const Row& row) {
        if (row.wrapper != nullptr) line(row.wrapper);
        alternatives(row, [&](const Table& table) {
            if (row.wrapper != nullptr) above_.push_back(&table);
            rows(table);
            if (row.wrapper != nullptr) above_.pop_back();
        });
    }

    void child(const Row& row) {
        const std::string name = fmt::format("{}{}", prefix(row), name_of(row));
        if (row.table == nullptr && row.kinds == nullptr) {
            const std::string kind = row.codec == nullptr && row.pattern == nullptr
                                         ? ""
                                         : fmt::format(": {}", values(row));
            return line(name + kind + remarks(row));
        }
        alternatives(row, [&](const Table& table) { element(table, name, remarks(row)); });
    }

    /// Once for a table, and for each alternative of a variant.
    template <class Visit>
    static void alternatives(const Row& row, Visit visit) {
        if (row.kinds == nullptr) {
            if (row.table != nullptr) visit(*row.table);
            return;
        }
        for (const KindTable::Kind& kind : row.kinds->kinds)
            visit(*kind.table);
    }

    static std::string_view name_of(const Row& row) {
        return row.name == nullptr ? row.table->name : row.name;
    }

    static std::string prefix(const Row& row) {
        return row.wrapper == nullptr ? "" : fmt::format("{}/", row.wrapper);
    }

    static std::string attribute_name(const Row& row) {
        return fmt::format("{}@{}", prefix(row), row.name);
    }

    static std::string values(const Row& row) {
        std::vector<std::string_view> words;
        if (row.kinds != nullptr) {
            for (const KindTable::Kind& kind : row.kinds->kinds)
                words.push_back(kind.tag);
        } else if (row.codec != nullptr) {
            for (const Word& word : row.codec->words)
                words.push_back(word.word);
        }
        if (row.pattern != nullptr)
            words.insert(words.end(), row.pattern->words.begin(), row.pattern->words.end());
        if (!words.empty()) return fmt::format("{}", fmt::join(words, " | "));
        if (row.pattern != nullptr) return row.pattern->meaning;
        return row.codec == nullptr ? "text" : row.codec->meaning;
    }

    /// "with type: file | block"
    static std::string place_of(const Row& row) {
        if (row.when == nullptr || row.when->values.empty()) return {};
        std::vector<std::string_view> values;
        for (const std::string_view value : row.when->values)
            values.push_back(value.empty() ? "none" : value);
        return fmt::format("with {}: {}", row.when->attribute, fmt::join(values, " | "));
    }

    static std::string remarks(const Row& row) {
        std::vector<std::string_view> remarks;
        if (row.is_required) remarks.emplace_back("required");
        if (row.is_nonzero) remarks.emplace_back("not zero");
        if (row.part == Part::elements && row.table != nullptr) remarks.emplace_back("any number");
        if (row.shown == Shown::live) remarks.emplace_back("of running objects");
        if (row.shown == Shown::inactive) remarks.emplace_back("of inactive objects");
        if (row.shown == Shown::secret) remarks.emplace_back("secret");
        const std::string place = place_of(row);
        if (!place.empty()) remarks.emplace_back(place);
        return remarks.empty() ? "" : fmt::format(" ({})", fmt::join(remarks, ", "));
    }

    std::string text_;
    std::span<const Table* const> documents_;
    std::vector<const Table*> above_;
};

}  // namespace

std::string describe(const Table& table, std::span<const Table* const> documents) {
    Outline outline(documents);
    outline.element(table, table.name, "");
    return outline.take();
}

}  // namespace virtd::xml
