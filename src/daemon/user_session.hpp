// What a user's daemon ends with: his session, and the host.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <functional>
#include <optional>

#include "base/bus.hpp"
#include "daemon/paths.hpp"

namespace virtd::daemon {

/// Without a bus the daemon learns of neither and just goes on. A system bus that went away is
/// looked for again.
class UserSession {
public:
    static constexpr std::chrono::seconds usual_pause{30};

    /// `ended` is called when the bus of the session is gone, or when logind tells that the host
    /// shuts down.
    UserSession(Pool& pool, Bus& system_bus, const GetEnv& get, std::function<void()> ended,
                std::chrono::milliseconds pause = usual_pause);
    UserSession(const UserSession&) = delete;
    UserSession& operator=(const UserSession&) = delete;
    ~UserSession();

private:
    Task<void> join();
    void watch_host();
    void watch_later();
    Task<void> hear_of_shutdown();

    Bus& system_bus_;
    std::function<void()> ended_;
    std::chrono::milliseconds pause_;
    bool had_system_bus_ = false;
    std::optional<Bus> session_bus_;
    Timer again_;
    Task<void> joining_;
    Task<void> hearing_;
};

}  // namespace virtd::daemon
