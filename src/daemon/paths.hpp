// Where the daemon finds and leaves its files.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>

namespace virtd::daemon {

/// The value of an environment variable; empty ones count as unset.
using GetEnv = std::function<std::optional<std::string>(const char* name)>;
std::optional<std::string> environment(const char* name);

struct Paths {
    std::string config_dir;
    std::string cache_dir;
    std::string state_dir;  // what outlives the host
    std::string run_dir;    // what does not
    std::string config_file;
    std::string log_file;
    std::string pid_file;

    bool operator==(const Paths&) const = default;
};

/// A daemon run by root serves the host, any other its user.
bool is_privileged();

Paths paths(bool privileged, const GetEnv& get);

/// The home directory of this process, from the environment or the user database.
std::string home_directory(const GetEnv& get);

}  // namespace virtd::daemon
