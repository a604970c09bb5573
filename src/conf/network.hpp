// <network>: a virtual network of the host. The members are the document, nothing is derived.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/rare.hpp"
#include "conf/netdev/bandwidth.hpp"
#include "conf/netdev/virtual_port.hpp"
#include "conf/netdev/vlan.hpp"
#include "conf/network/dns.hpp"
#include "conf/network/forward.hpp"
#include "conf/network/ip.hpp"
#include "conf/network/route.hpp"
#include "xml/bind.hpp"

namespace virtd::conf {

/// Who keeps the bridge's table of MAC addresses.
enum class MacTableManager { kernel, libvirt };

constexpr auto xml_names(MacTableManager) {
    return std::to_array<xml::Name<MacTableManager>>(
        {{MacTableManager::kernel, "kernel"}, {MacTableManager::libvirt, "libvirt"}});
}

struct Bridge {
    std::string name;
    std::string zone;                    // of firewalld
    std::optional<bool> stp;             // these two only for bridges of our own, which always have
    std::optional<std::uint64_t> delay;  // them; seconds
    std::optional<MacTableManager> mac_table_manager;

    bool operator==(const Bridge&) const = default;
};

struct DnsDomain {
    std::optional<std::string> name;
    std::optional<xml::YesNo> local_only;

    bool operator==(const DnsDomain&) const = default;
};

/// Settings that interfaces of guests choose by name.
struct PortGroup {
    std::string name;
    bool is_default = false;
    std::optional<xml::YesNo> trust_guest_rx_filters;
    std::optional<Vlan> vlan;
    std::optional<VirtualPort> virtual_port;
    Rare<Bandwidth> bandwidth;

    bool operator==(const PortGroup&) const = default;
};

struct Network {
    std::optional<xml::YesNo> ipv6;  // guests may talk IPv6 to each other without an address here
    std::optional<xml::YesNo> trust_guest_rx_filters;
    std::string name;
    Uuid uuid{};
    std::string title;        // both are for clients to set: like the reference's networks,
    std::string description;  // documents do not
    std::optional<xml::Raw> metadata;
    std::optional<Forward> forward;
    Bridge bridge;
    std::uint32_t mtu = 0;
    std::optional<MacAddress> mac;
    std::optional<DnsDomain> domain;
    Dns dns;
    std::optional<Vlan> vlan;
    Rare<Bandwidth> bandwidth;
    std::optional<xml::YesNo> port_isolated;
    std::vector<NetworkIp> ips;
    std::vector<Route> routes;
    std::optional<VirtualPort> virtual_port;
    std::vector<PortGroup> port_groups;
    std::vector<std::string> dnsmasq_options;  // of our own DHCP and DNS server

    ForwardMode mode() const { return forward ? forward->mode : ForwardMode::none; }
    bool operator==(const Network&) const = default;
};

extern const xml::Element<Network> network_xml;
extern const xml::Element<PortGroup> port_group_xml;

struct NetworkOptions {
    bool dnsmasq = false;      // elements of dnsmasq's namespace mean something to the driver
    bool check_names = false;  // refuse what no table knows
};

/// Reads, completes and checks. Throws what is wrong, with Origin::network for most of it.
Network parse_network(std::string_view xml, const NetworkOptions& options = {});
/// The same for a part of a document.
Network parse_network(xml::Node node, const NetworkOptions& options = {});

std::string format(const Network& network, const xml::View& view = {});

/// The passes after reading, in this order: pure functions.
void fill_defaults(Network& network);
void validate(const Network& network);

}  // namespace virtd::conf
