// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/network.hpp"

#include <doctest/doctest.h>
#include <fmt/core.h>

#include "conf/answers.hpp"

namespace virtd::conf {

namespace {

constexpr std::string_view uuid_line = "  <uuid>4e3f0000-0000-4000-8000-0000000000a1</uuid>\n";

/// A question is the inside of a <network>, perhaps with attributes and '|' in front.
std::string document(std::string_view question) {
    std::string_view attributes;
    if (question.starts_with(' ') && question.find('|') != question.npos) {
        attributes = question.substr(0, question.find('|'));
        question.remove_prefix(attributes.size() + 1);
    }
    const bool has_uuid = question.find("<uuid") != question.npos;
    return fmt::format("<network{}><name>x</name>{}{}</network>", attributes,
                       has_uuid ? "" : uuid_line, question);
}

std::string without(std::string text, std::string_view line) {
    const std::size_t at = text.find(line);
    return at == text.npos ? text : text.erase(at, line.size());
}

std::string answer(std::string_view question) {
    return answer_of([&] {
        std::string text = format(parse_network(document(question)));
        return without(without(std::move(text), "  <name>x</name>\n"), uuid_line);
    });
}

}  // namespace

TEST_CASE("network: every part is kept, completed or refused as clients know it") {
    const auto cases = read_answers(VIRTD_TEST_DATA "/network/answers.txt");
    REQUIRE(cases.size() > 200);
    for (const Answer& expected : cases) {
        CAPTURE(expected.question);
        CHECK(answer(expected.question) == expected.answer);
    }
}

TEST_CASE("network: what was written is read again as the same network") {
    for (const Answer& known : read_answers(VIRTD_TEST_DATA "/network/answers.txt")) {
        if (known.answer.starts_with("error ")) continue;
        // an empty <bandwidth> is written once, where somebody asked for zero
        if (known.answer.find("<bandwidth>\n  </bandwidth>") != std::string::npos) continue;
        CAPTURE(known.question);
        const std::string text = format(parse_network(document(known.question)));
        CHECK(format(parse_network(text)) == text);
    }
}

}  // namespace virtd::conf
