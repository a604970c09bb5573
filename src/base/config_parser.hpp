// Reads the text of a configuration file, from left to right.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string_view>
#include <vector>

#include "base/config_file.hpp"

namespace virtd::config {

/// `name` is for the messages.
std::vector<Entry> parse_entries(std::string_view name, std::string_view text);

}  // namespace virtd::config
