// Finds what a document says that no table knows, for clients that ask for validation.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "xml/bind.hpp"

namespace virtd::xml {

struct Unknown {
    std::string path;     // /domain/devices/disk
    int line = 0;         // where the element stands
    std::string name;     // "bogus", "@bogus", "@known='bogus'", "text" or "the text 'bogus'"
    std::string nearest;  // a name that is known there; empty when none is close

    bool operator==(const Unknown&) const = default;
};

/// In the order of the document. Of what is in a namespace only the elements that tables name
/// ("qemu:commandline") may be there, and are not looked into.
std::vector<Unknown> find_unknown(const Table& table, Node root);

/// Throws code 92 when there is anything unknown; `schema` is the document type, "domain".
void validate_names(const Table& table, Node root, std::string_view schema);

/// Throws code 92: the document is not what its type allows.
[[noreturn]] void fail_invalid(std::string_view schema, std::string_view details);

/// Throws code 92 without a child that the schema wants and the reader can do without.
void require_child(Node root, std::string_view child, std::string_view schema);

/// The one of `known` that is at most two typing errors away from `name`, or an empty text.
std::string_view nearest_of(std::string_view name, const std::vector<std::string_view>& known);

}  // namespace virtd::xml
