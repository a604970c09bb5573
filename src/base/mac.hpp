// MAC addresses as bytes and as text.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace virtd {

struct MacAddress {
    std::array<std::uint8_t, 6> bytes{};

    bool is_multicast() const { return (bytes[0] & 1) != 0; }
    bool operator==(const MacAddress&) const = default;
};

/// "52:54:00:12:34:56", lower case.
std::string to_string(const MacAddress& mac);

/// Six hexadecimal numbers up to ff with colons between them, in either case; leading zeros
/// may be missing.
std::optional<MacAddress> parse_mac(std::string_view text);

/// The first three bytes are given (the vendor's prefix), the others random.
MacAddress random_mac(std::array<std::uint8_t, 3> prefix);

}  // namespace virtd
