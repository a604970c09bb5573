// Which object a document is about, for access control.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>
#include <utility>

#include "conf/says_uuid.hpp"
#include "drivers/shared/documents.hpp"

namespace virtd::shared {

template <class Ref>
struct Described {
    Ref ref;
    bool has_uuid;  // else a parser made it up, and it is never seen again
};

/// `parse` answers the reference alone: what else there is in the document ends where it was read.
template <class Parse>
auto described(Pool& pool, std::string xml, Parse parse) {
    return parsed(pool, std::move(xml), [parse = std::move(parse)](const std::string& text) {
        auto ref = parse(text);
        return Described<decltype(ref)>{std::move(ref), conf::says_uuid(text)};
    });
}

}  // namespace virtd::shared
