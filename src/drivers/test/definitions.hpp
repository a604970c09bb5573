// How the test driver reads definitions of guests and shows them.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "conf/domain.hpp"
#include "drivers/shared/documents.hpp"

namespace virtd::test {

/// As for a guest that is to be defined or created; `strict` refuses what no table knows.
conf::Domain parse_definition(std::string_view xml, bool strict);

/// The same to be awaited, however large the document is.
inline auto read_definition(Pool& pool, std::string text, bool strict) {
    return shared::parsed(pool, std::move(text), [strict](const std::string& xml) {
        return parse_definition(xml, strict);
    });
}

/// The same of a part of a larger document.
conf::Domain parse_definition(xml::Node domain);

/// As it was put into an image.
conf::Domain parse_saved(std::string_view xml);

inline auto read_saved(Pool& pool, std::string text) {
    return shared::parsed(pool, std::move(text),
                          [](const std::string& xml) { return parse_saved(xml); });
}

/// With what only a running guest has, and secrets.
std::string format_whole(const conf::Domain& definition);

/// Gives each network card the name of its device on the host, unless it has one.
void name_cards(conf::Domain& definition);

}  // namespace virtd::test
