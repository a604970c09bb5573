// Clients that each keep a number of calls in flight, all driven by one thread.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "client.hpp"
#include "measure.hpp"

namespace virtd::bench {

/// Readiness of many descriptors.
class Poll {
public:
    Poll();
    void add(int fd, std::size_t index);
    /// Calls `ready` with the index of each readable descriptor; waits up to `timeout_ms`.
    template <class Ready>
    void wait(int timeout_ms, const Ready& ready) {
        const int count = wait(timeout_ms);
        for (int i = 0; i < count; ++i) {
            ready(ready_[static_cast<std::size_t>(i)]);
        }
    }

private:
    int wait(int timeout_ms);

    UniqueFd fd_;
    std::vector<std::size_t> ready_;
};

/// The kinds of calls that are measured by name: "cheap", "lookup", "info", "xml", "list",
/// "stats". `guest` is whom they ask about.
std::string frame_of(Client& client, std::string_view kind, const std::string& guest);

struct Load {
    std::string kind = "cheap";
    std::string guest = "test";
    std::size_t connections = 1;
    std::size_t in_flight = 1;
    double seconds = 1;
};

/// Runs the load and adds the latency of each call. Throws when any call fails.
void run(const Load& load, const std::string& socket, Measurement& measurement);

}  // namespace virtd::bench
