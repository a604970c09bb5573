// Where drivers keep their files.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>

namespace virtd::driver {

struct Places {
    bool privileged = false;  // the host's, else those of a user
    std::string config_dir;   // what administrators edit: /etc/libvirt
    std::string run_dir;      // what ends with the host: /run/libvirt
};

}  // namespace virtd::driver
