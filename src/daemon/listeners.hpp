// The doors of the daemon: which sockets there are, who may come in, and to which server.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "daemon/activation.hpp"
#include "daemon/daemon_config.hpp"
#include "daemon/paths.hpp"
#include "daemon/servers.hpp"
#include "daemon/unix_socket.hpp"

namespace virtd::daemon {

/// What decides about the sockets.
struct ListenPlan {
    const DaemonConfig& config;
    const Paths& paths;
    bool privileged = false;
    bool listen = false;  // --listen
};

inline constexpr std::string_view our_daemon = "libvirtd";

/// A socket in the file system, before it is opened.
struct Door {
    std::string daemon = std::string(our_daemon);  // that has such a socket elsewhere
    std::string file;                              // in the socket directory
    std::string activation;                        // its name when the init system opens it
    mode_t mode = 0700;
    unsigned backlog = 0;
    rpc::ListenerTraits traits;
    bool for_administrators = false;
};

std::vector<Door> doors(const ListenPlan& plan);

class Listeners {
public:
    /// Opens our own sockets, or takes those the init system passed, and hands them to the
    /// servers. Throws.
    Listeners(Servers& servers, const ListenPlan& plan, std::optional<Activation> activation);

    /// Removes the files of our own sockets; who is still authenticating is not waited for.
    void leave();

private:
    void open_unix();
    void open_network();
    void take(Activation& activation);
    void serve(const Door& door, UniqueFd socket);

    Servers& servers_;
    const ListenPlan plan_;
    std::shared_ptr<rpc::SaslContext> sasl_;  // once a door needs it
    std::vector<UnixSocket> sockets_;
};

}  // namespace virtd::daemon
