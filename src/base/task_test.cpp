// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/task.hpp"

#include <doctest/doctest.h>

#include <stdexcept>
#include <string>

namespace virtd {

namespace {

struct Gate {
    std::coroutine_handle<> waiter;
    bool await_ready() const { return false; }
    void await_suspend(std::coroutine_handle<> handle) { waiter = handle; }
    void await_resume() const {}
};

Task<int> at_once(int value) {
    co_return value;
}
Task<int> later(Gate& gate) {
    co_await gate;
    co_return 7;
}
Task<int> sum(Gate& gate) {
    int total = 0;
    for (int i = 0; i < 200000; ++i) total += co_await at_once(1);
    total += co_await later(gate);
    co_return total;
}
Task<int> failing(Gate& gate) {
    co_await gate;
    throw std::runtime_error("no");
}

}  // namespace

TEST_CASE("task: finishes at once when nothing waits, however long the loop") {
    Gate gate;
    auto task = sum(gate);
    CHECK_FALSE(task.start());
    gate.waiter.resume();
    REQUIRE(task.done());
    CHECK(task.result() == 200007);
}

TEST_CASE("task: an exception travels to whoever takes the result") {
    Gate gate;
    auto task = failing(gate);
    CHECK_FALSE(task.start());
    gate.waiter.resume();
    REQUIRE(task.done());
    CHECK_THROWS_AS(task.result(), std::runtime_error);
}

TEST_CASE("task: dropping a suspended task frees its frame") {
    Gate gate;
    auto task = later(gate);
    task.start();
}

}  // namespace virtd
