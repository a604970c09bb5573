// The UUID of this host, from the configuration or from the machine.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>

#include "base/uuid.hpp"
#include "daemon/daemon_config.hpp"

namespace virtd::daemon {

/// Where machines keep theirs; other files for the tests.
struct UuidFiles {
    std::string machine_id = "/etc/machine-id";
    std::vector<std::string> smbios = {"/sys/devices/virtual/dmi/id/product_uuid",
                                       "/sys/class/dmi/id/product_uuid"};
};

/// Random when nothing tells. Throws when what is configured makes no sense.
Uuid host_uuid(const DaemonConfig& config, const UuidFiles& files = {});

}  // namespace virtd::daemon
