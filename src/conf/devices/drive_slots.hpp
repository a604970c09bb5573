// Where drives go on buses that have a fixed number of places.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>

#include "conf/devices/devices.hpp"

namespace virtd::conf {

/// The place of the n-th disk of a bus; nothing for buses without drive addresses.
std::optional<DriveAddress> drive_of(DiskBus bus, std::uint32_t index);

/// Whether a device of the host that is passed on has this place.
bool is_hostdev_at(const Devices& devices, const DriveAddress& drive);

}  // namespace virtd::conf
