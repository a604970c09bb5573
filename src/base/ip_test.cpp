// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/ip.hpp"

#include <doctest/doctest.h>

namespace virtd {

namespace {

std::string normal(const char* text) {
    const auto address = parse_ip(text);
    return address ? to_string(*address) : "refused";
}

}  // namespace

TEST_CASE("ip: both families are read and written in their shortest form") {
    CHECK(normal("192.168.122.1") == "192.168.122.1");
    CHECK(normal("10.1") == "10.0.0.1");
    CHECK(normal("2001:DB8:0:0::1") == "2001:db8::1");
    CHECK(normal("::") == "::");
}

TEST_CASE("ip: what is not a number is refused, nobody is asked about it") {
    for (const char* text : {"", "300.1.1.1", "localhost", "10.0.0.1/24", "2001:db8", "::g"}) {
        CAPTURE(text);
        CHECK(normal(text) == "refused");
    }
    CHECK_FALSE(parse_ip("::1", IpFamily::v4).has_value());
}

TEST_CASE("ip: a prefix cuts an address into network and host") {
    const IpAddress address = parse_ip("10.21.37.99").value();
    CHECK(to_string(network_of(address, 20)) == "10.21.32.0");
    CHECK(to_string(broadcast_of(address, 20)) == "10.21.47.255");
    CHECK(to_string(netmask(IpFamily::v4, 20)) == "255.255.240.0");
    CHECK(to_string(network_of(parse_ip("2001:db8:99:ff::1").value(), 57)) == "2001:db8:99:80::");
}

TEST_CASE("ip: a netmask has a length unless it has holes") {
    CHECK(prefix_of(parse_ip("255.255.255.0").value()) == 24U);
    CHECK(prefix_of(parse_ip("0.0.0.0").value()) == 0U);
    CHECK(prefix_of(parse_ip("255.255.255.255").value()) == 32U);
    CHECK_FALSE(prefix_of(parse_ip("255.0.255.0").value()).has_value());
}

}  // namespace virtd
