// Everything that is wrong with a configuration file, at once: for people, before the start.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/config_keys.hpp"
#include "daemon/options.hpp"
#include "daemon/paths.hpp"

namespace virtd::daemon {

/// What the program says to --check-config, and its status: 0 when the daemon would take the
/// file and knows every key in it.
Answer check_config(const Options& options, const Paths& paths, bool privileged);

/// In the order of the lines.
std::vector<config::Problem> problems_of(std::string_view text, bool privileged);

}  // namespace virtd::daemon
