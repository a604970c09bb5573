// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/address.hpp"

namespace virtd::xml::detail {

Verdict read_mac(std::string_view text, void* field) {
    const auto mac = parse_mac(text);
    if (!mac) return Verdict::bad;
    *static_cast<MacAddress*>(field) = *mac;
    return Verdict::ok;
}

bool write_mac(const void* field, Text& out) {
    out.set_copy(to_string(*static_cast<const MacAddress*>(field)));
    return true;
}

Verdict read_ip(std::string_view text, void* field) {
    const auto address = parse_ip(text);
    if (!address) return Verdict::bad;
    *static_cast<IpAddress*>(field) = *address;
    return Verdict::ok;
}

bool write_ip(const void* field, Text& out) {
    out.set_copy(to_string(*static_cast<const IpAddress*>(field)));
    return true;
}

}  // namespace virtd::xml::detail
