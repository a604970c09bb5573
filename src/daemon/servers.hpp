// The servers of the daemon: their settings from the configuration, and the programs they offer.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "daemon/daemon_config.hpp"
#include "rpc/server.hpp"

namespace virtd::daemon {

/// Throws when the limits contradict each other.
rpc::Server::Settings server_settings(const DaemonConfig& config, bool privileged);

/// Everything clients of libvirt can call.
void add_programs(rpc::Server& server);

}  // namespace virtd::daemon
