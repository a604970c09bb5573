// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/storage/pool.hpp"

#include <doctest/doctest.h>
#include <fmt/core.h>

#include "conf/answers.hpp"

namespace virtd::conf {

namespace {

constexpr std::string_view uuid_text = "<uuid>900d0000-0000-4000-8000-000000000001</uuid>";

/// A question is a document, or "type|what is inside of it".
std::string document(std::string_view question) {
    const std::size_t bar = question.find('|');
    if (question.starts_with('<') || bar == question.npos) return std::string(question);
    const std::string_view inside = question.substr(bar + 1);
    const bool has_name = inside.substr(0, inside.find("<source")).find("<name>") != inside.npos;
    return fmt::format("<pool type='{}'>{}{}{}</pool>", question.substr(0, bar),
                       has_name ? "" : "<name>x</name>",
                       inside.find("<uuid") != inside.npos ? "" : uuid_text, inside);
}

/// What all answers have in common is left out of them.
std::string shortened(const std::string& text) {
    std::string kept;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = text.find('\n', at) + 1;
        const std::string_view line = std::string_view(text).substr(at, end - at);
        at = end;
        const bool common = line == "  <name>x</name>\n" || line.starts_with("  <uuid>900d") ||
                            line.starts_with("  <capacity") || line.starts_with("  <allocation") ||
                            line.starts_with("  <available");
        if (!common) kept += line;
    }
    return kept;
}

}  // namespace

TEST_CASE("pool: every part is kept, completed or refused as clients know it") {
    const auto cases = read_answers(VIRTD_TEST_DATA "/storage/pools.txt");
    REQUIRE(cases.size() > 150);
    for (const Answer& expected : cases) {
        CAPTURE(expected.question);
        CHECK(answer_of([&] {
                  return shortened(format(parse_pool(document(expected.question))));
              }) == expected.answer);
    }
}

TEST_CASE("pool: what was written is read again as the same pool") {
    for (const Answer& known : read_answers(VIRTD_TEST_DATA "/storage/pools.txt")) {
        if (known.answer.starts_with("error ")) continue;
        CAPTURE(known.question);
        const StoragePool pool = parse_pool(document(known.question));
        CHECK(parse_pool(format(pool)) == pool);
    }
}

TEST_CASE("pool: a source to look for has a format of the type of pool") {
    const auto taken = [](const char* format) {
        return answer_of([&] {
            parse_pool_source(fmt::format("<source><format type='{}'/></source>", format),
                              PoolType::netfs);
            return std::string("taken");
        });
    };
    CHECK(taken("nfs") == "taken");
    CHECK(taken("gfs2") ==
          "error 67 18 unsupported configuration: unknown pool format type gfs2\n");
}

}  // namespace virtd::conf
