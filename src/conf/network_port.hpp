// <networkport>: what one user of a network has been given from it.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/rare.hpp"
#include "conf/address.hpp"
#include "conf/devices/address.hpp"
#include "conf/netdev/bandwidth.hpp"
#include "conf/netdev/virtual_port.hpp"
#include "conf/netdev/vlan.hpp"
#include "conf/network.hpp"
#include "xml/bind.hpp"

namespace virtd::conf {

enum class DirectMode { vepa, private_, bridge, passthrough };

constexpr auto xml_names(DirectMode) {
    using enum DirectMode;
    return std::to_array<xml::Name<DirectMode>>(
        {{vepa, "vepa"}, {private_, "private"}, {bridge, "bridge"}, {passthrough, "passthrough"}});
}

struct NoPlug {
    bool operator==(const NoPlug&) const = default;
};

/// A bridge: of the network itself, or one that was there before.
struct NetworkPlug {
    std::string bridge;
    std::optional<MacTableManager> mac_table_manager;

    bool operator==(const NetworkPlug&) const = default;
};
struct BridgePlug : NetworkPlug {
    bool operator==(const BridgePlug&) const = default;
};

/// A device of the host that the port is stacked on.
struct DirectPlug {
    std::string dev;
    DirectMode mode = DirectMode::vepa;

    bool operator==(const DirectPlug&) const = default;
};

/// A device of the host that its user gets as it is.
struct HostdevPlug {
    xml::YesNo managed = xml::YesNo::no;
    std::optional<ForwardDriver> driver;
    PciAddress address;

    bool operator==(const HostdevPlug&) const = default;
};

using Plug = std::variant<NoPlug, NetworkPlug, BridgePlug, DirectPlug, HostdevPlug>;

struct NetworkPort {
    std::optional<Uuid> uuid;
    std::string owner_name;
    std::optional<Uuid> owner_uuid;
    std::string group;
    std::optional<MacAddress> mac;
    std::optional<VirtualPort> virtual_port;
    Rare<Bandwidth> bandwidth;
    std::optional<Vlan> vlan;
    std::optional<xml::YesNo> isolated;
    std::optional<xml::YesNo> trust_guest_rx_filters;
    Plug plug;

    bool operator==(const NetworkPort&) const = default;
};

extern const xml::Element<NetworkPort> network_port_xml;

NetworkPort parse_network_port(std::string_view xml, bool check_names = false);
std::string format(const NetworkPort& port, const xml::View& view = {});

}  // namespace virtd::conf
