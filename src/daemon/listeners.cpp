// SPDX-License-Identifier: LGPL-2.1-or-later
#include "daemon/listeners.hpp"

#include <sys/socket.h>

#include "base/error.hpp"

namespace virtd::daemon {

namespace {

constexpr Fail fail{Origin::rpc};

driver::AuthType auth_type(Auth auth) {
    switch (auth) {
        case Auth::none:
            return driver::AuthType::none;
        case Auth::sasl:
            return driver::AuthType::sasl;
        case Auth::polkit:
            return driver::AuthType::polkit;
    }
    return driver::AuthType::none;
}

rpc::Server& server_of(Servers& servers, const Door& door) {
    return door.for_administrators ? servers.administrators() : servers.everybody();
}

}  // namespace

std::vector<Door> doors(const ListenPlan& plan) {
    const DaemonConfig& config = plan.config;
    std::vector<Door> all;
    all.push_back({.file = "libvirt-sock",
                   .activation = "libvirtd.socket",
                   .mode = parse_mode(config.rw_perms(plan.privileged)),
                   .backlog = config.max_queued_clients,
                   .traits = {.auth = auth_type(config.auth_unix_rw)}});
    if (plan.privileged) {
        all.push_back({.file = "libvirt-sock-ro",
                       .activation = "libvirtd-ro.socket",
                       .mode = parse_mode(config.unix_sock_ro_perms),
                       .backlog = config.max_queued_clients,
                       .traits = {.auth = auth_type(config.auth_unix_ro), .read_only = true}});
    }
    // a user who moves his sockets gets none for administration, as ever
    if (plan.privileged || !config.unix_sock_dir) {
        all.push_back({.file = "libvirt-admin-sock",
                       .activation = "libvirtd-admin.socket",
                       .mode = parse_mode(config.unix_sock_admin_perms),
                       .backlog = config.admin_max_queued_clients,
                       .traits = {.same_user_only = true},
                       .for_administrators = true});
    }
    return all;
}

Listeners::Listeners(Servers& servers, const ListenPlan& plan,
                     std::optional<Activation> activation) {
    if (!activation) {
        open(servers, plan);
        return;
    }
    if (plan.listen) {
        throw Error({.origin = Origin::rpc,
                     .message = "--listen parameter not permitted with systemd activation "
                                "sockets, see 'man libvirtd' for further guidance"});
    }
    take(servers, plan, *activation);
}

void Listeners::open(Servers& servers, const ListenPlan& plan) {
    const std::string directory = plan.config.unix_sock_dir.value_or(plan.paths.run_dir);
    std::optional<gid_t> group;
    if (plan.config.unix_sock_group) group = parse_group(*plan.config.unix_sock_group);
    for (Door& door : doors(plan)) {
        UnixSocket& socket =
            sockets_.emplace_back(UnixSocketSpec{.path = directory + "/" + door.file,
                                                 .mode = door.mode,
                                                 .group = group,
                                                 .backlog = door.backlog});
        server_of(servers, door).listen(socket.take(), std::move(door.traits));
    }
}

void Listeners::take(Servers& servers, const ListenPlan& plan, Activation& activation) {
    for (const Door& door : doors(plan)) {
        for (UniqueFd& socket : activation.claim(door.activation)) {
            // the queue is as long as we say, not as the init system does
            if (::listen(socket.get(), static_cast<int>(door.backlog)) != 0) {
                fail.system(errno, "Failed to listen on socket '{}'", door.activation);
            }
            server_of(servers, door).listen(std::move(socket), door.traits);
        }
    }
    activation.check_all_claimed();
}

void Listeners::remove_files() {
    sockets_.clear();
}

}  // namespace virtd::daemon
