// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/devices/passes.hpp"

#include "conf/domain.hpp"

namespace virtd::conf {

void complete_devices(Domain& domain, bool inactive) {
    complete_disks(domain.devices);
    complete_interfaces(domain.devices, inactive);
    complete_inputs(domain);
    complete_ports(domain.devices);
    complete_controllers(domain.devices);
    place_hostdevs(domain.devices);
    complete_consoles(domain);
    add_implied_controllers(domain.devices);
    complete_videos(domain);
    complete_graphics(domain.devices);
}

void validate_devices(const Domain& domain) {
    refuse_unassigned(domain.devices);
    validate_disks(domain.devices);
    validate_controllers(domain.devices);
    validate_interfaces(domain.devices);
    validate_consoles(domain.devices);
    validate_filesystems(domain.devices);
    validate_screens(domain.devices);
    validate_hostdevs(domain.devices);
    validate_audio(domain.devices);
    validate_usb_devices(domain.devices);
    validate_small_devices(domain);
    validate_throttling(domain);
    validate_infos(domain);
}

}  // namespace virtd::conf
