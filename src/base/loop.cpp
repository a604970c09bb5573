// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/loop.hpp"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <iterator>

#include "base/error.hpp"
#include "base/log.hpp"
#include "base/loop_impl.hpp"
#include "base/watch.hpp"

namespace virtd {

namespace {

constexpr log::Source logger{"util.eventloop"};
constexpr Fail fail{Origin::event};

// What handlers of signals may touch: which arrived, and whom to wake.
std::array<std::atomic<bool>, NSIG> arrived;
std::array<std::atomic<int>, NSIG> wake_on_signal;

void signal_arrived(int number) {
    const int before = errno;
    const auto index = static_cast<std::size_t>(number);
    arrived[index] = true;
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(wake_on_signal[index], &one, sizeof one);
    errno = before;
}

// About 50 microseconds of it.
constexpr int work_between_looks = 32;

UniqueFd made(int fd) {
    if (fd < 0) fail.system(errno, "Unable to create the event loop");
    return UniqueFd(fd);
}

}  // namespace

/// Lives as long as one turn of the loop, and measures it.
struct Turn {
    Turn(Loop& turning, const char* name) : loop(turning) {
        loop.doing_ = name;
        loop.turn_began_ = Loop::Impl::Clock::now();
    }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    ~Turn() {
        const std::chrono::nanoseconds took = Loop::Impl::Clock::now() - loop.turn_began_;
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
};

Loop::Impl::Impl()
    : epoll(made(epoll_create1(EPOLL_CLOEXEC))),
      wake_up(made(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))) {
    epoll_event event{};
    event.events = EPOLLIN | EPOLLET;  // never read: each write is an edge
    epoll_ctl(epoll.get(), EPOLL_CTL_ADD, wake_up.get(), &event);
}

Loop::Impl::~Impl() {
    for (const Signal& signal : signals) {
        struct sigaction action {};
        sigaction(signal.number, nullptr, &action);
        if (action.sa_handler == signal_arrived) std::signal(signal.number, SIG_DFL);
    }
}

void Loop::Impl::wake() const {
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(wake_up.get(), &one, sizeof one);
}

int Loop::Impl::timeout() const {
    if (timers.empty()) return -1;
    const auto left = timers.begin()->first - Clock::now();
    const auto rounded_up = std::chrono::ceil<std::chrono::milliseconds>(left).count();
    return static_cast<int>(std::clamp<std::int64_t>(rounded_up, 0, 3'600'000));
}

void Loop::Impl::collect() {
    int patience = 0;
    worked = 0;
    {
        const std::lock_guard lock(mutex);
        if (work.empty() && posted.empty()) {
            patience = timeout();
            asleep = true;
        }
    }
    const int count =
        epoll_wait(epoll.get(), events.data(), static_cast<int>(events.size()), patience);
    ready = std::span(events).first(static_cast<std::size_t>(std::max(count, 0)));
    {
        const std::lock_guard lock(mutex);
        asleep = false;
        std::ranges::move(posted, std::back_inserter(work));
        posted.clear();
    }
    while (!timers.empty() && timers.begin()->first <= Clock::now()) {
        std::shared_ptr<Timer::State> timer = std::move(timers.begin()->second);
        timers.erase(timers.begin());
        timer->place.reset();
        due.push_back({timer, timer->round});
    }
    if (!signals.empty()) collect_signals();
}

void Loop::Impl::collect_signals() {
    for (const Signal& signal : signals) {
        std::atomic<bool>& has_arrived = arrived[static_cast<std::size_t>(signal.number)];
        if (!has_arrived || !has_arrived.exchange(false)) continue;
        work.push_back({"signal", signal.handler});
    }
}

// Whoever writes to a peer that is gone sees EPIPE; nobody wants to die of it.
Loop::Loop() : impl_(std::make_unique<Impl>()) {
    std::signal(SIGPIPE, SIG_IGN);
}
Loop::~Loop() = default;

void Loop::run() {
    while (!impl_->stop.exchange(false))
        run_one();
}

bool Loop::run_unless_stopped(Task<void> task) {
    for (bool done = task.start(); !done; done = task.done()) {
        if (impl_->stop.exchange(false)) return false;
        run_one();
    }
    task.result();
    return true;
}

// Does one thing that is ready; what became ready first comes first. Much posted work, as when
// thousands get an event, lets others have their turn in between.
void Loop::run_one() {
    if (!impl_->ready.empty()) {
        serve_ready();
    } else if (!impl_->due.empty()) {
        fire_due();
    } else if (!impl_->work.empty() && impl_->worked++ < work_between_looks) {
        Impl::Posted posted = std::move(impl_->work.front());
        impl_->work.pop_front();
        const Turn turn(*this, posted.name);
        posted.work();
    } else {
        impl_->collect();
    }
}

void Loop::serve_ready() {
    const epoll_event event = impl_->ready.front();
    impl_->ready = impl_->ready.subspan(1);
    const Watch* const watch = static_cast<const Watch*>(event.data.ptr);
    if (watch == nullptr) return;  // we were woken, or the watch is gone
    const Turn turn(*this, watch->name_);
    watch->handler_.ready({.read = (event.events & EPOLLIN) != 0,
                           .write = (event.events & EPOLLOUT) != 0,
                           .gone = (event.events & (EPOLLERR | EPOLLHUP)) != 0});
}

void Loop::fire_due() {
    const Impl::Due due = std::move(impl_->due.front());
    impl_->due.pop_front();
    Timer::State& timer = *due.timer;
    if (timer.round != due.round || !timer.fire) return;
    const Turn turn(*this, timer.name);
    std::exchange(timer.fire, nullptr)();
}

void Loop::stop() {
    impl_->stop = true;
    impl_->wake();
}

void Loop::post(const char* name, std::function<void()> work) {
    const std::lock_guard lock(impl_->mutex);
    impl_->posted.push_back({name, std::move(work)});
    if (std::exchange(impl_->asleep, false)) impl_->wake();
}

void Loop::on_signal(int number, std::function<void()> handler) {
    wake_on_signal[static_cast<std::size_t>(number)] = impl_->wake_up.get();
    impl_->signals.push_back({number, std::move(handler)});
    struct sigaction action {};
    action.sa_handler = signal_arrived;
    action.sa_flags = SA_RESTART;
    sigaction(number, &action, nullptr);
}

Sleep Loop::sleep(std::chrono::milliseconds time) {
    return {*this, time};
}

}  // namespace virtd
