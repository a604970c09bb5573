// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/mac.hpp"

#include <doctest/doctest.h>

namespace virtd {

TEST_CASE("mac: text is normalised to two lower-case digits a byte") {
    CHECK(to_string(parse_mac("AA:BB:cc:0:1:02").value()) == "aa:bb:cc:00:01:02");
}

TEST_CASE("mac: anything but six numbers of a byte with colons is refused") {
    for (const char* text :
         {"", "52:54:00:00:00", "52:54:00:00:00:", "52:54:00:00:00:01:", "zz:0:0:0:0:0",
          "52-54-00-00-00-01", "525400000001", "152:0:0:0:0:0", "-1:0:0:0:0:0", " 1:0:0:0:0:0"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_mac(text).has_value());
    }
}

TEST_CASE("mac: the lowest bit of the first byte means multicast") {
    CHECK(parse_mac("33:44:55:66:77:88")->is_multicast());
    CHECK_FALSE(parse_mac("52:54:00:66:77:88")->is_multicast());
}

TEST_CASE("mac: a random address has the prefix that was asked for") {
    const MacAddress mac = random_mac({0x52, 0x54, 0x00});
    CHECK(to_string(mac).starts_with("52:54:00:"));
    CHECK(mac != random_mac({0x52, 0x54, 0x00}));
}

}  // namespace virtd
