// Lets long work of the loop be done in stretches.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <coroutine>
#include <memory>

#include "base/loop.hpp"

namespace virtd {

/// Everybody else who is ready goes first:
///     NextTurn next(loop);
///     co_await next;
/// Dropping the waiting coroutine cancels it.
class [[nodiscard]] NextTurn {
public:
    explicit NextTurn(Loop& loop) : loop_(loop) {}
    NextTurn(const NextTurn&) = delete;
    NextTurn& operator=(const NextTurn&) = delete;
    ~NextTurn() { *waiter_ = nullptr; }

    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> waiter) {
        *waiter_ = waiter;
        loop_.post("stretch", [place = waiter_] {
            if (*place) place->resume();
        });
    }
    void await_resume() const noexcept {}

private:
    Loop& loop_;
    std::shared_ptr<std::coroutine_handle<>> waiter_ =
        std::make_shared<std::coroutine_handle<>>();
};

}  // namespace virtd
