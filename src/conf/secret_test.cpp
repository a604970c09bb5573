// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/secret.hpp"

#include <doctest/doctest.h>

#include "conf/answers.hpp"

namespace virtd::conf {

TEST_CASE("secret: every part is kept, completed or refused as clients know it") {
    const auto cases = read_answers(VIRTD_TEST_DATA "/secret/answers.txt");
    REQUIRE(cases.size() > 20);
    for (const Answer& expected : cases) {
        CAPTURE(expected.question);
        CHECK(answer_of([&] { return format(parse_secret(expected.question)); }) ==
              expected.answer);
    }
}

TEST_CASE("secret: one without a uuid gets its own") {
    CHECK(parse_secret("<secret/>").uuid != parse_secret("<secret/>").uuid);
}

TEST_CASE("secret: names in <usage> are checked when asked for") {
    CHECK_NOTHROW(
        parse_secret("<secret><usage type='volume'><volume>/a</volume></usage></secret>", true));
    CHECK_THROWS_AS(
        parse_secret("<secret><usage type='volume'><volume>/a</volume><x/></usage></secret>", true),
        Error);
}

}  // namespace virtd::conf
