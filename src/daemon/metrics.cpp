// SPDX-License-Identifier: LGPL-2.1-or-later
#include "daemon/metrics.hpp"

#include <fmt/format.h>

#include "base/pool.hpp"
#include "daemon/tcp_socket.hpp"

namespace virtd::daemon {

namespace {

constexpr unsigned backlog = 16;
constexpr std::chrono::seconds lag_interval{1};

}  // namespace

MetricsService::MetricsService(Loop& loop, Pool& pool, const driver::Registry& registry,
                               Servers& servers, const DaemonConfig& config)
    : loop_(loop),
      pool_(pool),
      registry_(registry),
      servers_{&servers.everybody(), &servers.administrators()},
      lag_timer_(loop, "loop lag"),
      endpoint_(loop, [this] { return render(); }) {
    if (config.metrics_socket) {
        UnixSocketSpec spec{.path = *config.metrics_socket, .mode = 0600, .backlog = backlog};
        if (config.unix_sock_group) {
            spec.group = parse_group(*config.unix_sock_group);
            spec.mode = 0660;
        }
        socket_.emplace(std::move(spec));
        endpoint_.listen(socket_->take());
    }
    if (config.metrics_port > 0) {
        // never another address: there is no authentication
        for (UniqueFd& socket :
             listen_on_tcp("127.0.0.1", fmt::format("{}", config.metrics_port), backlog)) {
            endpoint_.listen(std::move(socket));
        }
    }
    if (config.metrics_socket || config.metrics_port > 0) measure_lag();
}

void MetricsService::remove_files() {
    if (socket_) socket_->remove();
}

void MetricsService::measure_lag() {
    lag_due_ = rpc::CallTimes::Clock::now() + lag_interval;
    lag_timer_.start(lag_interval, [this] {
        lag_.add(rpc::CallTimes::Clock::now() - lag_due_);
        measure_lag();
    });
}

std::string MetricsService::render() const {
    return metrics_text({.loop = loop_,
                         .pool = pool_,
                         .registry = registry_,
                         .servers = servers_,
                         .loop_lag = lag_});
}

}  // namespace virtd::daemon
