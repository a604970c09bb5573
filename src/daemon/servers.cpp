// SPDX-License-Identifier: LGPL-2.1-or-later
#include "daemon/servers.hpp"

#include "base/error.hpp"
#include "rpc/programs.hpp"

namespace virtd::daemon {

namespace {

constexpr Fail fail{Origin::rpc};

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
            .keepalive = {.interval = std::chrono::seconds(config.keepalive_interval), .count = static_cast<int>(config.keepalive_count)},
            .default_uri = privileged ? "qemu:///system" : "qemu:///session"};
}

void add_programs(rpc::Server& server) {
    using namespace rpc;  // NOLINT(google-build-using-namespace): a dozen tables of one place
    server.add_program(remote_program,
                       {connect_rows(), domain_rows(), migrate_rows(), snapshot_rows(),
                        network_rows(), interface_rows(), storage_rows(), nodedev_rows(),
                        secret_rows(), nwfilter_rows(), event_rows()});
    server.add_program(qemu_program, {qemu_rows()});
    server.add_program(lxc_program, {lxc_rows()});
}

}  // namespace virtd::daemon
