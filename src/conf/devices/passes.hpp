// What happens to the devices of a guest after reading, in the order of this list. Each is a pure
// function of the definition.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string_view>

#include "conf/devices/devices.hpp"

namespace virtd::conf {

struct Domain;

// ---- complete: what was left out, each device for itself
void complete_disks(Devices& devices);
void complete_interfaces(Devices& devices, bool inactive);
void complete_inputs(Domain& domain);
void complete_ports(Devices& devices);
void complete_controllers(Devices& devices);
void refuse_same_panics(const Devices& devices);
void check_boot_orders(const Domain& domain);
void place_hostdevs(Devices& devices);  // of SCSI, behind the disks

// ---- complete: what follows from other devices
void complete_consoles(Domain& domain);
void add_implied_controllers(Devices& devices);
void complete_videos(Domain& domain);
void complete_graphics(Devices& devices);

/// Of the above, what concerns each device for itself, and the rest.
void complete_each_device(Domain& domain, bool inactive);
void complete_together(Domain& domain);
/// Both.
void complete_devices(Domain& domain, bool inactive);

// ---- validate, in the order in which libvirt does, so that of several errors clients see the same
void validate_disks(const Domain& domain);
void validate_interfaces(const Devices& devices);
void validate_sounds(const Devices& devices);
void validate_hostdevs(const Devices& devices);
void validate_screens(const Devices& devices);
void validate_controllers(const Devices& devices);
void validate_smartcards(const Devices& devices);
void validate_consoles(const Domain& domain);
void validate_inputs(const Domain& domain);
void validate_filesystems(const Devices& devices);
void validate_rngs(const Devices& devices);
void validate_memories(const Domain& domain);  // shared memory, too
void validate_tpms(const Devices& devices);
void validate_redirdevs(const Devices& devices);
void validate_singles(const Domain& domain);
void validate_audio(const Devices& devices);
void validate_throttling(const Domain& domain);
void validate_aliases(const Devices& devices);

/// All of the above.
void validate_devices(const Domain& domain);

void validate_videos(const Devices& devices);  // behind all else of a guest

/// Gives interfaces without a target the names prefix0, prefix1, ...; those taken are left out.
void name_targets(Devices& devices, std::string_view prefix);

}  // namespace virtd::conf
