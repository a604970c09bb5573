// Child processes: started, fed, listened to, and ended when their time is over.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/loop.hpp"
#include "base/pool.hpp"
#include "base/task.hpp"

namespace virtd {

struct Command {
    std::vector<std::string> argv;  // argv[0]: a path, or a name to look for in PATH
    std::vector<std::string> environment = usual_environment();  // "KEY=value"
    std::string input;
    std::chrono::milliseconds limit = std::chrono::seconds(30);
    std::size_t most_output = 1 << 20;  // bytes kept of each of out and err; the rest is dropped

    /// LC_ALL=C and what a helper needs of ours (PATH, HOME, ...).
    static std::vector<std::string> usual_environment();
};

struct Outcome {
    int status = 0;  // as waitpid() gives it
    std::string out;
    std::string err;

    bool succeeded() const { return status == 0; }
};

/// Runs the command in a process group of its own. Throws when it cannot be started, and
/// operation_timeout when it takes too long; the whole group is killed then. What the command
/// leaves running in the background does not delay the return.
Task<Outcome> run_command(Loop& loop, Pool& pool, Command command);

/// The same, but a status other than 0 is an error too: "Child process (...) unexpected exit
/// status 1: <what it wrote to stderr>".
Task<Outcome> run_successfully(Loop& loop, Pool& pool, Command command);

/// Environment and arguments as one would type them.
std::string to_string(const Command& command);

/// "exit status 1" or "fatal signal 9"
std::string describe_status(int status);

}  // namespace virtd
