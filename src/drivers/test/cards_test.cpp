// SPDX-License-Identifier: LGPL-2.1-or-later
#include <doctest/doctest.h>

#include "driver/typed_params.hpp"
#include "drivers/test/connection_fake.hpp"

namespace virtd::test {

using namespace driver;  // NOLINT(google-build-using-namespace): the structs of the calls

TEST_CASE_FIXTURE(FakeConnection, "cards: those of running guests can announce themselves") {
    DomainAnnounceInterfaceArgs args;
    args.dom = define("a",
                      "<devices><interface type='user'><mac address='52:54:00:00:00:01'/>"
                      "</interface></devices>");
    const auto announce = [&] { return failure(domains.domain_announce_interface(args)); };
    CHECK(announce() == "Requested operation is not valid: domain is not running");
    call(domains.domain_create({args.dom}));
    CHECK(announce() == "ok");
    args.device = "52:54:00:00:00:01";
    args.params.push_back(param<std::uint32_t>("rounds", 3));
    CHECK(announce() == "ok");
    args.device = "52:54:00:00:00:02";
    CHECK(announce() == "invalid argument: '52:54:00:00:00:02' is not a known interface");
    args.params.push_back(param<std::uint32_t>("volume", 11));
    CHECK(announce() == "argument unsupported: parameter 'volume' not supported");
}

}  // namespace virtd::test
