// What a user's daemon ends with: his session, and the host.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <functional>
#include <optional>

#include "base/bus.hpp"
#include "daemon/paths.hpp"

namespace virtd::daemon {

/// Without a bus the daemon learns of neither and just goes on.
class UserSession {
public:
    /// `ended` is called when the bus of the session is gone, or when logind tells that the host
    /// shuts down.
    UserSession(Pool& pool, Bus& system_bus, const GetEnv& get, std::function<void()> ended);
    UserSession(const UserSession&) = delete;
    UserSession& operator=(const UserSession&) = delete;
    ~UserSession();

private:
    Task<void> join();
    void watch_host();
    Task<void> hear_of_shutdown();

    Bus& system_bus_;
    std::function<void()> ended_;
    std::optional<Bus> session_bus_;
    Timer again_;
    Task<void> joining_;
    Task<void> hearing_;
};

}  // namespace virtd::daemon
