// SPDX-License-Identifier: LGPL-2.1-or-later
#include <algorithm>

#include "base/error.hpp"
#include "conf/devices/passes.hpp"
#include "conf/domain.hpp"
#include "conf/domain/arch.hpp"

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::domain};

bool is_debug_port(const Serial& serial) {
    return serial.target == SerialTarget::isa_debug;
}

// Those without a port are numbered behind the highest that is given.
template <class Device>
void number_ports(std::vector<Device>& list) {
    int highest = -1;
    for (const Device& device : list)
        highest = std::max(highest, device.port.value_or(-1));
    for (Device& device : list) {
        if (!device.port) device.port = ++highest;
    }
}

Console console_of(const Serial& serial) {
    return {.chardev = serial.chardev,
            .target = ConsoleTarget::serial,
            .port = serial.port.value_or(0),
            .info = serial.info};
}

bool has_console(const Serial& serial) {
    return !serial.target || *serial.target == SerialTarget::isa ||
           *serial.target == SerialTarget::spapr_vio || *serial.target == SerialTarget::system ||
           *serial.target == SerialTarget::sclp;
}

bool is_serial(const Console& console) {
    return console.target == ConsoleTarget::serial;
}

// On machines with serial ports the first console and the first port are two names for the same
// thing: old clients know only one of them, so both are always there.
void pair_console(Devices& devices) {
    const bool has_serial_console = !devices.consoles.empty() && is_serial(devices.consoles[0]);
    if (has_serial_console && devices.serials.empty()) {
        const Console& console = devices.consoles[0];
        devices.serials.push_back({.chardev = console.chardev, .port = 0, .info = console.info});
    }
    if (devices.serials.empty()) return;
    if (has_serial_console) {
        devices.consoles[0] = console_of(devices.serials[0]);
    } else if (has_console(devices.serials[0])) {
        devices.consoles.insert(devices.consoles.begin(), console_of(devices.serials[0]));
    }
}

template <class Device>
void validate_list(const std::vector<Device>& list, UnixPath path,
                   const std::vector<Seclabel>& of_guest) {
    for (const Device& device : list) {
        validate_chardev(device.chardev, path);
        if (const auto* const labels = seclabels_of(device.chardev))
            refuse_overrides(*labels, of_guest);
    }
}

}  // namespace

void complete_ports(Devices& devices) {
    number_ports(devices.serials);
    number_ports(devices.parallels);
    int port = 0;
    for (Console& console : devices.consoles) {
        if (!console.target) console.target = ConsoleTarget::serial;
        console.port = port++;
    }
}

void complete_consoles(Domain& domain) {
    Devices& devices = domain.devices;
    if (!is_x86(domain.os.arch) && std::ranges::any_of(devices.serials, is_debug_port))
        fail(Errc::config_unsupported, "isa-debug serial type only valid on x86 architecture");
    if (domain.os.type == OsType::hvm) pair_console(devices);
    const auto rest = devices.consoles.begin() + (devices.consoles.empty() ? 0 : 1);
    if (std::any_of(rest, devices.consoles.end(), is_serial))
        fail(Errc::config_unsupported, "Only the first console can be a serial port");
}

void validate_consoles(const Domain& domain) {
    const Devices& devices = domain.devices;
    validate_list(devices.serials, UnixPath::needed, domain.seclabels);
    validate_list(devices.parallels, UnixPath::needed, domain.seclabels);
    validate_list(devices.channels, UnixPath::optional, domain.seclabels);
    validate_list(devices.consoles, UnixPath::needed, domain.seclabels);
}

}  // namespace virtd::conf
