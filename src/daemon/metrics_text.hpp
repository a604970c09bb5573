// What the daemon counts, as OpenMetrics: https://openmetrics.io, version 1.0.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <span>
#include <string>

#include "driver/registry.hpp"
#include "rpc/call_times.hpp"

namespace virtd {
class Loop;
class Pool;
}  // namespace virtd

namespace virtd::rpc {
class Server;
}

namespace virtd::daemon {

/// All that is counted; nothing of it is ours.
struct MetricsSources {
    const Loop& loop;
    const Pool& pool;
    const driver::Registry& registry;
    std::span<rpc::Server* const> servers;
    const rpc::CallTimes& loop_lag;
};

std::string metrics_text(const MetricsSources& sources);

}  // namespace virtd::daemon
