// Which log settings hold: the environment beats the file, -v lowers the level to info.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>

#include "base/log.hpp"
#include "daemon/daemon_config.hpp"
#include "daemon/options.hpp"
#include "daemon/paths.hpp"

namespace virtd::daemon {

/// What is known before anything else; wrong values end the program. Throws invalid_arg.
void set_up_logging_from(const GetEnv& get);

/// The final settings. Throws when a filter, an output or a level is wrong.
void set_up_logging(const DaemonConfig& config, const Options& options, const Paths& paths,
                    const GetEnv& get);

/// Where the log goes when nobody says where.
struct Surroundings {
    bool background = false;
    bool stdin_is_terminal = false;
    bool has_journal = false;
};
std::string default_log_output(log::Level level, const Surroundings& around,
                               const std::string& log_file);

}  // namespace virtd::daemon
