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

std::shared_ptr<rpc::SaslContext> sasl_context(const DaemonConfig& config, Loop& loop) {
    return std::make_shared<rpc::SaslContext>(
        loop, rpc::SaslSettings{.tcp_strength = config.tcp_min_ssf,
                                .allowed_users = config.sasl_allowed_username_list});
}

std::shared_ptr<rpc::TlsContext> tls_context(const ListenPlan& plan) {
    rpc::TlsSettings settings =
        tls_settings(plan.config, plan.privileged, home_directory(environment));
    settings.log_level = gnutls_log_level(environment("LIBVIRT_GNUTLS_DEBUG"));
    return std::make_shared<rpc::TlsContext>(std::move(settings));
}

// Who reaches such a socket owns the host: nobody shall open it by mistake.
void refuse_open_door(const DaemonConfig& config, const UniqueFd& socket) {
    if (config.allow_insecure_tcp) return;
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

Listeners::Listeners(Servers& servers, const ListenPlan& plan, std::optional<Activation> activation)
    : servers_(servers), plan_(plan) {
    if (!activation) {
        open_unix();
        if (plan.listen) open_network();
        return;
    }
    if (plan.listen) {
        throw Error(
            {.origin = Origin::rpc,
             .message = translated("--listen parameter not permitted with systemd activation "
                                   "sockets, see 'man libvirtd' for further guidance")});
    }
    take(*activation);
}

void Listeners::open_unix() {
    const DaemonConfig& config = plan_.config;
    const std::string directory = config.unix_sock_dir.value_or(plan_.paths.run_dir);
    std::optional<gid_t> group;
    if (config.unix_sock_group) group = parse_group(*config.unix_sock_group);
    for (const Door& door : doors(plan_)) {
        UnixSocket& socket =
            sockets_.emplace_back(UnixSocketSpec{.path = directory + "/" + door.file,
                                                 .mode = door.mode,
                                                 .group = group,
                                                 .backlog = door.backlog});
        serve(door, socket.take());
    }
}

void Listeners::open_network() {
    const DaemonConfig& config = plan_.config;
    const auto open = [&](const std::string& port, const rpc::ListenerTraits& traits) {
        for (UniqueFd& socket : listen_on_tcp(config.listen_addr, port, config.max_queued_clients))
            serve({.traits = traits}, std::move(socket));
    };
    if (config.listen_tcp) open(config.tcp_port, {.auth = auth_type(config.auth_tcp)});
    if (config.listen_tls) {
        open(config.tls_port, {.auth = auth_type(config.auth_tls), .tls = tls_context(plan_)});
    }
}

void Listeners::take(Activation& activation) {
    const DaemonConfig& config = plan_.config;
    auto passed = doors(plan_);
    passed.push_back({.activation = "libvirtd-tcp.socket",
                      .backlog = config.max_queued_clients,
                      .traits = {.auth = auth_type(config.auth_tcp)}});
    if (activation.has("libvirtd-tls.socket")) {
        passed.push_back(
            {.activation = "libvirtd-tls.socket",
             .backlog = config.max_queued_clients,
             .traits = {.auth = auth_type(config.auth_tls), .tls = tls_context(plan_)}});
    }
    for (const Door& door : passed) {
        for (UniqueFd& socket : activation.claim(door.activation)) {
            // the queue is as long as we say, not as the init system does
            if (::listen(socket.get(), static_cast<int>(door.backlog)) != 0) {
                fail.system(errno, "Failed to listen on socket '{}'", door.activation);
            }
            serve(door, std::move(socket));
        }
    }
    activation.check_all_claimed();
}

void Listeners::serve(const Door& door, UniqueFd socket) {
    rpc::ListenerTraits traits = door.traits;
    if (traits.tls == nullptr && traits.auth == driver::AuthType::none) {
        refuse_open_door(plan_.config, socket);
    }
    rpc::Server& server =
        door.for_administrators ? servers_.administrators() : servers_.everybody();
    if (traits.auth == driver::AuthType::sasl) {
        if (sasl_ == nullptr) sasl_ = sasl_context(plan_.config, server.loop());
        traits.sasl = sasl_;
    }
    server.listen(std::move(socket), std::move(traits));
}

void Listeners::leave() {
    sockets_.clear();
    if (sasl_ != nullptr) sasl_->pool().abandon();
}

}  // namespace virtd::daemon
