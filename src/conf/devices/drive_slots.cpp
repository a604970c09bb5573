// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/devices/drive_slots.hpp"

#include <set>

#include "conf/devices/passes.hpp"

namespace virtd::conf {

namespace {

void add(const DeviceInfo& info, std::set<DriveAddress>& into) {
    const auto* const address = info.address ? info.address->as<DriveAddress>() : nullptr;
    if (address != nullptr) into.insert(*address);
}

}  // namespace

std::optional<DriveAddress> drive_of(DiskBus bus, std::uint32_t index) {
    switch (bus) {
        case DiskBus::scsi:  // a narrow bus: seven drives beside the controller
            return DriveAddress{.controller = index / 7, .unit = index % 7};
        case DiskBus::sata:
            return DriveAddress{.controller = index / 6, .unit = index % 6};
        case DiskBus::ide:
            return DriveAddress{.controller = index / 4, .bus = index % 4 / 2, .unit = index % 2};
        case DiskBus::fdc:
            return DriveAddress{.controller = index / 2, .unit = index % 2};
        default:
            return std::nullopt;
    }
}

std::set<DriveAddress> hostdev_drives(const Devices& devices) {
    std::set<DriveAddress> drives;
    for (const Hostdev& hostdev : devices.hostdevs) {
        if (is_scsi(hostdev)) add(hostdev.info, drives);
    }
    return drives;
}

void place_hostdevs(Devices& devices) {
    if (devices.hostdevs.empty()) return;
    std::set<DriveAddress> taken = hostdev_drives(devices);
    for (const Disk& disk : devices.disks) {
        if (disk.target.bus == DiskBus::scsi) add(disk.info, taken);
    }
    std::uint32_t index = 0;
    for (Hostdev& hostdev : devices.hostdevs) {
        if (!is_scsi(hostdev) || hostdev.info.address) continue;
        while (taken.contains(*drive_of(DiskBus::scsi, index)))
            ++index;
        hostdev.info.address = DeviceAddress{*drive_of(DiskBus::scsi, index++)};
    }
}

}  // namespace virtd::conf
