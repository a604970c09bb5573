// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/devices/drive_slots.hpp"

#include <algorithm>

#include "conf/devices/passes.hpp"

namespace virtd::conf {

namespace {

bool is_at(const DeviceInfo& info, const DriveAddress& drive) {
    const auto* const address = info.address ? info.address->as<DriveAddress>() : nullptr;
    return address != nullptr && *address == drive;
}

bool is_taken(const Devices& devices, const DriveAddress& drive) {
    const auto is_disk_there = [&](const Disk& disk) {
        return disk.target.bus == DiskBus::scsi && is_at(disk.info, drive);
    };
    return std::ranges::any_of(devices.disks, is_disk_there) || is_hostdev_at(devices, drive);
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

bool is_hostdev_at(const Devices& devices, const DriveAddress& drive) {
    return std::ranges::any_of(devices.hostdevs, [&](const Hostdev& hostdev) {
        return is_scsi(hostdev) && is_at(hostdev.info, drive);
    });
}

void place_hostdevs(Devices& devices) {
    for (Hostdev& hostdev : devices.hostdevs) {
        if (!is_scsi(hostdev) || hostdev.info.address) continue;
        std::uint32_t index = 0;
        while (is_taken(devices, *drive_of(DiskBus::scsi, index)))
            ++index;
        hostdev.info.address = DeviceAddress{*drive_of(DiskBus::scsi, index)};
    }
}

}  // namespace virtd::conf
