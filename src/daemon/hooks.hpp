// Scripts of the administrator that run when something happens.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "base/loop.hpp"
#include "base/pool.hpp"
#include "base/task.hpp"

namespace virtd::daemon {

/// What happened, as the scripts get it: four arguments, and a document on stdin.
struct HookEvent {
    std::string driver;  // names the script
    std::string object = "-";
    std::string operation;
    std::string sub_operation = "-";
    std::string extra = "-";
    std::string input;
};

class Hooks {
public:
    Hooks(Loop& loop, Pool& pool, std::string directory = "/etc/libvirt/hooks",
          std::chrono::milliseconds limit = std::chrono::seconds(30))
        : loop_(loop), pool_(pool), directory_(std::move(directory)), limit_(limit) {}

    /// Runs all scripts for the event, one after the other; each has a limit of time, and what
    /// one leaves running in the background is not waited for. Failures are only logged.
    Task<void> run(HookEvent event);

private:
    Task<void> run_script(std::string script, HookEvent event);

    Loop& loop_;
    Pool& pool_;
    std::string directory_;
    std::chrono::milliseconds limit_;
};

/// <directory>/<driver>, then the files of <directory>/<driver>.d in the order of their names;
/// those that cannot be executed are left out. Blocks.
std::vector<std::string> find_hook_scripts(const std::string& directory, const std::string& driver);

}  // namespace virtd::daemon
