// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/cpu.hpp"

#include <doctest/doctest.h>
#include <fmt/core.h>

#include "conf/answers.hpp"

namespace virtd::conf {

namespace {

std::string answer(const std::string& question) {
    return answer_of([&] {
        const Cpu cpu = xml::parse<Cpu>(question, guest_cpu_xml, {.origin = Origin::domain});
        validate_topology(cpu);
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

TEST_CASE("cpu: a host's processor has a family, and may be the first model and stepping of it") {
    const auto taken = [](const char* signature) {
        return answer_of([&] {
            parse_host_cpu(fmt::format(
                "<cpu><arch>x86_64</arch><model>m</model><signature {}/></cpu>", signature));
            return std::string("taken");
        });
    };
    CHECK(taken("family='6' model='0' stepping='0'") == "taken");
    CHECK(taken("family='0' model='1' stepping='1'") ==
          "error 27 5 XML error: Invalid value for attribute 'family' in element 'signature': Zero "
          "is not permitted\n");
}

}  // namespace virtd::conf
