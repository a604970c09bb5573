// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/gate.hpp"

#include <doctest/doctest.h>

#include "base/task.hpp"

namespace virtd {

namespace {

Task<void> wait_until_empty(Gate* gate) {
    co_await gate->empty();
}

}  // namespace

TEST_CASE("gate: closing it refuses newcomers and keeps those inside") {
    Gate gate;
    const auto pass = gate.enter();
    CHECK(pass);
    gate.close();
    CHECK_FALSE(gate.enter());
    CHECK(gate.inside() == 1);
}

TEST_CASE("gate: waiting ends when the last one leaves") {
    Gate gate;
    auto first = gate.enter();
    auto second = gate.enter();
    auto waiting = wait_until_empty(&gate);
    CHECK_FALSE(waiting.start());
    first.reset();
    CHECK_FALSE(waiting.done());
    second.reset();
    CHECK(waiting.done());
    CHECK(wait_until_empty(&gate).start());
}

}  // namespace virtd
