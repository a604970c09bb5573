// SPDX-License-Identifier: LGPL-2.1-or-later
// Configuration files: both ways of reading agree, and what is found to be right is taken.
//
// Input: the text of a file.
#include <fmt/core.h>

#include <cstdint>
#include <cstdlib>

#include "base/config_parser.hpp"
#include "base/error.hpp"
#include "daemon/check_config.hpp"
#include "daemon/daemon_config.hpp"

namespace virtd::daemon {

namespace {

void require(bool holds, const char* what) {
    if (holds) return;
    fmt::print(stderr, "does not hold: {}\n", what);
    std::abort();
}

bool is_taken(std::string_view text) {
    try {
        read_config(config::File::parse("f", text), true);
        return true;
    } catch (const Error&) {
        return false;
    }
}

// A file that is read to its end is read in the same way by who goes on after mistakes.
void compare_readings(std::string_view text) {
    std::vector<config::SyntaxMistake> mistakes;
    const auto right = config::parse_what_is_right(text, mistakes);
    try {
        const auto all = config::parse_entries("f", text);
        require(mistakes.empty(), "no mistakes in what can be parsed");
        require(all.size() == right.size(), "as many entries");
        for (std::size_t i = 0; i < all.size(); ++i)
            require(all[i].value == right[i].value, "the same values");
    } catch (const Error&) {
        require(!mistakes.empty(), "a mistake in what cannot be parsed");
    }
}

}  // namespace

}  // namespace virtd::daemon

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace virtd::daemon;  // NOLINT(google-build-using-namespace): the functions above
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    compare_readings(text);
    if (problems_of(text, true).empty()) require(is_taken(text), "what has no problems is taken");
    return 0;
}
