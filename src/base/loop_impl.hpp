// The inside of the loop, for the files that make it up.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <sys/epoll.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

#include "base/file.hpp"
#include "base/loop.hpp"

namespace virtd {

/// One epoll set, one list of timers, one queue of posted work. What is ready is collected with
/// one system call and then done one by one; only then the next is collected. Of posted work no
/// more than a few turns are done before that.
struct Loop::Impl {
    using Clock = std::chrono::steady_clock;
    using Timers = std::multimap<Clock::time_point, std::shared_ptr<Timer::State>>;

    struct Posted {
        const char* name;
        std::function<void()> work;
    };
    struct Due {
        std::shared_ptr<Timer::State> timer;
        std::uint64_t round = 0;
    };
    struct Signal {
        int number;
        std::function<void()> handler;
    };

    Impl();
    ~Impl();

    /// Waits until something is ready, unless there is work already.
    void collect();
    int timeout() const;  // milliseconds, as epoll_wait takes them
    void collect_signals();
    void wake() const;

    UniqueFd epoll;
    UniqueFd wake_up;  // an eventfd: work was posted, a signal arrived
    std::atomic<bool> stop = false;

    std::array<epoll_event, 64> events{};
    std::span<epoll_event> ready;  // of events, not yet done
    Timers timers;
    std::deque<Due> due;
    std::deque<Posted> work;
    int worked = 0;  // turns of it since the last look
    std::vector<Signal> signals;

    std::mutex mutex;  // guards the rest
    std::vector<Posted> posted;
    bool asleep = false;  // so who posts must wake the loop
};

/// What a timer's owner and the loop both hold. A newer round makes an older one void.
struct Timer::State {
    State(Loop& owner, const char* turn_name) : loop(owner), name(turn_name) {}

    Loop& loop;
    const char* name;
    std::function<void()> fire;  // empty: not started
    std::uint64_t round = 0;
    std::optional<Loop::Impl::Timers::iterator> place;  // while it runs
};

}  // namespace virtd
