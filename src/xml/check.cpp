// SPDX-License-Identifier: LGPL-2.1-or-later
#include "xml/check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "xml/hint.hpp"
#include "xml/shape.hpp"

namespace virtd::xml {

namespace {

constexpr Fail fail{Origin::xml};

/// An element that may stand in another.
struct KnownChild {
    std::string_view name;
    const Table* table;  // nullptr: not looked into, unless it is a leaf
    const Row* leaf;     // with text and nothing else, or (a flag) with nothing at all
    bool is_one;         // and no more
};

/// Everything that may stand on one element, gathered from its rows and those it shares.
struct Known {
    std::vector<std::string_view> attributes;
    std::vector<const Row*> attribute_rows;  // beside `attributes`
    std::vector<KnownChild> children;
    std::vector<const Row*> wrapped;  // those that stand in a child of their own
    std::vector<const Row*> texts;
    std::vector<const Row*> required;  // attributes and children
    std::vector<const Row*> rules;
    std::vector<Elsewhere> elsewhere;
    std::vector<std::pair<std::string_view, Elsewhere>> in_children;  // elsewhere, and which child
    bool is_anything = false;
};

/// Whether all that is gathered counts, or only what belongs to one of several kinds.
enum class Sure { yes, no };

/// Beside the names of wrappers: what is in them stands in `wrapped`.
constexpr Table wrapper_table{"", {}};

bool is_leaf(const Row& row) {
    return row.table == nullptr &&
           (row.codec != nullptr || row.pattern != nullptr || row.read == detail::read_flag);
}

bool reads_one(const Row& row) {
    return row.is_once || (row.part == Part::element &&
                           (row.read == detail::read_child || row.read == detail::read_text_child ||
                            row.read == detail::read_flag || row.read == detail::read_kind_body));
}

bool is_wanted(const Row& row) {
    return row.wanted == Wanted::yes || (row.wanted == Wanted::when_required && row.is_required);
}

/// A kind that an attribute says.
struct Chosen {
    const KindTable::Kind* kind = nullptr;
    std::string_view attribute;
};

/// Nothing when an attribute that would say it is missed; the first of the variant when none has
/// to.
Chosen find_kind(const Known& known, const KindTable& kinds, Node node) {
    for (const Row* const row : known.attribute_rows) {
        if (row->kinds != &kinds) continue;
        const auto tag = node.attribute(row->name);
        if (!tag && !is_wanted(*row)) return {&kinds.kinds[0], row->name};
        if (!tag) continue;
        const auto kind = std::ranges::find(kinds.kinds, *tag, &KindTable::Kind::tag);
        if (kind != kinds.kinds.end()) return {&*kind, row->name};
    }
    return {};
}

/// Gathers what tables know of one element.
class Gathering {
public:
    /// `above`: what is known of the element around; nullptr: there is none.
    Gathering(Node node, const Known* above, Known& into)
        : node_(node), above_(above), into_(into) {}

    void table(const Table& table, Sure sure) {
        for (const Row& each : table.rows) {
            if (each.part == Part::rule) {
                if (sure == Sure::yes) into_.rules.push_back(&each);
            } else if (each.when != nullptr && !each.when->is_there(node_)) {
                into_.elsewhere.push_back({&each, {}, {}, nullptr});
            } else if (each.wrapper != nullptr) {
                into_.children.push_back({each.wrapper, &wrapper_table, nullptr, true});
                into_.wrapped.push_back(&each);
            } else {
                if (!only_requires(each, table)) row(each, sure);
                if (is_wanted(each) && sure == Sure::yes) into_.required.push_back(&each);
            }
        }
    }

    void row(const Row& row, Sure sure) {
        switch (row.part) {
            case Part::attribute:
                into_.attributes.push_back(row.name);
                into_.attribute_rows.push_back(&row);
                break;
            case Part::element:
            case Part::elements:
                if (row.kinds != nullptr) return kinds(row, sure);
                into_.children.push_back(
                    {name_of(row), row.table, is_leaf(row) ? &row : nullptr, reads_one(row)});
                break;
            case Part::same:
                if (row.kinds != nullptr) return kinds(row, sure);
                table(*row.table, sure);
                break;
            case Part::text:
                into_.texts.push_back(&row);
                break;
            case Part::nothing:
            case Part::rule:
                break;
            case Part::anything:
                into_.is_anything = true;
                break;
        }
    }

private:
    void kinds(const Row& row, Sure sure) {
        const Chosen chosen = row.is_any_kind ? Chosen{} : this->chosen(*row.kinds);
        for (const KindTable::Kind& each : row.kinds->kinds) {
            if (chosen.kind == nullptr) {
                kind(row, each, Sure::no);
            } else if (chosen.kind == &each) {
                kind(row, each, sure);
            } else {
                const Elsewhere other{nullptr, chosen.attribute, each.tag, each.table};
                if (row.part == Part::same) {
                    into_.elsewhere.push_back(other);
                } else {
                    into_.in_children.emplace_back(row.name, other);
                }
            }
        }
    }

