// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/test/opener.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "base/loop.hpp"
#include "base/pool.hpp"

namespace virtd::test {

namespace {

struct Fixture {
    Loop loop;
    Pool pool{loop};
    std::unique_ptr<driver::Opener> opener = test::opener(pool);

    driver::Drivers open(const std::string& path) {
        driver::OpenRequest request;
        request.scheme = "test";
        request.path = path;
        return loop.run(opener->open(std::move(request)));
    }
};

}  // namespace

TEST_CASE_FIXTURE(Fixture, "opener: a connection must say which host it wants") {
    for (const char* path : {"", "/"}) {
        CHECK_THROWS_WITH_AS(
            open(path), "invalid argument: testOpen: supply a path or use test:///default", Error);
    }
}

TEST_CASE_FIXTURE(Fixture,
                  "opener: connections to the default host share it until the last one ends") {
    driver::Drivers first = open("/default");
    const auto second = open("/default");
    CHECK(first.hypervisor->events() == second.hypervisor->events());
    int seen = 0;
    const auto subscription = first.hypervisor->events()->subscribe(
        {driver::EventClass::domain, 0, std::nullopt}, [&seen](const auto&) { ++seen; });
    first = {};
    second.hypervisor->events()->publish(driver::DomainEventLifecycleMsg{});
    CHECK(seen == 1);
}

TEST_CASE_FIXTURE(Fixture, "opener: guests of the default host are counted by state") {
    CHECK(opener->count_guests() == driver::GuestCounts{});
    const driver::Drivers drivers = open("/default");
    CHECK(opener->count_guests() == driver::GuestCounts{0, 1, 0, 0, 0, 0, 0, 0});
    driver::DomainLookupByNameArgs by_name{.name = "test"};
    const auto found = loop.run(drivers.hypervisor->domain_lookup_by_name(std::move(by_name)));
    driver::DomainSuspendArgs suspend{.dom = found.dom};
    loop.run(drivers.hypervisor->domain_suspend(std::move(suspend)));
    CHECK(opener->count_guests() == driver::GuestCounts{0, 0, 0, 1, 0, 0, 0, 0});
}

}  // namespace virtd::test
