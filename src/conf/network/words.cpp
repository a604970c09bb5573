// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/network/words.hpp"

#include <strings.h>

namespace virtd::conf::detail {

xml::Verdict read_is_yes(std::string_view text, void* field) {
    *static_cast<bool*>(field) = text.size() == 3 && strncasecmp(text.data(), "yes", 3) == 0;
    return xml::Verdict::ok;
}

xml::Verdict read_is_not_off(std::string_view text, void* field) {
    *static_cast<bool*>(field) = text != "off";
    return xml::Verdict::ok;
}

}  // namespace virtd::conf::detail
