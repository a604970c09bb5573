// SPDX-License-Identifier: LGPL-2.1-or-later
#include "daemon/notify.hpp"

#include <sys/socket.h>
#include <sys/un.h>

#include <cstddef>
#include <cstring>

#include "base/file.hpp"
#include "base/log.hpp"

namespace virtd::daemon {

namespace {

constexpr log::Source logger{"util.systemd"};

bool send_to(const std::string& path, std::string_view state) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path) return false;
    std::memcpy(address.sun_path, path.data(), path.size());
    if (path.front() == '@') address.sun_path[0] = '\0';  // not in the file system
    const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + path.size());
    const UniqueFd socket(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    return ::sendto(socket.get(), state.data(), state.size(), MSG_NOSIGNAL,
                    reinterpret_cast<const sockaddr*>(&address), length) >= 0;
}

}  // namespace

void notify(const GetEnv& get, std::string_view state) {
    const auto path = get("NOTIFY_SOCKET");
    if (path && !send_to(*path, state)) logger.warning("Failed to notify systemd");
}

}  // namespace virtd::daemon
