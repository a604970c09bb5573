// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/task.hpp"

namespace virtd {

namespace {

struct Detached {
    struct promise_type {
        Detached get_return_object() const noexcept { return {}; }
        std::suspend_never initial_suspend() const noexcept { return {}; }
        std::suspend_never final_suspend() const noexcept { return {}; }
        void return_void() const noexcept {}
        [[noreturn]] void unhandled_exception() const noexcept { std::terminate(); }
    };
};

Detached run_detached(Task<void> task) {
    co_await std::move(task);
}

}  // namespace

void spawn(Task<void> task) {
    run_detached(std::move(task));
}

}  // namespace virtd
