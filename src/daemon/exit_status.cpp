// SPDX-License-Identifier: LGPL-2.1-or-later
#include "daemon/exit_status.hpp"

#include <array>
#include <cstddef>

namespace virtd::daemon {

const char* describe(ExitStatus status) {
    constexpr std::array texts{
        "Initialization successful",
        "Unable to obtain pidfile",
        "Unable to create rundir",
        "Unable to initialize libvirt",
        "Unable to setup signal handlers",
        "Unable to drop privileges",
        "Unable to initialize network sockets",
        "Unable to load configuration file",
        "Unable to look for hook scripts",
        "Unable to re-execute daemon",
        "Unable to initialize audit system",
        "Unable to initialize driver",
    };
    const auto index = static_cast<std::size_t>(status);
    return index < texts.size() ? texts[index] : "Unknown error";
}

}  // namespace virtd::daemon
