// Reads the text of a configuration file, from left to right.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/config_file.hpp"

namespace virtd::config {

/// `name` is for the messages. Throws conf_syntax at the first mistake.
std::vector<Entry> parse_entries(std::string_view name, std::string_view text);

struct SyntaxMistake {
    int line;
    std::string detail;
};

/// All that can be understood: after a mistake it goes on at the next line.
std::vector<Entry> parse_what_is_right(std::string_view text, std::vector<SyntaxMistake>& mistakes);

}  // namespace virtd::config
