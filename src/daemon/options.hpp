// The command line.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace virtd::daemon {

struct Options {
    bool verbose = false;
    bool background = false;
    bool listen = false;
    bool check_config = false;  // say what is wrong with the configuration, and end
    unsigned timeout = 0;       // seconds; 0: never
    std::optional<std::string> config_file;
    std::optional<std::string> pid_file;  // "" for none

    bool operator==(const Options&) const = default;
};

/// What the program says and with which status it ends at once, for --help and for mistakes.
struct Answer {
    int status = 0;
    std::string out;
    std::string err;
    bool log = false;  // `err` is a message for the log

    bool operator==(const Answer&) const = default;
};

/// Options take effect from left to right: the first that ends the program does. What getopt
/// itself complains about it writes to stderr.
std::variant<Options, Answer> parse_options(int argc, char** argv, bool privileged);

std::string help_text(std::string_view program, bool privileged);

}  // namespace virtd::daemon
