// SPDX-License-Identifier: LGPL-2.1-or-later
#include <utility>

#include "base/loop.hpp"
#include "base/loop_impl.hpp"

namespace virtd {

Timer::Timer(Loop& loop, const char* name) : state_(std::make_shared<State>(loop, name)) {}

Timer::~Timer() {
    cancel();
}

void Timer::start(std::chrono::milliseconds after, std::function<void()> fire) {
    cancel();
    state_->fire = std::move(fire);
    const auto when = Loop::Impl::Clock::now() + after;
    state_->place = state_->loop.impl().timers.emplace(when, state_);
}

void Timer::cancel() {
    if (!state_->fire) return;
    ++state_->round;
    state_->fire = nullptr;
    if (state_->place) state_->loop.impl().timers.erase(*state_->place);
    state_->place.reset();
}

bool Timer::pending() const {
    return static_cast<bool>(state_->fire);
}

}  // namespace virtd
