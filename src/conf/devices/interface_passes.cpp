// SPDX-License-Identifier: LGPL-2.1-or-later
#include <algorithm>
#include <set>

#include "base/error.hpp"
#include "conf/devices/passes.hpp"

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::domain};

// What addresses for guests start with, by the register of vendors.
constexpr std::array<std::uint8_t, 3> mac_prefix{0x52, 0x54, 0x00};

// Names that a running guest got from us mean nothing once it is off.
constexpr std::string_view generated_prefixes[] = {"vnet", "macvtap", "macvlan"};

bool is_generated(std::string_view name) {
    return std::ranges::any_of(generated_prefixes,
                               [&](std::string_view prefix) { return name.starts_with(prefix); });
}

std::string shown_mac(const Interface& interface) {
    return interface.mac.address ? to_string(*interface.mac.address) : std::string();
}

void validate_teaming(const Teaming& teaming) {
    if (teaming.type == TeamingType::transient && !teaming.persistent) {
        fail(Errc::config_unsupported,
             "teaming persistent attribute must be set if teaming type is 'transient'");
    }
    if (teaming.type == TeamingType::persistent && teaming.persistent) {
        fail(Errc::config_unsupported,
             "teaming persistent attribute not allowed if teaming type is 'persistent'");
    }
}

// Ports of bridges can be kept apart, if they are the kernel's.
void validate_isolation(const Interface& interface) {
    if (interface.isolated != YesNo::yes) return;
    if (interface.as<BridgeNet>() == nullptr && interface.as<NetworkNet>() == nullptr) {
        fail(Errc::config_unsupported,
             "interface {} - <port isolated='yes'/> is not supported for network interfaces with "
             "type='{}'",
             shown_mac(interface), interface_type(interface));
    }
    if (interface.virtual_port && interface.virtual_port->type) {
        fail(Errc::config_unsupported,
             "interface {} - <port isolated='yes'/> is not supported for network interfaces with "
             "virtualport type='{}'",
             shown_mac(interface), xml::to_word(*interface.virtual_port->type));
    }
}

void validate_interface(const Interface& interface) {
    if (interface.has_host_ip) {
        fail(Errc::config_unsupported,
             "Invalid attempt to set network interface host-side IP route and/or address info on "
             "interface of type '{}'. This is only supported on interfaces of type 'ethernet'",
             interface_type(interface));
    }
    if (interface.target.managed == YesNo::no && interface.as<EthernetNet>() == nullptr) {
        fail(Errc::config_unsupported,
             "unmanaged target dev is not supported on interfaces of type '{}'",
             interface_type(interface));
    }
    validate_teaming(interface.teaming);
    validate_isolation(interface);
    if (!is_virtio(interface)) refuse_virtio(interface.driver.virtio);
    if (interface.as<VhostUserNet>() != nullptr && !is_virtio(interface)) {
        fail(Errc::internal_error,
             "Wrong or no <model> 'type' attribute specified with <interface type='vhostuser'/>. "
             "vhostuser requires the virtio-net* frontend");
    }
    const auto* const vhost = interface.as<VhostUserNet>();
    if (vhost != nullptr && vhost->socket.mode == SocketMode::server &&
        vhost->socket.reconnect.enabled == YesNo::yes) {
        fail(Errc::config_unsupported,
             "'reconnect' attribute unsupported 'server' mode for <interface type='vhostuser'>");
    }
}

}  // namespace

void complete_interfaces(Devices& devices, bool inactive) {
    for (Interface& interface : devices.interfaces) {
        if (!interface.mac.address) interface.mac.address = random_mac(mac_prefix);
        InterfaceTarget& target = interface.target;
        if (inactive && target.dev && target.managed != YesNo::no && is_generated(*target.dev))
            target.dev.reset();
    }
}

void validate_interfaces(const Devices& devices) {
    for (const Interface& interface : devices.interfaces)
        validate_interface(interface);
}

void name_targets(Devices& devices, std::string_view prefix) {
    std::set<std::string, std::less<>> taken;
    for (const Interface& interface : devices.interfaces) {
        if (interface.target.dev) taken.insert(*interface.target.dev);
    }
    int number = 0;
    for (Interface& interface : devices.interfaces) {
        if (interface.target.dev) continue;
        std::string name;
        do {
            name = std::string(prefix) + std::to_string(number++);
        } while (taken.contains(name));
        interface.target.dev = std::move(name);
    }
}

}  // namespace virtd::conf
