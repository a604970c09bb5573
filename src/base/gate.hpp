// A gate that calls pass while they run; closing it refuses new ones and waits for the old.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <coroutine>
#include <cstddef>
#include <optional>
#include <utility>

namespace virtd {

/// Used from the loop only. Outlives all passes.
class Gate {
public:
    class Pass;

    /// Nothing once the gate is closed.
    std::optional<Pass> enter();
    void close() { closed_ = true; }
    bool closed() const { return closed_; }
    std::size_t inside() const { return inside_; }

    /// co_await gate.empty(): goes on when nobody is inside. One may wait.
    auto empty() { return Empty{*this}; }

private:
    struct Empty {
        Gate& gate;
        bool await_ready() const noexcept { return gate.inside_ == 0; }
        void await_suspend(std::coroutine_handle<> waiter) const { gate.waiter_ = waiter; }
        void await_resume() const noexcept {}
    };

    void leave();

    bool closed_ = false;
    std::size_t inside_ = 0;
    std::coroutine_handle<> waiter_;
};

class [[nodiscard]] Gate::Pass {
public:
    explicit Pass(Gate& gate) : gate_(&gate) { ++gate_->inside_; }
    Pass(Pass&& other) noexcept : gate_(std::exchange(other.gate_, nullptr)) {}
    Pass& operator=(Pass&&) = delete;
    ~Pass() {
        if (gate_ != nullptr) gate_->leave();
    }

private:
    Gate* gate_;
};

inline std::optional<Gate::Pass> Gate::enter() {
    if (closed_) return std::nullopt;
    return Pass(*this);
}

inline void Gate::leave() {
    if (--inside_ > 0 || !waiter_) return;
    std::exchange(waiter_, nullptr).resume();
}

}  // namespace virtd
