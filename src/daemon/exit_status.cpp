// SPDX-License-Identifier: LGPL-2.1-or-later
#include "daemon/exit_status.hpp"

#include "base/translate.hpp"

#include <array>
#include <cstddef>

namespace virtd::daemon {

std::string describe(ExitStatus status) {
    constexpr std::array texts{
        translatable("Initialization successful"),
        translatable("Unable to obtain pidfile"),
        translatable("Unable to create rundir"),
        translatable("Unable to initialize libvirt"),
        translatable("Unable to setup signal handlers"),
        translatable("Unable to drop privileges"),
        translatable("Unable to initialize network sockets"),
        translatable("Unable to load configuration file"),
        translatable("Unable to look for hook scripts"),
        translatable("Unable to re-execute daemon"),
        translatable("Unable to initialize audit system"),
        translatable("Unable to initialize driver"),
    };
    const auto index = static_cast<std::size_t>(status);
    return std::string(
        translate(index < texts.size() ? texts[index] : translatable("Unknown error")));
}

}  // namespace virtd::daemon
