// Makes up documents from the tables that read them, for tests.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <random>
#include <string>
#include <string_view>

#include "xml/bind.hpp"

namespace virtd::xml {

using Random = std::mt19937;

/// A document with some of the attributes and children that the table knows, and likely values.
/// `attributes` (" type='test'") and `children` come first, and stand for those that no document
/// can do without.
std::string sample(const Table& table, Random& random, std::string_view attributes = {},
                   std::string_view children = {});

}  // namespace virtd::xml
