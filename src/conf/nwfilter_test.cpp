// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/nwfilter.hpp"

#include <doctest/doctest.h>

#include "conf/answers.hpp"

namespace virtd::conf {

namespace {

const char* const answers = VIRTD_TEST_DATA "/nwfilter/answers.txt";

constexpr std::string_view uuid = "<uuid>f1170000-0000-4000-8000-000000000001</uuid>";

/// A question is a whole filter, or what is in one.
std::string document(const std::string& question) {
    if (question.starts_with("<filter ") || question.starts_with("<filter/") ||
        question.starts_with("<x"))
        return question;
    return fmt::format("<filter name='f'>{}{}</filter>", uuid, question);
}

}  // namespace

TEST_CASE("nwfilter: every part is kept, completed or refused as clients know it") {
    const auto cases = read_answers(answers);
    REQUIRE(cases.size() > 300);
    for (const Answer& expected : cases) {
        CAPTURE(expected.question);
        CHECK(answer_of([&] { return format(parse_nwfilter(document(expected.question))); }) ==
              expected.answer);
    }
}

TEST_CASE("nwfilter: what was written is read again as the same filter") {
    for (const Answer& known : read_answers(answers)) {
        if (known.answer.starts_with("error ")) continue;
        CAPTURE(known.question);
        const std::string text = format(parse_nwfilter(document(known.question)));
        CHECK(format(parse_nwfilter(text)) == text);
    }
}

TEST_CASE("nwfilter: a priority of zero is kept where the chain has another") {
    const std::string text = format(parse_nwfilter("<filter name='f' chain='arp' priority='0'/>"));
    CHECK(text.starts_with("<filter name='f' chain='arp' priority='0'>"));
    CHECK(parse_nwfilter(text).chain_priority == 0);
}

TEST_CASE("nwfilter: unknown names are refused when asked for") {
    CHECK_NOTHROW(parse_nwfilter("<filter name='f'><rul/></filter>"));
    CHECK_THROWS_AS(parse_nwfilter("<filter name='f'><rul/></filter>", true), Error);
    const auto rule = [](const char* inside) {
        parse_nwfilter(fmt::format("<filter name='f'><rule action='drop' direction='in'>{}"
                                   "</rule></filter>",
                                   inside),
                       true);
    };
    CHECK_NOTHROW(rule("<tcp match='no' srcipaddr='10.0.0.1'/>"));
    CHECK_THROWS_AS(rule("<tcp hello-time='1'/>"), Error);
    CHECK_THROWS_AS(rule("<tpc/>"), Error);
    CHECK_NOTHROW(
        parse_nwfilter("<filter name='f' priority='5'><filterref filter='a'/></filter>", true));
}

}  // namespace virtd::conf
