// <interface> at the top of a document: a network interface of the host, as it is configured.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "conf/network/ip.hpp"
#include "xml/bind.hpp"

namespace virtd::conf {

enum class StartMode { none, onboot, hotplug };

constexpr auto xml_names(StartMode) {
    using enum StartMode;
    return std::to_array<xml::Name<StartMode>>(
        {{none, "none"}, {onboot, "onboot"}, {hotplug, "hotplug"}});
}

/// The states of a link as the kernel knows them; the first stands for "not said".
enum class HostLinkState { unset, unknown, notpresent, down, lowerlayerdown, testing, dormant, up };

constexpr auto xml_names(HostLinkState) {
    using enum HostLinkState;
    return std::to_array<xml::Name<HostLinkState>>({{unknown, "unknown"},
                                                    {notpresent, "notpresent"},
                                                    {down, "down"},
                                                    {lowerlayerdown, "lowerlayerdown"},
                                                    {testing, "testing"},
                                                    {dormant, "dormant"},
                                                    {up, "up"}});
}

struct HostLink {
    std::uint32_t speed = 0;  // Mbit/s
    HostLinkState state = HostLinkState::unset;

    bool operator==(const HostLink&) const = default;
};

struct HostDhcp {
    std::optional<xml::YesNo> peerdns;

    bool operator==(const HostDhcp&) const = default;
};

/// Texts, because they are only handed on.
struct HostAddress {
    std::string address;
    std::int32_t prefix = 0;

    bool operator==(const HostAddress&) const = default;
};

struct HostProtocol {
    FamilyWord family = FamilyWord::ipv4;
    bool autoconf = false;  // IPv6 only
    std::optional<HostDhcp> dhcp;
    std::vector<HostAddress> addresses;
    std::string gateway;

    bool operator==(const HostProtocol&) const = default;
};

struct HostInterface;

struct HostEthernet {
    HostLink link;
    std::string mac;

    bool operator==(const HostEthernet&) const = default;
};

struct HostBridge {
    std::optional<bool> stp;
    std::string delay;  // seconds, as a decimal fraction
    std::vector<HostInterface> ports;

    bool operator==(const HostBridge&) const;
};

enum class BondMode {
    balance_rr,
    active_backup,
    balance_xor,
    broadcast,
    ieee_802_3ad,
    balance_tlb,
    balance_alb
};

constexpr auto xml_names(BondMode) {
    using enum BondMode;
    return std::to_array<xml::Name<BondMode>>({{balance_rr, "balance-rr"},
                                               {active_backup, "active-backup"},
                                               {balance_xor, "balance-xor"},
                                               {broadcast, "broadcast"},
                                               {ieee_802_3ad, "802.3ad"},
                                               {balance_tlb, "balance-tlb"},
                                               {balance_alb, "balance-alb"}});
}

enum class MiiCarrier { ioctl, netif };

constexpr auto xml_names(MiiCarrier) {
    return std::to_array<xml::Name<MiiCarrier>>(
        {{MiiCarrier::ioctl, "ioctl"}, {MiiCarrier::netif, "netif"}});
}

enum class ArpValidate { active, backup, all };

constexpr auto xml_names(ArpValidate) {
    using enum ArpValidate;
    return std::to_array<xml::Name<ArpValidate>>(
        {{active, "active"}, {backup, "backup"}, {all, "all"}});
}

/// How a bond finds out that a link is down; times in ms.
struct MiiMonitor {
    std::int32_t frequency = 0;
    std::int32_t down_delay = 0;
    std::int32_t up_delay = 0;
    std::optional<MiiCarrier> carrier;

    bool operator==(const MiiMonitor&) const = default;
};

struct ArpMonitor {
    std::int32_t interval = 0;
    std::string target;
    std::optional<ArpValidate> validate;

    bool operator==(const ArpMonitor&) const = default;
};

struct HostBond {
    HostLink link;
    std::optional<BondMode> mode;
    std::optional<MiiMonitor> mii;  // at most one of the monitors
    std::optional<ArpMonitor> arp;
    std::vector<HostInterface> ports;

    bool operator==(const HostBond&) const;
};

struct HostVlan {
    HostLink link;
    std::string tag;
    std::string device;

    bool operator==(const HostVlan&) const = default;
};

using HostInterfaceKind = std::variant<HostEthernet, HostBridge, HostBond, HostVlan>;

struct HostInterface {
    HostInterfaceKind kind;
    std::string name;
    // these are not there in ports of a bridge or bond
    std::optional<StartMode> start;
    std::uint32_t mtu = 0;
    std::vector<HostProtocol> protocols;

    /// Empty for all but Ethernet.
    std::string_view mac() const;
    bool operator==(const HostInterface&) const = default;
};

extern const xml::Element<HostInterface> host_interface_xml;

/// Throws what is wrong, with Origin::interface for most of it.
HostInterface parse_host_interface(std::string_view xml, bool check_names = false);
/// The same for a part of a document.
HostInterface parse_host_interface(xml::Node node, bool check_names = false);

std::string format(const HostInterface& interface, const xml::View& view = {});

}  // namespace virtd::conf
