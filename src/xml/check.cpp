// SPDX-License-Identifier: LGPL-2.1-or-later
#include "xml/check.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace virtd::xml {

namespace {

constexpr Fail fail{Origin::xml};

/// Everything that may stand on one element, gathered from its rows and those it shares.
struct Known {
    std::vector<std::string_view> attributes;
    std::vector<std::string_view> elements;
    std::vector<const Table*> tables;  // beside `elements`; nullptr: not looked into
    std::vector<const Row*> wrapped;   // those that stand in a child of their own
    bool is_anything = false;

    void add_element(std::string_view name, const Table* table) {
        elements.push_back(name);
        tables.push_back(table);
    }
    bool has_attribute(std::string_view name) const {
        return std::ranges::find(attributes, name) != attributes.end();
    }
};

/// Beside the names of wrappers: what is in them stands in `wrapped`.
constexpr Table wrapper_table{"", {}};

std::string_view name_of(const Row& row) {
    return row.name == nullptr ? row.table->name : row.name;
}

void gather(const Table& table, Known& into);

void gather_kinds(const Row& row, Known& into) {
    for (const KindTable::Kind& kind : row.kinds->kinds) {
        if (row.part == Part::same) {
            gather(*kind.table, into);
        } else {
            into.add_element(row.name, kind.table);
        }
    }
}

void gather_row(const Row& row, Known& into) {
    switch (row.part) {
        case Part::attribute:
            into.attributes.push_back(row.name);
            break;
        case Part::element:
        case Part::elements:
            if (row.kinds != nullptr) {
                gather_kinds(row, into);
            } else {
                into.add_element(name_of(row), row.table);
            }
            break;
        case Part::same:
            if (row.kinds != nullptr) {
                gather_kinds(row, into);
            } else {
                gather(*row.table, into);
            }
            break;
        case Part::text:
        case Part::nothing:
            break;
        case Part::anything:
            into.is_anything = true;
            break;
    }
}

void gather(const Table& table, Known& into) {
    for (const Row& row : table.rows) {
        if (row.wrapper == nullptr) {
            gather_row(row, into);
        } else {
            into.add_element(row.wrapper, &wrapper_table);
            into.wrapped.push_back(&row);
        }
    }
}

class Search {
public:
    void root(const Table& table, Node node) {
        Known known;
        gather(table, known);
        element(known, node, {});
    }

    std::vector<Unknown> take() { return std::move(found_); }

private:
    void element(const Known& known, Node node, std::string path) {
        path += '/';
        path += node.name();
        if (known.is_anything) return;
        attributes(known, node, path);
        children(known, node, path);
    }

    /// What may stand in a child, from its tables and from the rows that it wraps.
    static Known inside(const Known& around, const std::vector<const Table*>& tables,
                        std::string_view name) {
        Known known;
        for (const Table* table : tables)
            gather(*table, known);
        for (const Row* row : around.wrapped)
            if (row->wrapper == name) gather_row(*row, known);
        return known;
    }

    void attributes(const Known& known, Node node, const std::string& path) {
        node.each_attribute([&](std::string_view name, std::string_view space) {
            if (space.empty() && !known.has_attribute(name))
                report(node, path, "@", name, known.attributes);
        });
    }

    void children(const Known& known, Node node, const std::string& path) {
        for (Node child = node.first(); child; child = child.next()) {
            if (!child.space().empty()) continue;
            const auto tables = tables_of(known, child.name());
            if (!tables) {
                report(child, path, "", child.name(), known.elements);
            } else if (!tables->empty()) {
                element(inside(known, *tables, child.name()), child, path);
            }
        }
    }

    /// The tables for a child; several when it depends on a kind; none when it is not known.
    static std::optional<std::vector<const Table*>> tables_of(const Known& known,
                                                              std::string_view name) {
        std::optional<std::vector<const Table*>> tables;
        bool is_open = false;
        for (std::size_t i = 0; i < known.elements.size(); ++i) {
            if (known.elements[i] != name) continue;
            if (!tables) tables.emplace();
            if (known.tables[i] == nullptr) {
                is_open = true;
            } else {
                tables->push_back(known.tables[i]);
            }
        }
        if (is_open) tables->clear();
        return tables;
    }

    void report(Node node, const std::string& path, std::string_view sigil, std::string_view name,
                const std::vector<std::string_view>& known) {
        found_.push_back({path, node.line(), fmt::format("{}{}", sigil, name),
                          std::string(nearest_of(name, known))});
    }

    std::vector<Unknown> found_;
};

constexpr std::size_t most_listed = 100;  // of the problems of a document

std::string sentence(const Unknown& unknown) {
    std::string text =
        fmt::format("line {}: {} does not know {}\n", unknown.line, unknown.path, unknown.name);
    if (!unknown.nearest.empty()) {
        text.pop_back();
        text += fmt::format(", but {}\n", unknown.nearest);
    }
    return text;
}

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

}  // namespace

std::vector<Unknown> find_unknown(const Table& table, Node root) {
    Search search;
    search.root(table, root);
    return search.take();
}

void validate_names(const Table& table, Node root, std::string_view schema) {
    const std::vector<Unknown> unknown = find_unknown(table, root);
    if (unknown.empty()) return;
    std::string details;
    for (std::size_t i = 0; i < std::min(unknown.size(), most_listed); ++i)
        details += sentence(unknown[i]);
    if (unknown.size() > most_listed)
        details += fmt::format("and {} more\n", unknown.size() - most_listed);
    fail_invalid(schema, details);
}

void fail_invalid(std::string_view schema, std::string_view details) {
    fail(Errc::xml_invalid_schema,
         "Unable to validate doc against /usr/share/libvirt/schemas/{}.rng\n{}", schema, details);
}

void require_child(Node root, std::string_view child, std::string_view schema) {
    if (root.child(child)) return;
    fail_invalid(schema,
                 fmt::format("line {}: /{} has no <{}>\n", root.line(), root.name(), child));
}

std::string_view nearest_of(std::string_view name, const std::vector<std::string_view>& known) {
    std::string_view best;
    std::size_t best_distance = 3;
    for (const std::string_view candidate : known) {
        const std::size_t steps = distance(name, candidate);
        if (steps < best_distance && steps < candidate.size()) {
            best = candidate;
            best_distance = steps;
        }
    }
    return best;
}

}  // namespace virtd::xml
