// SPDX-License-Identifier: LGPL-2.1-or-later
#include "xml/hint.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "xml/shape.hpp"

namespace virtd::xml {

namespace {

constexpr std::size_t most_compared = 80;  // bytes of a wrong name
constexpr std::size_t most_listed = 16;
constexpr std::size_t most_kinds = 8;

// Levenshtein's distance, one row at a time.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
        row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
        }
    }
    return row.back();
}

std::string shown(PartName part) {
    return part.part == Part::attribute ? fmt::format("@{}", part.name)
                                        : fmt::format("<{}>", part.name);
}

/// "a, b or c"
std::string one_of(const std::vector<std::string>& words) {
    if (words.size() < 2) return words.empty() ? std::string() : words[0];
    return fmt::format("{} or {}", fmt::join(words.begin(), words.end() - 1, ", "), words.back());
}

/// "type='block'", where that name belongs.
std::vector<std::string> places_of(PartName wanted, const std::vector<Elsewhere>& elsewhere) {
    std::vector<std::string> places;
    for (const Elsewhere& other : elsewhere) {
        if (other.row != nullptr) {
            const Table table{"", {other.row, 1}};
            if (!has_part(table, wanted)) continue;
            std::string_view attribute = other.row->when->attribute;
            if (attribute.starts_with("../")) attribute.remove_prefix(3);
            for (const std::string_view value : other.row->when->values)
                places.push_back(fmt::format("{}='{}'", attribute, value));
        } else if (has_part(*other.table, wanted)) {
            places.push_back(fmt::format("{}='{}'", other.attribute, other.tag));
        }
    }
    return places;
}

std::vector<std::string_view> words_of(const std::vector<const Row*>& rows) {
    std::vector<std::string_view> words;
    for (const Row* const row : rows) {
        if (row->kinds != nullptr) {
            for (const KindTable::Kind& kind : row->kinds->kinds)
                words.push_back(kind.tag);
        } else if (row->pattern != nullptr) {
            words.insert(words.end(), row->pattern->words.begin(), row->pattern->words.end());
        } else if (row->codec != nullptr) {
            for (const Word& word : row->codec->words)
                words.push_back(word.word);
        }
    }
    return words;
}

}  // namespace

bool has_part(const Table& table, PartName wanted) {
    return std::ranges::any_of(table.rows, [wanted](const Row& row) {
        const bool is_element =
            row.wrapper != nullptr || row.part == Part::element || row.part == Part::elements;
        if (row.wrapper != nullptr)
            return wanted.part == Part::element && row.wrapper == wanted.name;
        if (row.part == Part::same) return row.table != nullptr && has_part(*row.table, wanted);
        const bool is_attribute = row.part == Part::attribute;
        return (wanted.part == Part::attribute ? is_attribute : is_element) &&
               name_of(row) == wanted.name;
    });
}

std::string_view name_of(const Row& row) {
    if (row.name != nullptr) return row.name;
    return row.table == nullptr ? std::string_view() : row.table->name;
}

std::string_view nearest_of(std::string_view name, const std::vector<std::string_view>& known) {
    std::string_view best;
    std::size_t best_distance = 3;
    if (name.size() > most_compared) return best;
    for (const std::string_view candidate : known) {
        const std::size_t steps = distance(name, candidate);
        if (steps < best_distance && steps < candidate.size()) {
            best = candidate;
            best_distance = steps;
        }
    }
    return best;
}

std::vector<std::string> marked(std::span<const std::string_view> parts) {
    std::vector<std::string> marked;
    for (const std::string_view part : parts)
        marked.push_back(part.starts_with('@') ? std::string(part) : fmt::format("<{}>", part));
    return marked;
}

std::string kind_hint(PartName wrong, const std::vector<Elsewhere>& elsewhere) {
    const std::vector<std::string> places = places_of(wrong, elsewhere);
    return places.empty() || places.size() > most_kinds
               ? ""
               : fmt::format("which is for {}", one_of(places));
}

std::string name_hint(PartName wrong, const std::vector<std::string_view>& known) {
    if (const std::string_view nearest = nearest_of(wrong.name, known); !nearest.empty())
        return fmt::format("but {}", shown({wrong.part, nearest}));
    std::vector<std::string> all;
    for (const std::string_view name : known) {
        std::string text = shown({wrong.part, name});
        if (std::ranges::find(all, text) == all.end()) all.push_back(std::move(text));
    }
    return all.empty() || all.size() > most_listed ? "" : fmt::format("but {}", one_of(all));
}

std::string value_hint(std::string_view wrong, const std::vector<const Row*>& rows) {
    const std::vector<std::string_view> words = words_of(rows);
    if (const std::string_view nearest = nearest_of(wrong, words); !nearest.empty())
        return fmt::format("but {}", nearest);
    if (!words.empty() && words.size() <= most_listed)
        return fmt::format("but {}", one_of({words.begin(), words.end()}));
    if (!words.empty()) return {};
    if (wrong.empty()) return "which is empty";
    std::vector<std::string> meanings;
    for (const Row* const row : rows) {
        if (row->pattern != nullptr) {
            meanings.emplace_back(row->pattern->meaning);
        } else if (row->codec != nullptr) {
            meanings.emplace_back(row->codec->meaning);
        }
    }
    return meanings.empty() ? "" : fmt::format("which is no {}", one_of(meanings));
}

}  // namespace virtd::xml
