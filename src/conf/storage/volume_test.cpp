// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/storage/volume.hpp"

#include <doctest/doctest.h>
#include <fmt/core.h>

#include "conf/answers.hpp"

namespace virtd::conf {

namespace {

/// A question is "type of the pool|volume", where only the inside of the volume may stand.
std::string answer(std::string_view question) {
    const std::size_t bar = question.find('|');
    const auto pool = xml::from_word<PoolType>(question.substr(0, bar));
    std::string text(question.substr(bar + 1));
    if (!text.starts_with("<volume")) {
        const bool has_name = text.find("<name") != text.npos;
        text = fmt::format("<volume>{}{}</volume>", has_name ? "" : "<name>x</name>", text);
    }
    return answer_of([&] { return format(parse_volume(text, *pool)); });
}

/// Key and path come from the pool, which is not there.
std::string without_place(const std::string& text) {
    std::string kept;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = text.find('\n', at) + 1;
        const std::string_view line = std::string_view(text).substr(at, end - at);
        at = end;
        const bool backing = kept.find("<backingStore") != kept.npos;
        const bool placed =
            line.find("<key>") != line.npos || (!backing && line.find("    <path>") == 0);
        if (!placed) kept += line;
    }
    const std::size_t empty = kept.find("  <target>\n  </target>\n");
    return empty == kept.npos ? kept : kept.erase(empty, 23);
}

}  // namespace

TEST_CASE("volume: every part is kept, completed or refused as clients know it") {
    const auto cases = read_answers(VIRTD_TEST_DATA "/storage/volumes.txt");
    REQUIRE(cases.size() > 90);
    for (const Answer& expected : cases) {
        CAPTURE(expected.question);
        CHECK(without_place(answer(expected.question)) == without_place(expected.answer));
    }
}

TEST_CASE("volume: a copy needs no size of its own") {
    const std::string text = "<volume><name>x</name></volume>";
    CHECK(parse_volume(text, PoolType::dir, VolumeSize::optional).capacity == 0);
    CHECK_THROWS_AS(parse_volume(text, PoolType::dir), Error);
}

}  // namespace virtd::conf
