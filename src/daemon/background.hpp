// Leaving the terminal: the daemon goes on in a process of its own.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "base/file.hpp"
#include "daemon/exit_status.hpp"

namespace virtd::daemon {

/// The process that was started waits until it is told how start-up went.
class WaitingParent {
public:
    /// In the foreground: nobody waits.
    WaitingParent() = default;
    explicit WaitingParent(UniqueFd pipe) : pipe_(std::move(pipe)) {}

    /// Only the first word counts.
    void tell(ExitStatus status);

private:
    UniqueFd pipe_;
};

/// Returns in the daemon's process only; the first process ends in here. Before any thread
/// starts. Throws system_error when it cannot fork.
WaitingParent go_to_background(const char* program);

}  // namespace virtd::daemon
