// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/config_file.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"

namespace virtd::config {

namespace {

template <class Call>
std::string error_of(const Call& call) {
    try {
        call();
    } catch (const Error& error) {
        return error.message();
    }
    return "";
}

// The part of the message after the name of the file.
std::string syntax_error(std::string_view text) {
    const std::string message = error_of([&] { File::parse("f", text); });
    const std::string prefix = "configuration file syntax error: f:";
    return message.starts_with(prefix) ? message.substr(prefix.size()) : message;
}

std::optional<unsigned> number(std::string_view text) {
    return File::parse("f", text).get_unsigned("a");
}

std::optional<std::string> string(std::string_view text) {
    return File::parse("f", text).get_string("a");
}

}  // namespace

TEST_CASE("config file: numbers are decimal and wrap at 64 bits") {
    CHECK(number("a = 010") == 10);
    CHECK(number("a=+5") == 5);
    CHECK(number("\ta\t=\t7 # why") == 7);
    CHECK(number("a = 18446744073709551616") == 0);
    CHECK(File::parse("f", "a = -3").get_signed("a") == -3);
}

TEST_CASE("config file: strings end at the first closing quote") {
    CHECK(string(R"(a = 'bo"gus')") == "bo\"gus");
    CHECK(string(R"(a = "it's")") == "it's");
    CHECK(string("a = \"\"\"x\ny\"\"\"\n") == "x\ny");
    CHECK(string(R"(a = "")") == "");
    CHECK(syntax_error(R"(a = "bo\"gus")") == "1: expecting a separator");
}

TEST_CASE("config file: lists may span lines, nest and end with a comma") {
    const File file = File::parse("f", "a = [\n \"x\",\n 'y',\n]\nb = [1, [2]]\nc = []\n");
    CHECK(file.get_strings("a") == std::vector<std::string>{"x", "y"});
    CHECK(file.get_strings("c") == std::vector<std::string>{});
    CHECK(file.entries().at(1).line == 5);
}

TEST_CASE("config file: statements end at a line end or a semicolon") {
    const File file = File::parse("f", "a = 1; b = 2\r\n# c\r\n\r\n\nd = 4");
    CHECK(file.entries().size() == 3);
    CHECK(file.get_unsigned("d") == 4);
}

TEST_CASE("config file: the first of several definitions counts") {
    CHECK(number("a = 1\na = \"x\"\n") == 1);
}

TEST_CASE("config file: nothing and comments are valid, blank lines alone are not") {
    CHECK(syntax_error("").empty());
    CHECK(syntax_error("# nothing").empty());
    CHECK(syntax_error("# nothing\n\n \n").empty());
    CHECK(syntax_error("\n\na = 1\n\n\n").empty());
    CHECK(syntax_error("\n\n") == "3: expecting a name");
    CHECK(syntax_error("  ") == "1: expecting a name");
}

TEST_CASE("config file: a NUL ends what counts") {
    using namespace std::string_view_literals;
    CHECK(number("a = 1\n\0 ?"sv) == 1);
    CHECK(syntax_error("\0a"sv) == "1: expecting a name");
}

TEST_CASE("config file: syntax errors name the line") {
    CHECK(syntax_error("max_workers\n") == "1: expecting an assignment");
    CHECK(syntax_error("a-b = 1") == "1: expecting an assignment");
    CHECK(syntax_error("# c\n\na = none\n") == "3: expecting a value");
    CHECK(syntax_error("a =") == "1: expecting a value");
    CHECK(syntax_error("a = \"x\n") == "1: unterminated string");
    CHECK(syntax_error("a = \"\"\"x\n\n") == "3: unterminated string");
    CHECK(syntax_error("a = -\n") == "1: unterminated number");
    CHECK(syntax_error("a = 1 b = 2\n") == "1: expecting a separator");
    CHECK(syntax_error("a = 0x10") == "1: expecting a separator");
    CHECK(syntax_error("?\n") == "1: expecting a name");
    CHECK(syntax_error("a = [1 2]\n") == "1: expecting a separator in list");
    CHECK(syntax_error("a = [,1]") == "1: expecting a value");
    CHECK(syntax_error("a = [1,,2]") == "1: expecting a value");
    CHECK(syntax_error("a = [ \"x\",\n# no\n]\n") == "2: expecting a value");
    CHECK(syntax_error("a = [1,\n2\n") == "3: list is not closed with ]");
}

TEST_CASE("config file: lists inside lists have an end") {
    CHECK(syntax_error("a = " + std::string(100'000, '[')) == "1: expecting a value");
}

TEST_CASE("config file: wrong types name file and key") {
    const File file = File::parse("f",
                                  "s = \"x\"\nn = 2\nm = -1\nbig = 4294967296\nl = [1]\n"
                                  "wrapped = 9223372036854775808\n");
    const auto text = [](const char* detail) {
        return std::string("internal error: f: ") + detail;
    };
    CHECK(error_of([&] { file.get_bool("s"); }) == text("expected a bool for 's' parameter"));
    CHECK(error_of([&] { file.get_bool("m"); }) == text("expected a bool for 'm' parameter"));
    CHECK(error_of([&] { file.get_bool("n"); }) == text("value for 'n' parameter must be 0 or 1"));
    CHECK(error_of([&] { file.get_unsigned("m"); }) ==
          text("expected an unsigned integer for 'm' parameter"));
    CHECK(error_of([&] { file.get_unsigned("big"); }) ==
          text("value for 'big' parameter must be in range 0:4294967295"));
    CHECK(error_of([&] { file.get_signed("l"); }) ==
          text("expected a signed integer for 'l' parameter"));
    CHECK(error_of([&] { file.get_signed("wrapped"); }) ==
          text("value for 'wrapped' parameter must be in range -2147483648:2147483647"));
    CHECK(error_of([&] { file.get_string("n"); }) == text("expected a string for 'n' parameter"));
    CHECK(error_of([&] { file.get_strings("s"); }) ==
          text("expected a string list for 's' parameter"));
    CHECK(error_of([&] { file.get_strings("l"); }) ==
          "configuration file syntax error: f: expected a string list for 'l' parameter");
    CHECK_FALSE(file.get_bool("absent"));
}

TEST_CASE("config file: a file that cannot be read is named") {
    CHECK(error_of([] { File::load("/no/such"); }) ==
          "Failed to open file '/no/such': No such file or directory");
}

}  // namespace virtd::config
