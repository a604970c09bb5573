// How the conditions of filter rules are written: one reader for each kind of value.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace virtd::conf {

/// The one way in which the value is written back, or nothing when it is none.
using ReadValue = std::optional<std::string> (*)(std::string_view text);

/// $NAME, $NAME[1], $NAME[@1]: what an instance of the filter puts in. [@0] is the default.
std::optional<std::string> read_variable(std::string_view text);

std::optional<std::string> read_mac_value(std::string_view text);
std::optional<std::string> read_mac_mask(std::string_view text);
std::optional<std::string> read_ipv4_value(std::string_view text);
std::optional<std::string> read_ipv4_mask(std::string_view text);
std::optional<std::string> read_ipv6_value(std::string_view text);
std::optional<std::string> read_ipv6_mask(std::string_view text);
/// Decimal or hexadecimal, whichever it is stays.
std::optional<std::string> read_uint8(std::string_view text);
std::optional<std::string> read_uint16(std::string_view text);
std::optional<std::string> read_uint32(std::string_view text);
std::optional<std::string> read_decimal16(std::string_view text);
std::optional<std::string> read_dscp(std::string_view text);
std::optional<std::string> read_vlan_id(std::string_view text);
std::optional<std::string> read_ether_type(std::string_view text);
std::optional<std::string> read_encapsulated_type(std::string_view text);
std::optional<std::string> read_ip_protocol(std::string_view text);
std::optional<std::string> read_arp_opcode(std::string_view text);
std::optional<std::string> read_truth(std::string_view text);
std::optional<std::string> read_states(std::string_view text);
std::optional<std::string> read_tcp_flags(std::string_view text);
std::optional<std::string> read_ipset_name(std::string_view text);
std::optional<std::string> read_ipset_flags(std::string_view text);
std::optional<std::string> read_comment(std::string_view text);

}  // namespace virtd::conf
