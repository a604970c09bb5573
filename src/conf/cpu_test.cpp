// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/cpu.hpp"

#include <doctest/doctest.h>

#include "conf/answers.hpp"

namespace virtd::conf {

namespace {

std::string answer(const std::string& question) {
    return answer_of([&] {
        const Cpu cpu = xml::parse<Cpu>(question, guest_cpu_xml, {.origin = Origin::domain});
        return cpu == Cpu{} ? std::string("(none)\n") : format_guest_cpu(cpu);
    });
}

}  // namespace

TEST_CASE("cpu: a guest's processor is kept, completed or refused as clients know it") {
    const auto cases = read_answers(VIRTD_TEST_DATA "/cpu/guest.txt");
    REQUIRE(cases.size() > 60);
    for (const Answer& expected : cases) {
        CAPTURE(expected.question);
        CHECK(answer(expected.question) == expected.answer);
    }
}

TEST_CASE("cpu: what was written is read again as the same processor") {
    for (const Answer& known : read_answers(VIRTD_TEST_DATA "/cpu/guest.txt")) {
        if (!known.answer.starts_with("<cpu")) continue;
        CHECK(answer(known.answer) == known.answer);
    }
}

}  // namespace virtd::conf
