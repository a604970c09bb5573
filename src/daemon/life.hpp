// What ends the daemon, and how: signals, idleness, an orderly shutdown with a limit.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <chrono>
#include <csignal>
#include <functional>

#include "base/loop.hpp"

namespace virtd::daemon {

/// While it lives, signals that would end the process wait: for as long as files come to be that
/// only an orderly end removes, and nobody watches signals yet.
class HeldSignals {
public:
    HeldSignals();
    HeldSignals(const HeldSignals&) = delete;
    HeldSignals& operator=(const HeldSignals&) = delete;
    ~HeldSignals() { release(); }

    /// What has arrived is delivered.
    void release();

private:
    sigset_t before_{};
};

/// Counts who is connected and what forbids to leave, and ends the loop when it is time.
class Life {
public:
    static constexpr std::chrono::seconds shutdown_limit{30};

    struct Callbacks {
        std::function<std::size_t()> clients;     // of all servers
        std::function<std::size_t()> busy_calls;  // that nobody waits for any more, too
        /// Closes the doors and disconnects everybody.
        std::function<void()> leave;
        std::function<void()> reload;
        /// The host must wait from now on, and need not any more.
        std::function<void()> hold_host;
        std::function<void()> release_host;
    };

    Life(Loop& loop, Callbacks callbacks);

    /// TERM, INT and QUIT end the daemon, HUP reloads.
    void watch_signals();
    /// They must not kill what is about to remove its last files.
    static void ignore_signals();
    /// Ends the daemon after so many seconds without clients; 0: never.
    void set_timeout(std::chrono::seconds timeout);
    /// Clients came or went, or calls ended.
    void update();
    /// Something must not be interrupted by idleness: a running guest, a secret in memory.
    void inhibit();
    void allow();

    /// The drivers are ready to reload.
    void set_ready() { ready_ = true; }
    void shut_down();
    bool shutting_down() const { return shutting_down_; }
    /// Whether the limit passed before all calls were done.
    bool forced() const { return forced_; }

private:
    void reload();
    void start_idle_timer();
    void idle();

    Loop& loop_;
    Callbacks callbacks_;
    Timer idle_;
    Timer limit_;
    std::chrono::seconds timeout_{0};
    std::size_t inhibitions_ = 0;
    bool ready_ = false;
    bool shutting_down_ = false;
    bool forced_ = false;
};

}  // namespace virtd::daemon
