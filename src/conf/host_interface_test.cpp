// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/host_interface.hpp"

#include <doctest/doctest.h>

#include "conf/answers.hpp"

namespace virtd::conf {

TEST_CASE("interface: every part is kept, completed or refused as clients know it") {
    const auto cases = read_answers(VIRTD_TEST_DATA "/interface/answers.txt");
    REQUIRE(cases.size() > 100);
    for (const Answer& expected : cases) {
        CAPTURE(expected.question);
        CHECK(answer_of([&] { return format(parse_host_interface(expected.question)); }) ==
              expected.answer);
    }
}

TEST_CASE("interface: what was written is read again as the same interface") {
    for (const Answer& known : read_answers(VIRTD_TEST_DATA "/interface/answers.txt")) {
        if (known.answer.starts_with("error ")) continue;
        CAPTURE(known.question);
        const HostInterface interface = parse_host_interface(known.question);
        CHECK(parse_host_interface(format(interface)) == interface);
    }
}

TEST_CASE("interface: unknown names are refused when asked for, at any depth") {
    const char* const text =
        "<interface type='bridge' name='b'><bridge><interface type='ethernet' name='e'>"
        "<mack address='aa:bb:cc:dd:ee:ff'/></interface></bridge></interface>";
    CHECK_NOTHROW(parse_host_interface(text));
    CHECK_THROWS_AS(parse_host_interface(text, true), Error);
}

}  // namespace virtd::conf
