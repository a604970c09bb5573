// Lets rows of tables hold MAC and IP addresses: attr<&Route::gateway>("gateway").
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "base/ip.hpp"
#include "base/mac.hpp"
#include "xml/text.hpp"

namespace virtd::xml::detail {

Verdict read_mac(std::string_view text, void* field);
bool write_mac(const void* field, Text& out);
Verdict read_ip(std::string_view text, void* field);
bool write_ip(const void* field, Text& out);

template <>
struct CodecOf<MacAddress> {
    static constexpr Codec codec{read_mac, write_mac, is_nonzero<MacAddress>, "MAC address"};
};
template <>
struct CodecOf<IpAddress> {
    static constexpr Codec codec{read_ip, write_ip, is_nonzero<IpAddress>, "IP address"};
};

}  // namespace virtd::xml::detail
