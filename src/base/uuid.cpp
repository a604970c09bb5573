// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/uuid.hpp"

#include <sys/random.h>

#include <exception>

namespace virtd {

namespace {

constexpr std::string_view digits = "0123456789abcdef";

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool is_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

}  // namespace

std::string to_string(const Uuid& uuid) {
    std::string text;
    text.reserve(36);
    for (std::size_t i = 0; i < uuid.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
        text += digits[uuid[i] >> 4U];
        text += digits[uuid[i] & 15U];
    }
    return text;
}

std::optional<Uuid> parse_uuid(std::string_view text) {
    while (!text.empty() && is_space(text.front()))
        text.remove_prefix(1);
    Uuid uuid{};
    for (std::uint8_t& byte : uuid) {
        while (!text.empty() && (text.front() == '-' || text.front() == ' '))
            text.remove_prefix(1);
        if (text.size() < 2) return std::nullopt;
        const int high = hex_value(text[0]);
        const int low = hex_value(text[1]);
        if (high < 0 || low < 0) return std::nullopt;
        byte = static_cast<std::uint8_t>(high * 16 + low);
        text.remove_prefix(2);
    }
    while (!text.empty() && is_space(text.front()))
        text.remove_prefix(1);
    if (!text.empty()) return std::nullopt;
    return uuid;
}

Uuid random_uuid() {
    Uuid uuid{};
    if (getrandom(uuid.data(), uuid.size(), 0) != static_cast<ssize_t>(uuid.size())) {
        std::terminate();  // the kernel gives 16 bytes at once or is not a Linux we know
    }
    uuid[6] = static_cast<std::uint8_t>((uuid[6] & 0x0fU) | 0x40U);  // RFC 4122, section 4.4
    uuid[8] = static_cast<std::uint8_t>((uuid[8] & 0x3fU) | 0x80U);
    return uuid;
}

}  // namespace virtd
