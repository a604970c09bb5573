// What a message of validation says about what would be right.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "xml/bind.hpp"

namespace virtd::xml {

/// What an element does not have because it belongs to another kind of it: one row, or a table.
struct Elsewhere {
    const Row* row;
    std::string_view attribute;  // that would say so, for tables
    std::string_view tag;        // its value there
    const Table* table;
};

struct PartName {
    Part part;  // attribute or element
    std::string_view name;
};

/// About a name that is not known: "which is for type='block'", or nothing.
std::string kind_hint(PartName wrong, const std::vector<Elsewhere>& elsewhere);

/// "but @dev", or nothing.
std::string name_hint(PartName wrong, const std::vector<std::string_view>& known);

/// About a value that none of these rows has: "but virtio", "which is no UUID".
std::string value_hint(std::string_view wrong, const std::vector<const Row*>& rows);

/// Whether a table has such a part, in whatever kind of its element.
bool has_part(const Table& table, PartName wanted);

/// "@attribute" and "element" as messages show them.
std::vector<std::string> marked(std::span<const std::string_view> parts);

/// The one of `known` that is at most two typing errors away from `name`, or an empty text.
std::string_view nearest_of(std::string_view name, const std::vector<std::string_view>& known);

/// Empty where it has none.
std::string_view name_of(const Row& row);

}  // namespace virtd::xml
