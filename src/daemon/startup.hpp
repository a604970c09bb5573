// The steps from exec to the first socket. Each that fails leaves its reason in the log and throws
// StartupFailed with the status the process ends with.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>

#include "base/error.hpp"
#include "base/log.hpp"
#include "base/pid_file.hpp"
#include "base/uuid.hpp"
#include "daemon/background.hpp"
#include "daemon/daemon_config.hpp"
#include "daemon/exit_status.hpp"
#include "daemon/options.hpp"
#include "daemon/paths.hpp"

namespace virtd::daemon {

/// Locale, no set-uid, and the log settings of the environment: before the command line counts.
void prepare_process();

/// Writes it to where it belongs.
void say(const Answer& answer);

/// Nothing when the program has said what it was asked and ends with `status`.
std::optional<Options> options_or_answer(int argc, char** argv, int& status);

struct LoadedConfig {
    DaemonConfig config;
    std::vector<config::Problem> unknown_keys;
};
LoadedConfig load_config(const Options& options, const Paths& paths, bool privileged);
/// They are no reason to stop, but a reason to say what was meant.
void warn_about(const std::vector<config::Problem>& unknown_keys, const std::string& file);
Uuid find_host_uuid(const DaemonConfig& config);
void start_logging(const DaemonConfig& config, const Options& options, const Paths& paths);
void check_access_drivers(const DaemonConfig& config);

/// What a user's daemon needs before anything else has a place.
void make_user_directories(const Paths& paths);

WaitingParent leave_terminal(const Options& options, const char* program);
/// Nothing for "-p ''".
std::optional<PidFile> lock_pid_file(const Options& options, const Paths& paths);
void make_run_directory(const Paths& paths, bool privileged);

/// Does a step; an Error becomes a record in the log and the end of start-up.
template <class Step>
auto attempt(ExitStatus status, const Step& step) {
    try {
        return step();
    } catch (const Error& error) {
        log::report(error);
        throw StartupFailed{status};
    }
}

}  // namespace virtd::daemon