    /// As an attribute of this element says, or one of the element around.
    Chosen chosen(const KindTable& kinds) const {
        const Chosen here = find_kind(into_, kinds, node_);
        if (here.kind != nullptr || above_ == nullptr) return here;
        return find_kind(*above_, kinds, node_.parent());
    }

    void kind(const Row& row, const KindTable::Kind& kind, Sure sure) {
        if (row.part == Part::same) {
            table(*kind.table, sure);
        } else {
            into_.children.push_back({row.name, kind.table, nullptr, reads_one(row)});
        }
    }

    Node node_;
    const Known* above_;
    Known& into_;
};

bool is_word(const Row& row, std::string_view value) {
    if (row.kinds != nullptr) {
        return std::ranges::find(row.kinds->kinds, value, &KindTable::Kind::tag) !=
               row.kinds->kinds.end();
    }
    return find_word(row.codec->words, value) != nullptr;
}

bool has_words(const Row& row) {
    return row.kinds != nullptr || (row.codec != nullptr && !row.codec->words.empty());
}

bool fits(const Row& row, std::string_view value) {
    if (row.pattern != nullptr) return row.pattern->fits(value);
    if (has_words(row)) return is_word(row, value);
    return row.codec == nullptr || row.codec->fits == nullptr || row.codec->fits(value);
}

bool fits_one(const std::vector<const Row*>& rows, std::string_view value) {
    return std::ranges::any_of(rows, [value](const Row* row) { return fits(*row, value); });
}

/// Whether the words of a table's attributes are those of an element: of several tables about
/// elements of one name only those count.
bool suits(const Table& table, Node node) {
    return std::ranges::all_of(table.rows, [node](const Row& row) {
        if (row.part == Part::same) return row.table == nullptr || suits(*row.table, node);
        if (row.part != Part::attribute || !is_wanted(row) || !has_words(row)) return true;
        const auto value = node.attribute(row.name);
        return value && is_word(row, *value);
    });
}

/// "x" of "http://libvirt.org/schemas/domain/x/1.0", by which tables call what is in there.
std::string_view short_space(std::string_view space) {
    constexpr std::string_view ours = "http://libvirt.org/schemas/";
    const std::size_t version = space.rfind('/');
    if (!space.starts_with(ours) || version < ours.size()) return {};
    space = space.substr(0, version);
    return space.substr(space.rfind('/') + 1);
}

constexpr int deepest_text = 8;

std::ptrdiff_t count_letters(Node node) {
    constexpr std::string_view blanks = " \t\r\n";
    return std::ranges::count_if(node.text(),
                                 [&](char c) { return blanks.find(c) == blanks.npos; });
}

bool has_own_text(Node node) {
    std::ptrdiff_t letters = count_letters(node);
    for (Node child = node.first(); child && letters > 0; child = child.next())
        letters -= count_letters(child);
    return letters > 0;
}

constexpr std::size_t most_quoted = 80;   // bytes of a name or value, in a message
constexpr std::size_t most_listed = 100;  // of the problems of a document; others are counted

std::string_view quoted(std::string_view text) {
    if (text.size() <= most_quoted) return text;
    std::size_t end = most_quoted;
    while (end > 0 && (text[end] & 0xc0) == 0x80)  // not within a character
        --end;
    return text.substr(0, end);
}

class Search {
public:
    void root(const Table& table, Node node) {
        Known known;
        Gathering(node, nullptr, known).table(table, Sure::yes);
        element(known, node, {});
    }

    std::vector<Problem> take() { return std::move(found_); }
    std::size_t count() const { return count_; }

private:
    void element(const Known& known, Node node, std::string path) {
        path += '/';
        path += node.name();
        if (known.is_anything) return;
        attributes(known, node, path);
        missing(known, node, path);
        rules(known, node, path);
        text(known, node, path);
        around_.push_back({&known, &path});
        children(known, node, path);
        around_.pop_back();
    }

