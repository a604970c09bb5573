// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/test/opener.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"

namespace virtd::test {

namespace {

driver::Drivers open(driver::Opener& opener, const std::string& path) {
    driver::OpenRequest request;
    request.scheme = "test";
    request.path = path;
    Task<driver::Drivers> task = opener.open(std::move(request));
    REQUIRE(task.start());
    return task.result();
}

}  // namespace

TEST_CASE("opener: a connection must say which host it wants") {
    const auto opener = test::opener();
    for (const char* path : {"", "/"}) {
        CHECK_THROWS_WITH_AS(open(*opener, path),
                             "invalid argument: testOpen: supply a path or use test:///default",
                             Error);
    }
}

TEST_CASE("opener: connections to the default host share it until the last one ends") {
    const auto opener = test::opener();
    driver::Drivers first = open(*opener, "/default");
    const auto second = open(*opener, "/default");
    CHECK(first.hypervisor->events() == second.hypervisor->events());
    int seen = 0;
    const auto subscription = first.hypervisor->events()->subscribe(
        {driver::EventClass::domain, 0, std::nullopt}, [&seen](const auto&) { ++seen; });
    first = {};
    second.hypervisor->events()->publish(driver::DomainEventLifecycleMsg{});
    CHECK(seen == 1);
}

}  // namespace virtd::test
