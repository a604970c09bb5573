// SPDX-License-Identifier: LGPL-2.1-or-later
#include "daemon/life.hpp"

#include <array>
#include <csignal>

#include "base/log.hpp"

namespace virtd::daemon {

namespace {

constexpr log::Source logger{"rpc.netdaemon"};

constexpr std::array ending_signals{SIGINT, SIGQUIT, SIGTERM};

}  // namespace

HeldSignals::HeldSignals() {
    sigset_t held;
    sigemptyset(&held);
    sigaddset(&held, SIGHUP);
    for (const int number : ending_signals)
        sigaddset(&held, number);
    ::pthread_sigmask(SIG_BLOCK, &held, &before_);
}

void HeldSignals::release() {
    ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

Life::Life(Loop& loop, Callbacks callbacks)
    : loop_(loop),
      callbacks_(std::move(callbacks)),
      idle_(loop, "idle timeout"),
      limit_(loop, "shutdown limit") {}

void Life::watch_signals() {
    for (const int number : ending_signals)
        loop_.on_signal(number, [this] { shut_down(); });
    loop_.on_signal(SIGHUP, [this] { reload(); });
}

void Life::ignore_signals() {
    for (const int number : ending_signals)
        std::signal(number, SIG_IGN);
    std::signal(SIGHUP, SIG_IGN);
}

void Life::reload() {
    if (!ready_) {
        logger.warning("Drivers are not initialized, reload ignored");
        return;
    }
    if (shutting_down_) return;
    logger.info("Reloading configuration on SIGHUP");
    callbacks_.reload();
}

void Life::set_timeout(std::chrono::seconds timeout) {
    timeout_ = timeout;
    idle_.cancel();
    update();
}

void Life::update() {
    if (shutting_down_) {
        if (callbacks_.busy_calls() == 0) loop_.stop();
        return;
    }
    if (callbacks_.clients() > 0 || timeout_.count() == 0) {
        idle_.cancel();
    } else if (!idle_.pending()) {
        start_idle_timer();
    }
}

void Life::inhibit() {
    if (inhibitions_++ == 0 && callbacks_.hold_host) callbacks_.hold_host();
}

void Life::allow() {
    if (--inhibitions_ == 0 && callbacks_.release_host) callbacks_.release_host();
}

void Life::start_idle_timer() {
    idle_.start(timeout_, [this] { idle(); });
}

void Life::idle() {
    if (inhibitions_ > 0) return start_idle_timer();
    logger.debug("no client for {} s", timeout_.count());
    shut_down();
}

// A second request changes nothing.
void Life::shut_down() {
    if (std::exchange(shutting_down_, true)) return;
    logger.debug("calls in progress: {}", callbacks_.busy_calls());
    idle_.cancel();
    limit_.start(shutdown_limit, [this] {
        logger.warning("Make forcefull daemon shutdown");
        forced_ = true;
        loop_.stop();
    });
    callbacks_.leave();
    update();
}

}  // namespace virtd::daemon
