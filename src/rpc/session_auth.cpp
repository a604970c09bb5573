// What a client has to do to be let in, and how polkit is asked.
// SPDX-License-Identifier: LGPL-2.1-or-later
#include <sys/socket.h>
#include <sys/un.h>

#include <cerrno>
#include <cstring>

#include "base/log.hpp"
#include "base/translate.hpp"
#include "rpc/call.hpp"
#include "rpc/connection.hpp"
#include "rpc/server.hpp"
#include "rpc/session_calls.hpp"

namespace virtd::rpc::session {

namespace {

constexpr log::Source logger{"daemon.remote"};
constexpr Fail fail_auth{Origin::auth};
constexpr Fail fail_dbus{Origin::dbus};

using driver::AuthType;

constexpr std::string_view system_bus = "/run/dbus/system_bus_socket";

/// Peers that own the machine need nobody's permission, and no bus either.
bool bypasses_polkit(const Identity& identity) {
    return identity.user_id == 0U;
}

void require_system_bus() {
    const UniqueFd probe(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    sockaddr_un address{.sun_family = AF_UNIX, .sun_path = {}};
    system_bus.copy(address.sun_path, sizeof address.sun_path - 1);
    const auto* const generic = reinterpret_cast<const sockaddr*>(&address);
    if (connect(probe.get(), generic, sizeof address) == 0) return;
    fail_dbus(Errc::internal_error, "Unable to get system bus connection: Could not connect: {}",
              std::strerror(errno));
}

}  // namespace

void auth_list(Call& call) {
    Connection& connection = call.connection();
    AuthType type = call.session().auth;
    if (type == AuthType::polkit && bypasses_polkit(connection.identity())) {
        const Identity& peer = connection.identity();
        logger.info("Bypass polkit auth for privileged client pid:{},uid:{}",
                    peer.process_id.value_or(0), peer.user_id.value_or(0));
        connection.server().authenticated(connection);
        type = AuthType::none;
    }
    driver::AuthListRet answer;
    answer.types.push_back(call.session().authenticated ? AuthType::none : type);
    call.reply(answer);
}

void auth_polkit(Call& call) {
    if (call.session().authenticated || call.session().auth != AuthType::polkit) {
        logger.error("client tried invalid PolicyKit init request");
        const std::string sentence =
            translated("Library function returned error but did not set virError");
        throw Error({.origin = Origin::rpc,
                     .code = Errc::internal_error,
                     .message = sentence,
                     .str1 = "%s",
                     .str2 = sentence});
    }
    require_system_bus();
    // Until the bus is asked, nobody is let in by it.
    fail_auth(Errc::auth_failed, "access denied by policy");
}

}  // namespace virtd::rpc::session
