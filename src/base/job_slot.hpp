// One job at a time on an object. Those who wait are served in order and give up after a limit.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <chrono>
#include <coroutine>
#include <deque>
#include <optional>
#include <string>
#include <utility>

#include "base/error.hpp"
#include "base/loop.hpp"

namespace virtd {

/// Used from the loop only, hence without a lock. Outlives all who hold it or wait for it.
class JobSlot {
public:
    class Hold;
    class Acquire;
    using Clock = std::chrono::steady_clock;
    static constexpr std::chrono::seconds usual_limit{30};

    /// `origin` is that of the error of those who give up.
    JobSlot(Loop& loop, Origin origin) : loop_(loop), origin_(origin) {}
    JobSlot(const JobSlot&) = delete;
    JobSlot& operator=(const JobSlot&) = delete;

    /// const auto job = co_await slot.acquire("domain_create");
    /// Throws operation_timeout, naming who holds the slot, when it does not come free in time.
    Acquire acquire(std::string job, std::chrono::milliseconds limit = usual_limit);

    struct Holder {
        std::string job;
        Clock::time_point since;
    };
    const std::optional<Holder>& holder() const { return holder_; }
    std::size_t waiting() const { return queue_.size(); }

private:
    void take(std::string job);
    void release();

    Loop& loop_;
    Origin origin_;
    std::optional<Holder> holder_;
    std::deque<Acquire*> queue_;
};

/// Having it is running the job. Lives on the frame of the coroutine.
class [[nodiscard]] JobSlot::Hold {
public:
    explicit Hold(JobSlot& slot) : slot_(&slot) {}
    Hold(Hold&& other) noexcept : slot_(std::exchange(other.slot_, nullptr)) {}
    Hold& operator=(Hold&&) = delete;
    ~Hold() {
        if (slot_ != nullptr) slot_->release();
    }

private:
    JobSlot* slot_;
};

class [[nodiscard]] JobSlot::Acquire {
public:
    Acquire(JobSlot& slot, std::string job, std::chrono::milliseconds limit)
        : slot_(slot), job_(std::move(job)), limit_(limit), wake_(slot.loop_, "job") {}
    Acquire(const Acquire&) = delete;
    Acquire& operator=(const Acquire&) = delete;
    ~Acquire();

    bool await_ready();
    void await_suspend(std::coroutine_handle<> waiter);
    Hold await_resume();

private:
    friend class JobSlot;
    enum class State : std::uint8_t { fresh, waiting, granted, given_up, done };
    void grant();

    JobSlot& slot_;
    std::string job_;
    std::chrono::milliseconds limit_;
    Timer wake_;  // at the limit, or at once when the slot is granted
    std::coroutine_handle<> waiter_;
    State state_ = State::fresh;
};

}  // namespace virtd
