// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/loop.hpp"

#include <array>
#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <csignal>
#include <deque>

#include "base/log.hpp"

namespace virtd {

namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using Clock = std::chrono::steady_clock;

constexpr log::Source logger{"util.eventloop"};

}  // namespace

/// Lives as long as one turn of the loop, and measures it.
struct Turn {
    Turn(Loop& turning, const char* name) : loop(turning) { loop.doing_ = name; }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    ~Turn() {
        const std::chrono::nanoseconds took = Clock::now() - start;
        Loop::Stats& stats = loop.stats_;
        ++stats.turns;
        if (took > stats.longest) stats.longest = took;
        if (took < Loop::slow_turn) return;
        ++stats.slow_turns;
        tell(took / std::chrono::milliseconds(1));
    }

    // Short ones also come from a busy host, which is nothing to warn of.
    void tell(std::int64_t milliseconds) const {
        if (milliseconds < 100) {
            logger.info("the event loop was held for {} ms by {}", milliseconds, loop.doing_);
        } else {
            logger.warning("the event loop was held for {} ms by {}", milliseconds, loop.doing_);
        }
    }

    Loop& loop;
    Clock::time_point start = Clock::now();
};

struct Loop::Impl {
    asio::io_context io{1};  // one thread runs it
    asio::executor_work_guard<asio::io_context::executor_type> stay{io.get_executor()};
    std::atomic<bool> stop = false;
    std::deque<asio::signal_set> signals;
};

// Whoever writes to a peer that is gone sees EPIPE; nobody wants to die of it.
Loop::Loop() : impl_(std::make_unique<Impl>()) {
    std::signal(SIGPIPE, SIG_IGN);
}
Loop::~Loop() = default;

void Loop::run_one() {
    impl_->io.run_one();
}

void Loop::run() {
    while (!impl_->stop.exchange(false))
        run_one();
}

void Loop::stop() {
    impl_->stop = true;
    asio::post(impl_->io, [] {});  // so that run() looks
}

void Loop::post(const char* name, std::function<void()> work) {
    asio::post(impl_->io, [this, name, work = std::move(work)] {
        const Turn turn(*this, name);
        work();
    });
}

namespace {

void wait_for_signal(Loop& loop, asio::signal_set& signals,
                     const std::shared_ptr<std::function<void()>>& handler) {
    signals.async_wait([&loop, &signals, handler](error_code error, int /*number*/) {
        if (error) return;
        {
            const Turn turn(loop, "signal");
            (*handler)();
        }
        wait_for_signal(loop, signals, handler);
    });
}

}  // namespace

void Loop::on_signal(int number, std::function<void()> handler) {
    asio::signal_set& signals = impl_->signals.emplace_back(impl_->io, number);
    wait_for_signal(*this, signals, std::make_shared<std::function<void()>>(std::move(handler)));
}

Sleep Loop::sleep(std::chrono::milliseconds time) {
    return {*this, time};
}

// The handler of an earlier start may already be on its way when the timer is started anew or
// destroyed; it finds another round then.
struct Timer::State {
    State(Loop& owner, const char* turn_name)
        : loop(owner), name(turn_name), timer(owner.impl().io) {}

    Loop& loop;
    const char* name;
    asio::steady_timer timer;
    std::function<void()> fire;
    std::uint64_t round = 0;
};

Timer::Timer(Loop& loop, const char* name) : state_(std::make_shared<State>(loop, name)) {}

Timer::~Timer() {
    cancel();
}

void Timer::start(std::chrono::milliseconds after, std::function<void()> fire) {
    state_->fire = std::move(fire);
    state_->timer.expires_after(after);
    state_->timer.async_wait([state = state_, round = ++state_->round](error_code) {
        if (state->round != round || !state->fire) return;
        const Turn turn(state->loop, state->name);
        std::exchange(state->fire, nullptr)();
    });
}

void Timer::cancel() {
    if (!state_->fire) return;
    ++state_->round;
    state_->fire = nullptr;
    state_->timer.cancel();
}

bool Timer::pending() const {
    return static_cast<bool>(state_->fire);
}

// A wait that was dropped leaves its asynchronous operation in place; the next wait in that
// direction takes it over.
struct FdWatch::State : std::enable_shared_from_this<State> {
    struct Side {
        std::coroutine_handle<> waiter;
        bool ready = false;
        bool outstanding = false;
    };

    State(Loop& owner, int fd, const char* turn_name)
        : loop(owner), name(turn_name), descriptor(owner.impl().io, fd) {}

    Side& side(Direction direction) { return sides[static_cast<std::size_t>(direction)]; }

    void start(Direction direction) {
        Side& waiting = side(direction);
        if (std::exchange(waiting.outstanding, true)) return;
        const auto kind = direction == Direction::read ? asio::posix::descriptor_base::wait_read
                                                       : asio::posix::descriptor_base::wait_write;
        descriptor.async_wait(kind, [self = shared_from_this(), direction](error_code error) {
            self->finish(direction, !error);
        });
    }

    void finish(Direction direction, bool ready) {
        Side& finished = side(direction);
        finished.outstanding = false;
        finished.ready = ready;
        const auto waiter = std::exchange(finished.waiter, nullptr);
        if (!waiter) return;
        const Turn turn(loop, name);
        waiter.resume();
    }

    Loop& loop;
    const char* name;
    asio::posix::stream_descriptor descriptor;
    std::array<Side, 2> sides;
};

FdWatch::FdWatch(Loop& loop, int fd, const char* name)
    : state_(std::make_shared<State>(loop, fd, name)) {}

FdWatch::~FdWatch() {
    state_->descriptor.release();
}

FdWatch::Wait FdWatch::readable() {
    return {*state_, Direction::read};
}

FdWatch::Wait FdWatch::writable() {
    return {*state_, Direction::write};
}

void FdWatch::cancel() {
    state_->descriptor.cancel();
}

FdWatch::Wait::~Wait() {
    if (waiting_) state_->side(direction_).waiter = nullptr;
}

void FdWatch::Wait::await_suspend(std::coroutine_handle<> waiter) {
    waiting_ = true;
    state_->side(direction_).waiter = waiter;
    state_->start(direction_);
}

bool FdWatch::Wait::await_resume() noexcept {
    waiting_ = false;
    return state_->side(direction_).ready;
}

}  // namespace virtd
