// Finds devices in a definition, for drivers that work on one of them.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "conf/devices/devices.hpp"

namespace virtd::conf {

/// By target ("vda") or by the path of its source, whichever is found first in that order.
const Disk* find_disk(const Devices& devices, std::string_view path_or_target);
Disk* find_disk(Devices& devices, std::string_view path_or_target);

/// By MAC address ("52:54:00:00:00:01") or by target ("vnet0").
const Interface* find_interface(const Devices& devices, std::string_view mac_or_target);
Interface* find_interface(Devices& devices, std::string_view mac_or_target);

/// Targets of the disks, and aliases or indexes of the controllers, that a thread works for.
std::vector<std::string> iothread_users(const Devices& devices, std::uint32_t iothread);

/// Whether a device says when to boot from it; <os> says nothing about booting then.
bool has_boot_order(const Devices& devices);

/// The parts that every device may have, of all devices that have any. The first console is left
/// out where it only repeats the first serial port.
std::vector<const DeviceInfo*> device_infos(const Devices& devices);

/// Place of a disk's name among those of its kind: 0 for vda, 26 for vdaa; nothing for names that
/// do not follow the pattern.
std::optional<int> disk_index(std::string_view target);

}  // namespace virtd::conf
