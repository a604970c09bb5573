// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/devices/passes.hpp"

#include <optional>
#include <span>

#include "base/error.hpp"
#include "base/rare.hpp"
#include "conf/domain.hpp"

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::domain};

// Only devices of the host may be without a place in the guest.
template <class List>
void refuse_unassigned(const List& list) {
    for (const auto& device : list) {
        if (device.info.address && device.info.address->template as<UnassignedAddress>()) {
            fail(Errc::config_unsupported,
                 "address of type 'unassigned' is supported only for hostdevs");
        }
    }
}

template <class Device>
void refuse_unassigned(const std::optional<Device>& device) {
    if (device) refuse_unassigned(std::span(&*device, 1));
}

template <class Device>
void refuse_unassigned(const Rare<Device>& device) {
    if (device) refuse_unassigned(std::span(&*device, 1));
}

}  // namespace

void complete_each_device(Domain& domain, bool inactive) {
    complete_disks(domain.devices);
    complete_interfaces(domain.devices, inactive);
    complete_inputs(domain);
    complete_ports(domain.devices);
}

void complete_together(Domain& domain) {
    complete_controllers(domain.devices);
    refuse_same_panics(domain.devices);
    check_boot_orders(domain);
    place_hostdevs(domain.devices);
    complete_consoles(domain);
    add_implied_controllers(domain.devices);
    complete_videos(domain);
    complete_graphics(domain.devices);
}

void complete_devices(Domain& domain, bool inactive) {
    complete_each_device(domain, inactive);
    complete_together(domain);
}

void validate_devices(const Domain& domain) {
    const Devices& devices = domain.devices;
    refuse_unassigned(devices.disks);
    validate_disks(domain);
    refuse_unassigned(devices.interfaces);
    validate_interfaces(devices);
    refuse_unassigned(devices.sounds);
    validate_sounds(devices);
    validate_hostdevs(devices);
    refuse_unassigned(devices.videos);
    validate_screens(devices);
    refuse_unassigned(devices.controllers);
    validate_controllers(devices);
    refuse_unassigned(devices.smartcards);
    validate_smartcards(devices);
    refuse_unassigned(devices.serials);
    refuse_unassigned(devices.parallels);
    refuse_unassigned(devices.channels);
    refuse_unassigned(devices.consoles);
    validate_consoles(domain);
    refuse_unassigned(devices.inputs);
    validate_inputs(domain);
    refuse_unassigned(devices.filesystems);
    validate_filesystems(devices);
    refuse_unassigned(devices.watchdog);
    refuse_unassigned(devices.memballoon);
    refuse_unassigned(devices.rngs);
    validate_rngs(devices);
    refuse_unassigned(devices.nvram);
    refuse_unassigned(devices.hubs);
    refuse_unassigned(devices.shmems);
    refuse_unassigned(devices.memories);
    validate_memories(domain);
    refuse_unassigned(devices.tpms);
    validate_tpms(devices);
    refuse_unassigned(devices.panics);
    refuse_unassigned(devices.redirdevs);
    validate_redirdevs(devices);
    refuse_unassigned(devices.iommu);
    refuse_unassigned(devices.vsock);
    validate_singles(domain);
    validate_audio(devices);
    validate_throttling(domain);
    validate_aliases(devices);
}

}  // namespace virtd::conf
