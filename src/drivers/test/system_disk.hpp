// Which disk of a guest has its file systems.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <algorithm>

#include "conf/domain.hpp"

namespace virtd::test {

/// The first hard disk: the system of the guest is on it. Null when there is none.
inline const conf::Disk* system_disk(const conf::Domain& definition) {
    const auto& disks = definition.devices.disks;
    const auto found = std::ranges::find(disks, conf::DiskDevice::disk, &conf::Disk::device);
    return found == disks.end() ? nullptr : &*found;
}

}  // namespace virtd::test
