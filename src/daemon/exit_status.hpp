// How the process ends, for the init system and for whoever started it in the background.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <string>

namespace virtd::daemon {

/// Part of the interface: never renumber.
enum class ExitStatus : std::uint8_t {
    ok = 0,
    pid_file = 1,  // and every failure before it
    run_directory = 2,
    initialization = 3,
    signals = 4,
    privileges = 5,
    network = 6,
    configuration = 7,
    hooks = 8,
    reexec = 9,
    audit = 10,
    driver = 11,
};

std::string describe(ExitStatus status);

/// Thrown when start-up has failed and the reason is in the log.
struct StartupFailed {
    ExitStatus status;
};

}  // namespace virtd::daemon
