// SPDX-License-Identifier: LGPL-2.1-or-later
#include "daemon/servers.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "rpc/programs.hpp"

namespace virtd::daemon {

namespace {

constexpr Fail fail{Origin::rpc};

rpc::Liveness::Settings keepalive(int interval, unsigned count) {
    return {.interval = std::chrono::seconds(interval), .count = static_cast<int>(count)};
}

}  // namespace

rpc::Server::Settings server_settings(const DaemonConfig& config, bool privileged) {
    if (config.max_clients < config.max_anonymous_clients) {
        fail(Errc::internal_error,
             "The overall maximum number of clients must not be less than the number of clients "
             "waiting for authentication");
    }
    return {.name = "libvirtd",
            .limits = {.max_clients = config.max_clients,
                       .max_anonymous_clients = config.max_anonymous_clients,
                       .max_client_requests = config.max_client_requests},
            .keepalive = keepalive(config.keepalive_interval, config.keepalive_count),
            .default_uri = privileged ? "qemu:///system" : "qemu:///session",
            .workers = {.min = config.min_workers,
                        .max = std::max(config.min_workers, config.max_workers),
                        .priority = config.prio_workers}};
}

rpc::Server::Settings admin_settings(const DaemonConfig& config) {
    return {.name = "admin",
            .limits = {.max_clients = config.admin_max_clients,
                       .max_anonymous_clients = 0,  // nobody has to authenticate
                       .max_client_requests = config.admin_max_client_requests},
            .keepalive = keepalive(config.admin_keepalive_interval, config.admin_keepalive_count),
            .default_uri = {},
            .workers = {.min = config.admin_min_workers,
                        .max = std::max(config.admin_min_workers, config.admin_max_workers),
                        .priority = 0}};
}

Servers::Servers(Loop& loop, Pool& pool, driver::Registry& registry, const DaemonConfig& config,
                 bool privileged)
    : everybody_(loop, pool, registry, server_settings(config, privileged)),
      administrators_(loop, pool, registry, admin_settings(config)) {
    everybody_.add_program(rpc::remote_program, rpc::remote_rows());
    everybody_.add_program(rpc::qemu_program, {rpc::qemu_rows()});
    everybody_.add_program(rpc::lxc_program, {rpc::lxc_rows()});
    administrators_.add_program(rpc::admin_program, {rpc::admin_rows()});
    administrators_.administer(administration_);
    everybody_.slow_calls().set_limit(std::chrono::milliseconds(config.slow_call_ms));
}

std::size_t Servers::clients() const {
    return everybody_.clients().size() + administrators_.clients().size();
}

std::size_t Servers::busy_calls() const {
    return everybody_.busy_calls() + administrators_.busy_calls();
}

void Servers::start(rpc::Administration administration) {
    administration_ = std::move(administration);
    administration_.servers = {&administrators_, &everybody_};
    everybody_.start();
    administrators_.start();
}

void Servers::leave() {
    for (rpc::Server* const server : {&everybody_, &administrators_}) {
        server->stop_listening();
        server->disconnect_all();
    }
}

void Servers::on_changed(const std::function<void()>& changed) {
    everybody_.on_clients_changed(changed);
    administrators_.on_clients_changed(changed);
}

}  // namespace virtd::daemon
