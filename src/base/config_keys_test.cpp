// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/config_keys.hpp"

#include <doctest/doctest.h>

#include <array>

#include "base/config_parser.hpp"

namespace virtd::config {

TEST_CASE("config keys: values are shown as a file has them") {
    const File file = File::parse("f", "a = -3\nb = 'x'\nc = [1, \"y\", [2]]\nd = []\n");
    const char* const shown[] = {"-3", "\"x\"", "[1, \"y\", [2]]", "[]"};
    for (std::size_t i = 0; i < file.entries().size(); ++i)
        CHECK(show(file.entries()[i].value) == shown[i]);
}

TEST_CASE("config keys: an unknown key is named with the one that was meant") {
    constexpr std::array<std::string_view, 2> known{"alpha", "beta"};
    const auto problems = unknown_keys(File::parse("f", "alpha = 1\nAlpah = 2\nzzz = 3\n"), known);
    REQUIRE(problems.size() == 2);
    CHECK(problems[0].line == 2);
    CHECK(to_string(problems[0]) == "Alpah: there is no such key; did you mean alpha?");
    CHECK(to_string(problems[1]) == "zzz: there is no such key");
}

TEST_CASE("config keys: after a mistake the rest of the file is read") {
    std::vector<SyntaxMistake> mistakes;
    const auto entries = parse_what_is_right("a = [1 2]\nb = 2\n?\n[[[\nc = \"x\nd = 4", mistakes);
    REQUIRE(entries.size() == 2);
    CHECK(entries[0].name == "b");
    CHECK(entries[1].line == 6);
    REQUIRE(mistakes.size() == 4);
    CHECK(mistakes[0].detail == "expecting a separator in list");
    CHECK(mistakes[3].line == 5);
}

}  // namespace virtd::config
