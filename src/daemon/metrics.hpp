// The metrics of this daemon and the sockets that tell them; off unless the configuration asks.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <array>
#include <optional>

#include "daemon/daemon_config.hpp"
#include "daemon/metrics_endpoint.hpp"
#include "daemon/metrics_text.hpp"
#include "daemon/servers.hpp"
#include "daemon/unix_socket.hpp"

namespace virtd::daemon {

class MetricsService {
public:
    /// Opens the sockets that the configuration names. Throws.
    MetricsService(Loop& loop, Pool& pool, const driver::Registry& registry, Servers& servers,
                   const DaemonConfig& config);

    /// Nobody finds the way in any more.
    void remove_files();

private:
    std::string render() const;
    /// Notes how late the loop is, and does it again.
    void measure_lag();

    Loop& loop_;
    Pool& pool_;
    const driver::Registry& registry_;
    std::array<rpc::Server*, 2> servers_;
    rpc::CallTimes lag_;
    rpc::CallTimes::Clock::time_point lag_due_;
    Timer lag_timer_;
    std::optional<UnixSocket> socket_;
    MetricsEndpoint endpoint_;
};

}  // namespace virtd::daemon
