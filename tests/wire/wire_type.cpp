// SPDX-License-Identifier: LGPL-2.1-or-later
#include "wire_type.hpp"

namespace virtd::rpc::wire {

std::string hex(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    for (const char byte : bytes) {
        const auto value = static_cast<unsigned char>(byte);
        out += {digits[value >> 4], digits[value & 15]};
    }
    return out;
}

std::string_view bytes_of(const Uuid& uuid) {
    return {reinterpret_cast<const char*>(uuid.data()), uuid.size()};
}

}  // namespace virtd::rpc::wire
