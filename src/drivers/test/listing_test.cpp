// SPDX-License-Identifier: LGPL-2.1-or-later
#include <doctest/doctest.h>

#include <memory>
#include <semaphore>
#include <string>
#include <thread>

#include "drivers/test/connection_fake.hpp"
#include "drivers/test/guest.hpp"

namespace virtd::test {

using namespace driver;  // NOLINT(google-build-using-namespace): the structs of the calls

namespace {

/// Guests beside "test".
void define_many(TestHost& host, std::size_t count) {
    conf::Domain definition = *host.guests.find("test")->current;
    for (std::size_t number = 0; number < count; ++number) {
        definition.name = "guest-" + std::to_string(number);
        definition.uuid.emplace()[0] = static_cast<std::uint8_t>(number);
        definition.uuid->at(1) = static_cast<std::uint8_t>(number >> 8U);
        host.define(definition);
    }
}

}  // namespace

TEST_CASE_FIXTURE(FakeConnection, "listing: thousands are listed in several turns of the loop") {
    define_many(*host, 4096);
    const ConnectListAllDomainsArgs args{.need_results = 1};
    CHECK_FALSE(domains.connect_list_all_domains(args).start());
    const auto all = call(domains.connect_list_all_domains(args));
    CHECK(all.ret == 4097);
    REQUIRE(all.domains.size() == 4097);
    CHECK(all.domains.front().name == "test");
    CHECK(all.domains.back().name == "guest-4095");
}

TEST_CASE_FIXTURE(FakeConnection, "listing: more than a reply can hold are counted") {
    define_many(*host, 16384);
    const auto all = call(domains.connect_list_all_domains({.need_results = 1}));
    CHECK(all.ret == 16385);
    CHECK(all.domains.size() == 16384);
    CHECK(call(domains.connect_list_all_domains({})).domains.empty());
}

TEST_CASE("listing: thousands of guests that nobody needs any more are freed on a thread") {
    std::thread::id ended_on;
    std::binary_semaphore ended(0);
    Loop loop;
    Pool pool(loop);
    auto host = default_host(pool, pool);
    define_many(*host, 1000);
    host->guests.find("guest-999")->current =
        DomainPtr(new conf::Domain, [&](const conf::Domain* definition) {
            delete definition;
            ended_on = std::this_thread::get_id();
            ended.release();
        });
    host.reset();
    ended.acquire();
    CHECK(ended_on != std::this_thread::get_id());
}

}  // namespace virtd::test
