// Addresses of other people's unix sockets.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <sys/socket.h>
#include <sys/un.h>

#include <optional>
#include <string>

namespace virtd {

struct UnixAddress {
    sockaddr_un value{};
    socklen_t length = 0;

    const sockaddr* generic() const { return reinterpret_cast<const sockaddr*>(&value); }
};

/// Of a path, or of "@name", which is not in the file system. Nothing when it is too long.
std::optional<UnixAddress> unix_address(const std::string& path);

}  // namespace virtd
