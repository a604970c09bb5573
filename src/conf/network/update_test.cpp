// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/network/update.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "conf/answers.hpp"

namespace virtd::conf {

namespace {

constexpr std::string_view uuid_line = "  <uuid>4e3f0000-0000-4000-8000-0000000000a1</uuid>\n";
constexpr std::string_view name_line = "  <name>x</name>\n";

const std::vector<Answer>& bases() {
    static const std::vector<Answer> known = read_answers(VIRTD_TEST_DATA "/network/bases.txt");
    return known;
}

Network base(std::string_view name) {
    const auto found = std::ranges::find(bases(), name, &Answer::question);
    REQUIRE(found != bases().end());
    return parse_network(
        fmt::format("<network>{}{}{}</network>", name_line, uuid_line, found->answer));
}

std::string next_word(std::string_view& text) {
    const std::size_t end = std::min(text.find(' '), text.size());
    std::string word(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    return word;
}

/// A question is: base network, command, section, index of the <ip>, element.
std::string answer(std::string_view question) {
    const Network network = base(next_word(question));
    const auto command = static_cast<UpdateCommand>(std::stoi(next_word(question)));
    const auto section = static_cast<std::uint32_t>(std::stoi(next_word(question)));
    const int index = std::stoi(next_word(question));
    return answer_of([&] {
        std::string text = format(update(network, command, section, index, question));
        for (const std::string_view line : {name_line, uuid_line})
            text.erase(text.find(line), line.size());
        return text;
    });
}

}  // namespace

TEST_CASE("network update: every section answers as clients know it") {
    const auto cases = read_answers(VIRTD_TEST_DATA "/network/updates.txt");
    REQUIRE(cases.size() > 150);
    for (const Answer& expected : cases) {
        CAPTURE(expected.question);
        CHECK(answer(expected.question) == expected.answer);
    }
}

}  // namespace virtd::conf
