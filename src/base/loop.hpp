// The event loop: one thread that owns all state of the daemon and never blocks.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <chrono>
#include <coroutine>
#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>
#include <utility>

#include "base/task.hpp"

namespace virtd {

class Sleep;

/// Everything happens inside run(), on the thread that called it, one turn after another. A turn
/// that takes long delays everybody, so it is logged and counted. Names of turns are literals.
class Loop {
public:
    struct Stats {
        std::uint64_t turns = 0;
        std::uint64_t slow_turns = 0;  // longer than slow_turn
        std::chrono::nanoseconds longest{};
    };
    static constexpr std::chrono::milliseconds slow_turn{10};

    Loop();
    Loop(const Loop&) = delete;
    Loop& operator=(const Loop&) = delete;
    ~Loop();

    /// Until stop(); may be called again after it.
    void run();
    /// Ends run() after the present turn. From any thread.
    void stop();
    /// Runs the loop until the task is finished. For tests and for start-up.
    template <class T>
    T run(Task<T> task);
    /// The same, or until stop(): then the task is dropped and the answer is false.
    bool run_unless_stopped(Task<void> task);

    /// Does `work` in a turn of its own, in the order of the calls. From any thread.
    void post(const char* name, std::function<void()> work);

    /// Calls `handler` in a turn whenever the signal arrives, for the life of the loop.
    void on_signal(int number, std::function<void()> handler);

    /// co_await loop.sleep(100ms). Dropping the waiting coroutine cancels it.
    Sleep sleep(std::chrono::milliseconds time);

    /// Tells the watchdog what the present turn does, more exactly than the turn's name. The
    /// text must live until the turn ends, as the names of procedures do.
    void doing(std::string_view what) { doing_ = what; }

    /// When the present turn began: what happens in it may be said to happen then.
    std::chrono::steady_clock::time_point turn_began() const { return turn_began_; }

    const Stats& stats() const { return stats_; }

    struct Impl;  // for the classes of this header and for Watch
    Impl& impl() { return *impl_; }

private:
    friend struct Turn;
    void run_one();
    void serve_ready();
    void fire_due();

    std::unique_ptr<Impl> impl_;
    Stats stats_;
    std::string_view doing_;
    std::chrono::steady_clock::time_point turn_began_;
};

/// Fires once after a time, unless it is started anew, cancelled or destroyed before.
class Timer {
public:
    explicit Timer(Loop& loop, const char* name = "timer");
    Timer(const Timer&) = delete;
    Timer& operator=(const Timer&) = delete;
    ~Timer();

    void start(std::chrono::milliseconds after, std::function<void()> fire);
    void cancel();
    bool pending() const;

private:
    friend class Loop;
    struct State;
    std::shared_ptr<State> state_;
};

/// What Loop::sleep() gives to co_await.
class [[nodiscard]] Sleep {
public:
    Sleep(Loop& loop, std::chrono::milliseconds time) : timer_(loop, "sleep"), time_(time) {}

    bool await_ready() const noexcept { return time_.count() <= 0; }
    void await_suspend(std::coroutine_handle<> waiter) {
        timer_.start(time_, [waiter] { waiter.resume(); });
    }
    void await_resume() const noexcept {}

private:
    Timer timer_;
    std::chrono::milliseconds time_;
};

/// A file descriptor (socket, pipe, ...) the loop watches. It stays its owner's: destroy the
/// watch before closing it. One coroutine at a time may wait in each direction:
///     const bool ready = co_await watch.readable();
/// false means that cancel() was called. "Ready" may be wrong now and then: expect EAGAIN.
class FdWatch {
public:
    enum class Direction : std::uint8_t { read, write };
    class Wait;

    FdWatch(Loop& loop, int fd, const char* name = "descriptor");
    FdWatch(const FdWatch&) = delete;
    FdWatch& operator=(const FdWatch&) = delete;
    ~FdWatch();  // nobody may be waiting any more

    Wait readable();
    Wait writable();
    /// Wakes those who wait, each in a turn of its own.
    void cancel();

private:
    struct State;
    std::shared_ptr<State> state_;
};

class [[nodiscard]] FdWatch::Wait {
public:
    Wait(const Wait&) = delete;
    Wait& operator=(const Wait&) = delete;
    ~Wait();  // dropping the waiting coroutine just forgets it

    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> waiter);
    bool await_resume() const noexcept { return ready_; }

private:
    friend class FdWatch;
    Wait(State& state, Direction direction) : state_(&state), direction_(direction) {}
    void resume(bool ready);

    State* state_;
    Direction direction_;
    std::coroutine_handle<> waiter_;
    bool ready_ = false;
};

template <class T>
T Loop::run(Task<T> task) {
    task.start();
    while (!task.done())
        run_one();
    return task.result();
}

}  // namespace virtd
