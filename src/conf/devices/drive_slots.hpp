// Where drives go on buses that have a fixed number of places.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>
#include <set>

#include "conf/devices/devices.hpp"

namespace virtd::conf {

/// The place of the n-th disk of a bus; nothing for buses without drive addresses.
std::optional<DriveAddress> drive_of(DiskBus bus, std::uint32_t index);

/// The places of devices of the host that are passed on.
std::set<DriveAddress> hostdev_drives(const Devices& devices);

}  // namespace virtd::conf