    struct Around {
        const Known* known;
        const std::string* path;
    };

    static std::string attribute_hint(const Known& known, std::string_view name) {
        const PartName wrong{Part::attribute, name};
        std::string hint = kind_hint(wrong, known.elsewhere);
        return hint.empty() ? name_hint(wrong, known.attributes) : hint;
    }

    std::string child_hint(const Known& known, std::string_view name) const {
        const PartName wrong{Part::element, name};
        if (std::string hint = kind_hint(wrong, known.elsewhere); !hint.empty()) return hint;
        if (const std::string home = home_of(known, name); !home.empty())
            return fmt::format("which belongs into {}", home);
        std::vector<std::string_view> names;
        for (const KnownChild& each : known.children)
            names.push_back(each.name);
        return name_hint(wrong, names);
    }

    /// Where an element of that name may stand: in one of those around, or in one beside it.
    std::string home_of(const Known& known, std::string_view name) const {
        for (std::size_t i = around_.size() - 1; i-- > 0;) {
            const auto& siblings = around_[i].known->children;
            if (std::ranges::find(siblings, name, &KnownChild::name) != siblings.end())
                return *around_[i].path;
        }
        for (const KnownChild& child : known.children) {
            if (child.table != nullptr && has_part(*child.table, {Part::element, name}))
                return fmt::format("{}/{}", *around_.back().path, child.name);
        }
        return {};
    }

    void attributes(const Known& known, Node node, const std::string& path) {
        node.each_attribute([&](std::string_view name, std::string_view space) {
            if (!space.empty()) return;
            std::vector<const Row*> rows;
            for (std::size_t i = 0; i < known.attributes.size(); ++i)
                if (known.attributes[i] == name) rows.push_back(known.attribute_rows[i]);
            if (rows.empty()) {
                return report(node, path, fmt::format("@{}", quoted(name)),
                              [&] { return attribute_hint(known, name); });
            }
            value(node, path, fmt::format("@{}=", name), *node.attribute(name), rows);
        });
    }

    void missing(const Known& known, Node node, const std::string& path) {
        for (const Row* const row : known.required) {
            const std::string name(name_of(*row));
            if (row->part == Part::attribute) {
                if (!node.attribute(name)) miss(node, path, fmt::format("@{}", name));
            } else if (row->part == Part::element || row->part == Part::elements) {
                if (!node.child(name)) miss(node, path, fmt::format("<{}>", name));
            }
        }
    }

    void text(const Known& known, Node node, const std::string& path) {
        if (known.texts.empty()) {
            // elements that contain themselves would have the same text looked at again and again
            const auto depth = std::ranges::count(path, '/');
            if (depth <= deepest_text && has_own_text(node))
                report(node, path, "text", [] { return std::string(); });
            return;
        }
        value(node, path, "the text ", node.text(), known.texts);
    }

    void children(const Known& known, Node node, const std::string& path) {
        std::vector<std::string> seen;  // of those that may come once
        for (Node child = node.first(); child; child = child.next()) {
            const std::string name = known_as(child);
            if (is_one(known, name)) {
                if (std::ranges::find(seen, name) != seen.end()) {
                    add(path, child, name, Problem::What::twice);
                    continue;
                }
                seen.push_back(name);
            }
            Known inside;
            if (!gather_inside(known, name, child, inside)) {
                report(child, path, fmt::format("<{}>", quoted(child.name())),
                       [&] { return child_hint(known, child.name()); });
            } else {
                element(inside, child, path);
            }
        }
    }

    static std::string known_as(Node child) {
        if (child.space().empty()) return std::string(child.name());
        return fmt::format("{}:{}", short_space(child.space()), child.name());
    }

    static bool is_one(const Known& around, std::string_view name) {
        const auto has_name = [name](const KnownChild& child) { return child.name == name; };
        return std::ranges::any_of(around.children, has_name) &&
               std::ranges::all_of(around.children, [&](const KnownChild& child) {
                   return child.is_one || !has_name(child);
               });
    }

