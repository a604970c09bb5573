// IP addresses, their networks and ranges.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace virtd {

enum class IpFamily : std::uint8_t { v4, v6 };

/// Bytes in network order; the first four of them for IPv4.
struct IpAddress {
    IpFamily family = IpFamily::v4;
    std::array<std::uint8_t, 16> bytes{};
    std::uint32_t scope = 0;  // IPv6: index of the interface of a link-local address

    unsigned bits() const { return family == IpFamily::v4 ? 32 : 128; }
    bool is_v4() const { return family == IpFamily::v4; }
    /// 0.0.0.0 or ::
    bool is_any() const;
    auto operator<=>(const IpAddress&) const = default;  // NOLINT(modernize-use-nullptr): no zero here
};

std::string to_string(const IpAddress& address);

/// Everything that getaddrinfo takes as numeric: also "10.1" for 10.0.0.1. Never asks a server.
std::optional<IpAddress> parse_ip(std::string_view text);
std::optional<IpAddress> parse_ip(std::string_view text, IpFamily family);

/// The first `prefix` bits of the address, the others zero.
IpAddress network_of(IpAddress address, unsigned prefix);
/// The address whose first `prefix` bits are one.
IpAddress netmask(IpFamily family, unsigned prefix);
/// The last address of an IPv4 network.
IpAddress broadcast_of(IpAddress address, unsigned prefix);
/// The length of a netmask; nothing if it has holes.
std::optional<unsigned> prefix_of(const IpAddress& mask);

}  // namespace virtd
