// SPDX-License-Identifier: LGPL-2.1-or-later
#include "daemon/listeners.hpp"

#include <sys/socket.h>
#include <unistd.h>

#include "base/error.hpp"
#include "base/translate.hpp"
#include "daemon/tcp_socket.hpp"
#include "daemon/tls_settings.hpp"

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

std::shared_ptr<rpc::TlsContext> tls_context(const ListenPlan& plan) {
    return std::make_shared<rpc::TlsContext>(
        tls_settings(plan.config, plan.privileged, home_directory(environment)));
}

// Who reaches such a socket owns the host: nobody shall open it by mistake.
void refuse_open_door(const DaemonConfig& config, const UniqueFd& socket) {
    if (config.auth_tcp != Auth::none || config.allow_insecure_tcp) return;
    const auto address = address_for_others(socket);
    if (!address) return;
    fail(Errc::config_unsupported,
         "auth_tcp = \"none\" would let anybody who reaches {} control this host: set auth_tcp = "
         "\"sasl\", or use listen_tls, or listen_addr = \"127.0.0.1\", or permit it with "
         "allow_insecure_tcp = 1",
         *address);
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
        open_unix(servers, plan);
        if (plan.listen) open_network(servers, plan);
        return;
    }
    if (plan.listen) {
        throw Error(
            {.origin = Origin::rpc,
             .message = translated("--listen parameter not permitted with systemd activation "
                                   "sockets, see 'man libvirtd' for further guidance")});
    }
    take(servers, plan, *activation);
}

void Listeners::open_unix(Servers& servers, const ListenPlan& plan) {
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

void Listeners::open_network(Servers& servers, const ListenPlan& plan) {
    const DaemonConfig& config = plan.config;
    const auto open = [&](const std::string& port, const rpc::ListenerTraits& traits) {
        for (UniqueFd& socket :
             listen_on_tcp(config.listen_addr, port, config.max_queued_clients)) {
            if (traits.tls == nullptr) refuse_open_door(config, socket);
            servers.everybody().listen(std::move(socket), traits);
        }
    };
    if (config.listen_tcp) open(config.tcp_port, {.auth = auth_type(config.auth_tcp)});
    if (config.listen_tls) {
        open(config.tls_port, {.auth = auth_type(config.auth_tls), .tls = tls_context(plan)});
    }
}

void Listeners::take(Servers& servers, const ListenPlan& plan, Activation& activation) {
    const auto serve = [&](const Door& door) {
        for (UniqueFd& socket : activation.claim(door.activation)) {
            // the queue is as long as we say, not as the init system does
            if (::listen(socket.get(), static_cast<int>(door.backlog)) != 0) {
                fail.system(errno, "Failed to listen on socket '{}'", door.activation);
            }
            if (door.traits.tls == nullptr) refuse_open_door(plan.config, socket);
            server_of(servers, door).listen(std::move(socket), door.traits);
        }
    };
    for (const Door& door : doors(plan))
        serve(door);
    serve({.activation = "libvirtd-tcp.socket",
           .backlog = plan.config.max_queued_clients,
           .traits = {.auth = auth_type(plan.config.auth_tcp)}});
    if (activation.has("libvirtd-tls.socket")) {
        serve({.activation = "libvirtd-tls.socket",
               .backlog = plan.config.max_queued_clients,
               .traits = {.auth = auth_type(plan.config.auth_tls), .tls = tls_context(plan)}});
    }
    activation.check_all_claimed();
}

void Listeners::remove_files() {
    sockets_.clear();
}

}  // namespace virtd::daemon
