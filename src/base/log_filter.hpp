// Filters of the log: which level a source must reach.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/log.hpp"

namespace virtd::log {

/// "1:qemu" keeps everything of the sources with "qemu" in their name.
struct Filter {
    Level level;
    std::string pattern;  // with the implied stars: "*qemu*"

    bool operator==(const Filter&) const = default;
};

/// "3:remote 4:event"; throws invalid_arg.
std::vector<Filter> parse_filters(std::string_view text);

/// As the admin interface shows them, with a blank after each.
std::string to_string(const std::vector<Filter>& filters);

/// What the first matching filter says.
std::optional<Level> level_of(const std::vector<Filter>& filters, std::string_view source);

/// "1" to "4"
std::optional<Level> parse_level(std::string_view digit);

/// Pieces between blanks; empty ones are skipped.
std::vector<std::string_view> split_blanks(std::string_view text);

}  // namespace virtd::log
