// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/unix_address.hpp"

#include <cstddef>
#include <cstring>

namespace virtd {

std::optional<UnixAddress> unix_address(const std::string& path) {
    UnixAddress address;
    address.value.sun_family = AF_UNIX;
    if (path.empty() || path.size() >= sizeof address.value.sun_path) return std::nullopt;
    std::memcpy(address.value.sun_path, path.data(), path.size());
    if (path.front() == '@') address.value.sun_path[0] = '\0';
    address.length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + path.size());
    return address;
}

}  // namespace virtd
