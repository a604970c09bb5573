// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/devices/lookup.hpp"

#include <algorithm>

#include "base/rare.hpp"

namespace virtd::conf {

namespace {

template <class List>
auto* disk_in(List& disks, std::string_view wanted) {
    for (auto& disk : disks) {
        if (disk.target.dev == wanted) return &disk;
    }
    for (auto& disk : disks) {
        const auto path = storage_path(disk.source);
        if (path && *path == wanted) return &disk;
    }
    return static_cast<decltype(disks.data())>(nullptr);
}

template <class List>
auto* interface_in(List& interfaces, std::string_view wanted) {
    const auto mac = parse_mac(wanted);
    for (auto& interface : interfaces) {
        if (mac ? interface.mac.address == mac : interface.target.dev == wanted) return &interface;
    }
    return static_cast<decltype(interfaces.data())>(nullptr);
}

constexpr std::string_view disk_prefixes[] = {"fd", "hd", "vd", "sd", "xvd", "ubd"};

std::string_view without_prefix(std::string_view target) {
    for (const std::string_view prefix : disk_prefixes) {
        if (target.starts_with(prefix)) return target.substr(prefix.size());
    }
    return {};
}

template <class Device>
void add_infos(const std::vector<Device>& list, std::vector<const DeviceInfo*>& infos) {
    for (const auto& device : list)
        infos.push_back(&device.info);
}

template <class Device>
void add_infos(const std::optional<Device>& device, std::vector<const DeviceInfo*>& infos) {
    if (device) infos.push_back(&device->info);
}

template <class Device>
void add_infos(const Rare<Device>& device, std::vector<const DeviceInfo*>& infos) {
    if (device) infos.push_back(&device->info);
}

}  // namespace

const Disk* find_disk(const Devices& devices, std::string_view path_or_target) {
    return disk_in(devices.disks, path_or_target);
}

Disk* find_disk(Devices& devices, std::string_view path_or_target) {
    return disk_in(devices.disks, path_or_target);
}

const Interface* find_interface(const Devices& devices, std::string_view mac_or_target) {
    return interface_in(devices.interfaces, mac_or_target);
}

Interface* find_interface(Devices& devices, std::string_view mac_or_target) {
    return interface_in(devices.interfaces, mac_or_target);
}

std::vector<std::string> iothread_users(const Devices& devices, std::uint32_t iothread) {
    std::vector<std::string> users;
    for (const Disk& disk : devices.disks) {
        if (disk.driver.iothread == iothread) users.push_back(disk.target.dev);
    }
    for (const Controller& controller : devices.controllers) {
        if (controller.driver.iothread != iothread) continue;
        users.push_back(
            controller.info.alias.value_or(std::string(controller_word(controller.type)) +
                                           std::to_string(controller.index.value_or(0))));
    }
    return users;
}

bool has_boot_order(const Devices& devices) {
    return std::ranges::any_of(device_infos(devices),
                               [](const DeviceInfo* info) { return info->boot.has_value(); });
}

std::vector<const DeviceInfo*> device_infos(const Devices& devices) {
    std::vector<const DeviceInfo*> infos;
    add_infos(devices.disks, infos);
    add_infos(devices.controllers, infos);
    add_infos(devices.filesystems, infos);
    add_infos(devices.interfaces, infos);
    add_infos(devices.smartcards, infos);
    add_infos(devices.serials, infos);
    add_infos(devices.parallels, infos);
    for (std::size_t i = 0; i < devices.consoles.size(); ++i) {
        const Console& console = devices.consoles[i];
        const bool is_repeated =
            console.target == ConsoleTarget::serial && !devices.serials.empty();
        if (i > 0 || !is_repeated) infos.push_back(&console.info);
    }
    add_infos(devices.channels, infos);
    add_infos(devices.inputs, infos);
    add_infos(devices.tpms, infos);
    add_infos(devices.sounds, infos);
    add_infos(devices.videos, infos);
    add_infos(devices.hostdevs, infos);
    add_infos(devices.redirdevs, infos);
    add_infos(devices.hubs, infos);
    add_infos(devices.watchdog, infos);
    add_infos(devices.memballoon, infos);
    add_infos(devices.rngs, infos);
    add_infos(devices.nvram, infos);
    add_infos(devices.panics, infos);
    add_infos(devices.shmems, infos);
    add_infos(devices.memories, infos);
    add_infos(devices.iommu, infos);
    add_infos(devices.vsock, infos);
    return infos;
}

std::optional<int> disk_index(std::string_view target) {
    const std::string_view rest = without_prefix(target);
    const std::size_t end =
        std::min(rest.find_first_not_of("abcdefghijklmnopqrstuvwxyz"), rest.size());
    const std::string_view letters = rest.substr(0, end);
    const std::string_view partition = rest.substr(end);
    constexpr std::size_t most_letters = 5;  // more would not fit into an int
    if (letters.empty() || letters.size() > most_letters ||
        partition.find_first_not_of("0123456789") != partition.npos)
        return std::nullopt;
    int index = 0;
    for (const char letter : letters)
        index = index * 26 + (letter - 'a' + 1);
    return index - 1;
}

}  // namespace virtd::conf
