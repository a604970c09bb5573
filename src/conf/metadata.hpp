// <metadata>: what programs keep with an object, one element for each of their namespaces.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>
#include <string>

#include "xml/bind.hpp"

namespace virtd::conf {

/// The element in that namespace as its owner gave it: without the namespace.
std::optional<std::string> find_metadata(const std::optional<xml::Raw>& metadata,
                                         const std::string& uri);

/// Puts `element`, a document of its own, where the namespace had another. Its names that have
/// no namespace get this one, with `prefix`.
void set_metadata(std::optional<xml::Raw>& metadata, const std::string& uri,
                  const std::string& prefix, const std::string& element);

/// An empty <metadata> stays behind.
void remove_metadata(std::optional<xml::Raw>& metadata, const std::string& uri);

/// The first element of each namespace; elements without one, text and comments are nobody's.
xml::Raw owned_metadata(xml::Node metadata);

}  // namespace virtd::conf
