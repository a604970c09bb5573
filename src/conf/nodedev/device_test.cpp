// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/nodedev/device.hpp"

#include <doctest/doctest.h>

#include "conf/answers.hpp"

namespace virtd::conf {

TEST_CASE("node device: every kind is kept, completed or refused as clients know it") {
    const auto cases = read_answers(VIRTD_TEST_DATA "/nodedev/devices.txt");
    REQUIRE(cases.size() >= 40);
    for (const Answer& expected : cases) {
        CAPTURE(expected.question);
        CHECK(answer_of([&] { return format(parse_node_device(expected.question)); }) ==
              expected.answer);
    }
}

TEST_CASE("node device: what was written is read again as the same device") {
    for (const Answer& known : read_answers(VIRTD_TEST_DATA "/nodedev/devices.txt")) {
        if (known.answer.starts_with("error ")) continue;
        CAPTURE(known.question);
        CHECK(format(parse_node_device(known.answer)) == known.answer);
    }
}

}  // namespace virtd::conf
