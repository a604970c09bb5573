// How the test driver reads definitions of guests and shows them.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "conf/domain.hpp"

namespace virtd::test {

/// As for a guest that is to be defined or created; `strict` refuses what no table knows.
conf::Domain parse_definition(std::string_view xml, bool strict);

/// The same of a part of a larger document.
conf::Domain parse_definition(xml::Node domain);

/// As it was put into an image.
conf::Domain parse_saved(std::string_view xml);

/// With what only a running guest has, and secrets.
std::string format_whole(const conf::Domain& definition);

/// Gives each network card the name of its device on the host, unless it has one.
void name_cards(conf::Domain& definition);

}  // namespace virtd::test
