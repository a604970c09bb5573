// SPDX-License-Identifier: LGPL-2.1-or-later
#include "daemon/notify.hpp"

#include "base/file.hpp"
#include "base/log.hpp"
#include "base/unix_address.hpp"

namespace virtd::daemon {

namespace {

constexpr log::Source logger{"util.systemd"};

bool send_to(const std::string& path, std::string_view state) {
    const auto address = unix_address(path);
    if (!address) return false;
    const UniqueFd socket(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    return ::sendto(socket.get(), state.data(), state.size(), MSG_NOSIGNAL, address->generic(),
                    address->length) >= 0;
}

}  // namespace

void notify(const GetEnv& get, std::string_view state) {
    const auto path = get("NOTIFY_SOCKET");
    if (path && !send_to(*path, state)) logger.warning("Failed to notify systemd");
}

}  // namespace virtd::daemon
