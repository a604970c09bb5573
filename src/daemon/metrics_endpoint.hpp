// Answers whoever asks over HTTP for metrics: a unix socket, or one of the loopback address.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <chrono>
#include <functional>
#include <list>
#include <memory>
#include <string>
#include <string_view>

#include "base/file.hpp"
#include "base/loop.hpp"

namespace virtd::daemon {

/// The whole answer to a request.
std::string metrics_response(std::string_view request, const std::function<std::string()>& render);

/// One request a connection. Who does not come to an end is disconnected, and only a few are
/// served at a time, so that nobody can hold anything up here.
class MetricsEndpoint {
public:
    static constexpr std::size_t most_clients = 16;
    static constexpr std::size_t most_request = 8192;

    MetricsEndpoint(Loop& loop, std::function<std::string()> render,
                    std::chrono::milliseconds patience = std::chrono::seconds(10));
    MetricsEndpoint(const MetricsEndpoint&) = delete;
    MetricsEndpoint& operator=(const MetricsEndpoint&) = delete;
    ~MetricsEndpoint();

    /// Of a socket that already listens.
    void listen(UniqueFd socket);
    std::size_t clients() const { return clients_.size(); }

private:
    class Door;
    class Client;

    void accept(UniqueFd socket);
    void end(const Client& client);
    void update_doors();

    Loop& loop_;
    std::function<std::string()> render_;
    std::chrono::milliseconds patience_;
    std::list<std::unique_ptr<Door>> doors_;
    std::list<std::unique_ptr<Client>> clients_;
};

}  // namespace virtd::daemon
