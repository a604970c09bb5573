// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/mac.hpp"

#include <fmt/format.h>

#include <charconv>

#include "base/uuid.hpp"

namespace virtd {

std::string to_string(const MacAddress& mac) {
    return fmt::format("{:02x}", fmt::join(mac.bytes, ":"));
}

std::optional<MacAddress> parse_mac(std::string_view text) {
    MacAddress mac;
    const char* at = text.data();
    const char* const end = at + text.size();
    for (std::size_t i = 0; i < mac.bytes.size(); ++i) {
        if (i > 0 && (at == end || *at++ != ':')) return std::nullopt;
        const auto [stop, error] = std::from_chars(at, end, mac.bytes[i], 16);
        if (error != std::errc{}) return std::nullopt;
        at = stop;
    }
    if (at != end) return std::nullopt;
    return mac;
}

MacAddress random_mac(std::array<std::uint8_t, 3> prefix) {
    const Uuid random = random_uuid();  // bytes 0 to 5 carry no version
    return {{prefix[0], prefix[1], prefix[2], random[0], random[1], random[2]}};
}

}  // namespace virtd
