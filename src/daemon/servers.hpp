// The servers of the daemon: one for everybody, one for administrators.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <functional>

#include "daemon/daemon_config.hpp"
#include "rpc/server.hpp"

namespace virtd::daemon {

/// Throws when the limits contradict each other.
rpc::Server::Settings server_settings(const DaemonConfig& config, bool privileged);
rpc::Server::Settings admin_settings(const DaemonConfig& config);

class Servers {
public:
    Servers(Loop& loop, Pool& pool, driver::Registry& registry, const DaemonConfig& config,
            bool privileged);

    rpc::Server& everybody() { return everybody_; }
    rpc::Server& administrators() { return administrators_; }

    /// Of both.
    std::size_t clients() const;
    std::size_t busy_calls() const;
    std::uint64_t calls_served() { return everybody_.metrics().calls; }

    /// From now on clients are served, and administrators reach the daemon.
    void start(rpc::Administration administration);
    /// Closes the doors and disconnects everybody; calls in progress go on.
    void leave();
    void on_changed(const std::function<void()>& changed);

private:
    rpc::Administration administration_;
    rpc::Server everybody_;
    rpc::Server administrators_;
};

}  // namespace virtd::daemon
