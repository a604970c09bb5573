// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/network/range.hpp"

#include <algorithm>

#include "base/error.hpp"

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::none};

// A server with more addresses to lend would only waste memory.
constexpr std::uint32_t too_many = 65535;

// The part of the address that may differ within a range: IPv6 ranges end where their last two
// bytes do.
std::uint32_t number(const IpAddress& address) {
    const std::size_t end = address.bits() / 8;
    std::uint32_t value = 0;
    for (std::size_t i = end - (address.is_v4() ? 4 : 2); i < end; ++i)
        value = value << 8 | address.bytes[i];
    return value;
}

/// Whether the addresses differ in their last two bytes only.
bool share_front(const IpAddress& a, const IpAddress& b) {
    return std::equal(a.bytes.begin(), a.bytes.begin() + (a.is_v4() ? 2 : 14), b.bytes.begin());
}

void check_size(const IpAddress& start, const IpAddress& end) {
    const std::string from = to_string(start);
    const std::string to = to_string(end);
    if (!share_front(start, end)) {
        fail(Errc::internal_error, "range {} - {} is too large (> {})", from, to, too_many);
    }
    if (number(start) > number(end)) {
        if (start.is_v4()) fail(Errc::internal_error, "range {} - {} is reversed ", from, to);
        fail(Errc::internal_error, "range {} - {} start larger than end", from, to);
    }
}

void check_family(const IpAddress& start, const IpAddress& end) {
    if (start.family == end.family) return;
    fail(Errc::internal_error, "mismatch of address family in range {} - {}", to_string(start),
         to_string(end));
}

}  // namespace

std::optional<unsigned> prefix_length(const IpAddress& address,
                                      const std::optional<IpAddress>& netmask,
                                      std::optional<unsigned> prefix) {
    if (prefix) return prefix;
    if (netmask) return prefix_of(*netmask);
    if (address.is_any()) return 0;
    if (!address.is_v4()) return 64;
    const std::uint8_t first = address.bytes[0];
    if ((first & 0x80) == 0) return 8;      // class A
    if ((first & 0xc0) == 0x80) return 16;  // class B
    if ((first & 0xe0) == 0xc0) return 24;  // class C
    return std::nullopt;
}

void check_range(const IpAddress& start, const IpAddress& end) {
    check_family(start, end);
    check_size(start, end);
}

void check_range_in(const IpAddress& start, const IpAddress& end, const IpAddress& address,
                    std::optional<unsigned> prefix) {
    const std::string from = to_string(start);
    const std::string to = to_string(end);
    const std::string network = to_string(address);
    check_family(start, end);
    if (start.family != address.family) {
        fail(Errc::internal_error, "mismatch of address family in range {} - {} for network {}",
             from, to, network);
    }
    if (!prefix) {
        fail(Errc::internal_error, "bad prefix -1 for network {} when  checking range {} - {}",
             network, from, to);
    }
    const IpAddress base = network_of(address, *prefix);
    if (network_of(start, *prefix) != base || network_of(end, *prefix) != base) {
        fail(Errc::internal_error, "range {} - {} is not entirely within network {}/{}", from, to,
             network, *prefix);
    }
    if (address.is_v4() && start == base) {
        fail(Errc::internal_error, "start of range {} - {} in network {}/{} is the network address",
             from, to, network, *prefix);
    }
    if (address.is_v4() && end == broadcast_of(address, *prefix)) {
        fail(Errc::internal_error, "end of range {} - {} in network {}/{} is the broadcast address",
             from, to, network, *prefix);
    }
    check_size(start, end);
}

}  // namespace virtd::conf