    /// What may stand in a child, from its tables, as it may depend on a kind, and from the rows
    /// that it wraps; false when it is not known.
    static bool gather_inside(const Known& around, std::string_view name, Node node,
                              Known& inside) {
        Gathering gathering(node, &around, inside);
        for (const auto& [child, other] : around.in_children)
            if (child == name) inside.elsewhere.push_back(other);
        std::vector<const Table*> tables;
        bool is_known = false;
        bool is_leaf = false;
        for (const KnownChild& child : around.children) {
            if (child.name != name) continue;
            is_known = true;
            if (child.leaf != nullptr) {
                is_leaf = true;
                if (child.leaf->read != detail::read_flag) inside.texts.push_back(child.leaf);
            } else if (child.table == nullptr) {
                inside.is_anything = true;
            } else if (std::ranges::find(tables, child.table) == tables.end()) {
                tables.push_back(child.table);
            }
        }
        std::vector<const Table*> suited;
        std::ranges::copy_if(tables, std::back_inserter(suited),
                             [node](const Table* table) { return suits(*table, node); });
        if (!suited.empty()) tables = std::move(suited);
        const Sure sure = tables.size() == 1 && !is_leaf ? Sure::yes : Sure::no;
        for (const Table* const table : tables)
            gathering.table(*table, sure);
        for (const Row* row : around.wrapped) {
            if (row->wrapper != name) continue;
            gathering.row(*row, Sure::no);
            if (is_wanted(*row)) inside.required.push_back(row);
        }
        return is_known;
    }

    /// Reports a value that none of these rows has.
    void value(Node node, const std::string& path, std::string_view what, std::string_view value,
               const std::vector<const Row*>& rows) {
        if (fits_one(rows, value)) return;
        report(node, path, fmt::format("{}'{}'", what, quoted(value)),
               [&] { return value_hint(value, rows); });
    }

    void rules(const Known& known, Node node, const std::string& path) {
        for (const Row* const row : known.rules) {
            if (row->when->holds(node, row->when->values)) continue;
            std::string says(row->name);
            if (!row->when->values.empty())
                says += fmt::format(" {}", fmt::join(marked(row->when->values), ", "));
            add(path, node, std::move(says), Problem::What::broken);
        }
    }

    void miss(Node node, const std::string& path, std::string name) {
        add(path, node, std::move(name), Problem::What::missing);
    }

    template <class Hint>
    void report(Node node, const std::string& path, std::string name, Hint hint) {
        if (Problem* const problem = add(path, node, std::move(name), Problem::What::unknown))
            problem->hint = hint();
    }

    /// There may be a million, each below a long path: null when this one is only counted.
    Problem* add(const std::string& path, Node node, std::string name, Problem::What what) {
        if (++count_ > most_listed) return nullptr;
        return &found_.emplace_back(Problem{path, node.line(), std::move(name), {}, what});
    }

    std::vector<Problem> found_;
    std::size_t count_ = 0;
    std::vector<Around> around_;  // the elements on the way down
};

std::string sentence(const Problem& problem) {
    const auto& [path, line, name, hint, what] = problem;
    switch (what) {
        case Problem::What::unknown:
            if (hint.empty()) break;
            return fmt::format("line {}: {} does not know {}, {}\n", line, path, name, hint);
        case Problem::What::twice:
            return fmt::format("line {}: {} has more than one <{}>\n", line, path, name);
        case Problem::What::missing:
            return fmt::format("line {}: {} has no {}\n", line, path, name);
        case Problem::What::broken:
            return fmt::format("line {}: {} has {}\n", line, path, name);
    }
    return fmt::format("line {}: {} does not know {}\n", line, path, name);
}

}  // namespace

bool only_requires(const Row& row, const Table& table) {
    if (!row.is_required || row.field != nullptr || row.table != nullptr) return false;
    return std::ranges::any_of(table.rows, [&row](const Row& other) {
        return &other != &row && other.part != Part::same && name_of(other) == name_of(row);
    });
}

std::vector<Problem> find_problems(const Table& table, Node root) {
    Search search;
    search.root(table, root);
    return search.take();
}

void validate_names(const Table& table, Node root, std::string_view schema) {
    Search search;
    search.root(table, root);
    if (search.count() == 0) return;
    std::string details;
    for (const Problem& problem : search.take())
        details += sentence(problem);
    if (search.count() > most_listed)
        details += fmt::format("and {} more\n", search.count() - most_listed);
    fail_invalid(schema, details);
}

void fail_invalid(std::string_view schema, std::string_view details) {
    fail(Errc::xml_invalid_schema,
         "Unable to validate doc against /usr/share/libvirt/schemas/{}.rng\n{}", schema, details);
}

}  // namespace virtd::xml
