// SPDX-License-Identifier: LGPL-2.1-or-later
#include "daemon/listeners.hpp"

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <iterator>

#include "base/error.hpp"
#include "base/log.hpp"
#include "base/translate.hpp"
#include "daemon/split_daemons.hpp"
#include "daemon/tcp_socket.hpp"
#include "daemon/tls_settings.hpp"

namespace virtd::daemon {

namespace {

constexpr Fail fail{Origin::rpc};
constexpr log::Source logger{"rpc.netserver"};

constexpr std::string_view our_prefix = "libvirt";

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

std::vector<Door> doors_of(std::string_view daemon, std::string_view prefix,
                           const ListenPlan& plan) {
    const DaemonConfig& config = plan.config;
    std::vector<Door> all;
    all.push_back({.file = fmt::format("{}-sock", prefix),
                   .activation = fmt::format("{}.socket", daemon),
                   .mode = parse_mode(config.rw_perms(plan.privileged)),
                   .backlog = config.max_queued_clients,
                   .traits = {.auth = auth_type(config.auth_unix_rw)}});
    if (plan.privileged) {
        all.push_back({.file = fmt::format("{}-sock-ro", prefix),
                       .activation = fmt::format("{}-ro.socket", daemon),
                       .mode = parse_mode(config.unix_sock_ro_perms),
                       .backlog = config.max_queued_clients,
                       .traits = {.auth = auth_type(config.auth_unix_ro), .read_only = true}});
    }
    // a user who moves his sockets gets none for administration, as ever
    if (plan.privileged || !config.unix_sock_dir) {
        all.push_back({.file = fmt::format("{}-admin-sock", prefix),
                       .activation = fmt::format("{}-admin.socket", daemon),
                       .mode = parse_mode(config.unix_sock_admin_perms),
                       .backlog = config.admin_max_queued_clients,
                       .traits = {.same_user_only = true},
                       .for_administrators = true});
    }
    for (Door& door : all)
        door.daemon = daemon;
    return all;
}

/// All that the init system may open for us.
std::vector<Door> activated_doors(const ListenPlan& plan, const Activation& activation) {
    const DaemonConfig& config = plan.config;
    std::vector<Door> all;
    const auto add_local = [&](std::string_view daemon, std::string_view prefix) {
        std::ranges::move(doors_of(daemon, prefix, plan), std::back_inserter(all));
    };
    for (const std::string_view daemon : split_daemons())
        add_local(daemon, daemon);
    for (const std::string_view daemon : {our_daemon, proxy_daemon}) {
        add_local(daemon, our_prefix);
        all.push_back({.daemon = std::string(daemon),
                       .activation = fmt::format("{}-tcp.socket", daemon),
                       .backlog = config.max_queued_clients,
                       .traits = {.auth = auth_type(config.auth_tcp)}});
        const std::string tls = fmt::format("{}-tls.socket", daemon);
        if (!activation.has(tls)) continue;  // who needs no certificates may have none
        all.push_back({.daemon = std::string(daemon),
                       .activation = tls,
                       .backlog = config.max_queued_clients,
                       .traits = {.auth = auth_type(config.auth_tls), .tls = tls_context(plan)}});
    }
    return all;
}

void warn_about_missing(const Activation& activation, const DaemonConfig& config) {
    for (const std::string_view daemon : split_daemons_named(config.split_daemons)) {
        if (activation.has(fmt::format("{}.socket", daemon))) continue;
        logger.warning("split_daemons: no clients of {}: systemd passed sockets, but not {}.socket",
                       daemon, daemon);
    }
}

}  // namespace

std::vector<Door> doors(const ListenPlan& plan) {
    std::vector<Door> all = doors_of(our_daemon, our_prefix, plan);
    for (const std::string_view daemon : split_daemons_named(plan.config.split_daemons))
        std::ranges::move(doors_of(daemon, daemon, plan), std::back_inserter(all));
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
                                                 .backlog = door.backlog,
                                                 .only_if_free = door.daemon != our_daemon});
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
    warn_about_missing(activation, plan_.config);
    for (const Door& door : activated_doors(plan_, activation)) {
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
    if (door.daemon != our_daemon) servers_.everybody().add_alias(door.daemon);
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
