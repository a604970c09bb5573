// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/ip.hpp"

#include <arpa/inet.h>
#include <net/if.h>
#include <netdb.h>

#include <algorithm>
#include <cstring>
#include <memory>

namespace virtd {

namespace {

std::optional<IpAddress> from_sockaddr(const sockaddr& from) {
    IpAddress address;
    if (from.sa_family == AF_INET) {
        sockaddr_in v4{};
        std::memcpy(&v4, &from, sizeof v4);
        std::memcpy(address.bytes.data(), &v4.sin_addr, sizeof v4.sin_addr);
        return address;
    }
    if (from.sa_family == AF_INET6) {
        sockaddr_in6 v6{};
        std::memcpy(&v6, &from, sizeof v6);
        address.family = IpFamily::v6;
        std::memcpy(address.bytes.data(), &v6.sin6_addr, sizeof v6.sin6_addr);
        address.scope = v6.sin6_scope_id;
        return address;
    }
    return std::nullopt;
}

std::optional<IpAddress> parse(std::string_view text, int family) {
    // getaddrinfo takes an absent name for "here"
    if (text.empty() || text.find('\0') != std::string_view::npos) return std::nullopt;
    addrinfo hints{};
    hints.ai_family = family;
    hints.ai_flags = AI_NUMERICHOST;
    addrinfo* found = nullptr;
    if (getaddrinfo(std::string(text).c_str(), nullptr, &hints, &found) != 0) return std::nullopt;
    const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owner(found, freeaddrinfo);
    return from_sockaddr(*found->ai_addr);
}

std::uint8_t mask_byte(std::size_t index, unsigned prefix) {
    const unsigned before = static_cast<unsigned>(index) * 8;
    if (prefix >= before + 8) return 0xff;
    if (prefix <= before) return 0;
    return static_cast<std::uint8_t>(0xff << (before + 8 - prefix));
}

}  // namespace

bool IpAddress::is_any() const {
    return std::ranges::all_of(bytes, [](std::uint8_t byte) { return byte == 0; });
}

std::string to_string(const IpAddress& address) {
    char text[INET6_ADDRSTRLEN] = "";
    inet_ntop(address.is_v4() ? AF_INET : AF_INET6, address.bytes.data(), text, sizeof text);
    if (address.scope == 0) return text;
    char name[IF_NAMESIZE] = "";
    const char* const scope = if_indextoname(address.scope, name);
    return std::string(text) + '%' + (scope ? scope : std::to_string(address.scope));
}

std::optional<IpAddress> parse_ip(std::string_view text) {
    return parse(text, AF_UNSPEC);
}

std::optional<IpAddress> parse_ip(std::string_view text, IpFamily family) {
    return parse(text, family == IpFamily::v4 ? AF_INET : AF_INET6);
}

IpAddress network_of(IpAddress address, unsigned prefix) {
    for (std::size_t i = 0; i < address.bytes.size(); ++i)
        address.bytes[i] &= mask_byte(i, prefix);
    return address;
}

IpAddress netmask(IpFamily family, unsigned prefix) {
    IpAddress mask{.family = family};
    for (std::size_t i = 0; i < mask.bits() / 8; ++i)
        mask.bytes[i] = mask_byte(i, prefix);
    return mask;
}

IpAddress broadcast_of(IpAddress address, unsigned prefix) {
    for (std::size_t i = 0; i < address.bits() / 8; ++i)
        address.bytes[i] |= static_cast<std::uint8_t>(~mask_byte(i, prefix));
    return address;
}

std::optional<unsigned> prefix_of(const IpAddress& mask) {
    for (unsigned prefix = 0; prefix <= mask.bits(); ++prefix) {
        if (netmask(mask.family, prefix).bytes == mask.bytes) return prefix;
    }
    return std::nullopt;
}

}  // namespace virtd
