// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/job_slot.hpp"

#include <algorithm>

namespace virtd {

JobSlot::Acquire JobSlot::acquire(std::string job, std::chrono::milliseconds limit) {
    return {*this, std::move(job), limit};
}

void JobSlot::take(std::string job) {
    holder_.emplace(Holder{.job = std::move(job), .since = Clock::now()});
}

// The slot is never free while somebody waits, so nobody can slip in between.
void JobSlot::release() {
    holder_.reset();
    if (queue_.empty()) return;
    Acquire* const next = queue_.front();
    queue_.pop_front();
    next->grant();
}

bool JobSlot::Acquire::await_ready() {
    if (slot_.holder_) return false;
    slot_.take(std::move(job_));
    state_ = State::granted;
    return true;
}

void JobSlot::Acquire::await_suspend(std::coroutine_handle<> waiter) {
    waiter_ = waiter;
    state_ = State::waiting;
    slot_.queue_.push_back(this);
    wake_.start(limit_, [this] {
        std::erase(slot_.queue_, this);
        state_ = State::given_up;
        waiter_.resume();
    });
}

// In a turn of its own: the holder is still busy leaving.
void JobSlot::Acquire::grant() {
    slot_.take(std::move(job_));
    state_ = State::granted;
    wake_.start(std::chrono::milliseconds(0), [this] { waiter_.resume(); });
}

JobSlot::Hold JobSlot::Acquire::await_resume() {
    if (state_ == State::granted) {
        state_ = State::done;
        return Hold(slot_);
    }
    const Fail fail{slot_.origin_};
    if (!slot_.holder_) fail(Errc::operation_timeout, "cannot acquire state change lock");
    const auto held =
        std::chrono::duration_cast<std::chrono::seconds>(Clock::now() - slot_.holder_->since);
    fail(Errc::operation_timeout, "cannot acquire state change lock (held by {} for {} s)",
         slot_.holder_->job, held.count());
}

// Dropping the waiting coroutine leaves the queue, or hands on what was just granted.
JobSlot::Acquire::~Acquire() {
    if (state_ == State::waiting) std::erase(slot_.queue_, this);
    if (state_ == State::granted) slot_.release();
}

}  // namespace virtd
