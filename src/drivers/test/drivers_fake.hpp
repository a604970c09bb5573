// All drivers of a test host for unit tests, checked by access control.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <memory>
#include <utility>

#include "base/loop.hpp"
#include "base/pool.hpp"
#include "driver/registry.hpp"
#include "drivers/test/opener.hpp"

namespace virtd::test {

struct FakeDrivers {
    Loop loop;
    Pool pool{loop};
    std::unique_ptr<driver::Opener> opener = test::opener(pool, AccessChecks::all);
    driver::Drivers drivers = open();

    driver::Drivers open() {
        driver::OpenRequest request;
        request.scheme = "test";
        request.path = "/default";
        return get(opener->open(std::move(request)));
    }

    /// Runs the loop until there is a result.
    template <class T>
    T get(Task<T> task) {
        return loop.run(std::move(task));
    }
};

}  // namespace virtd::test
