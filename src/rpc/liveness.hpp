// Finds out whether a silent client is still there, by pinging it.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <chrono>
#include <functional>
#include <optional>

#include "base/loop.hpp"

namespace virtd::rpc {

/// Costs nothing per frame but a look at the clock: the timer is not moved when something
/// arrives, it looks when it fires.
class Liveness {
public:
    struct Settings {
        std::chrono::milliseconds interval{5000};  // 0 and below: never ping
        int count = 5;  // pings without an answer until the client counts as gone
    };

    Liveness(Settings settings, std::function<void()> ping, std::function<void()> give_up)
        : settings_(settings), ping_(std::move(ping)), give_up_(std::move(give_up)) {}

    /// The client says that it answers pings.
    void begin(Loop& loop);
    bool active() const { return timer_.has_value(); }
    /// Something arrived from the client.
    void received() {
        if (!timer_) return;
        last_received_ = std::chrono::steady_clock::now();
        unanswered_ = 0;
    }
    void end() { timer_.reset(); }

private:
    void look();

    Settings settings_;
    std::function<void()> ping_;
    std::function<void()> give_up_;
    std::optional<Timer> timer_;
    std::chrono::steady_clock::time_point last_received_;
    int unanswered_ = 0;
};

}  // namespace virtd::rpc
