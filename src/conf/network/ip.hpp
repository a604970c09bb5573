// <ip> of a network: the host's address there, and what DHCP and TFTP serve from it.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "conf/address.hpp"
#include "xml/bind.hpp"

namespace virtd::conf {

enum class FamilyWord { ipv4, ipv6 };

constexpr auto xml_names(FamilyWord) {
    return std::to_array<xml::Name<FamilyWord>>(
        {{FamilyWord::ipv4, "ipv4"}, {FamilyWord::ipv6, "ipv6"}});
}

enum class LeaseUnit { seconds, minutes, hours };

constexpr auto xml_names(LeaseUnit) {
    using enum LeaseUnit;
    return std::to_array<xml::Name<LeaseUnit>>(
        {{seconds, "seconds"}, {minutes, "minutes"}, {hours, "hours"}});
}

/// How long a client may keep its address; 0: for ever.
struct LeaseTime {
    std::optional<std::uint64_t> expiry;
    std::optional<LeaseUnit> unit;  // absent when the expiry is 0

    bool operator==(const LeaseTime&) const = default;
};

struct DhcpRange {
    IpAddress start;
    IpAddress end;
    std::optional<LeaseTime> lease;

    bool operator==(const DhcpRange&) const = default;
};

/// What a client with that MAC address, client id or name is told.
struct DhcpHost {
    std::optional<std::string> mac;  // as it was written
    std::optional<std::string> id;
    std::optional<std::string> name;
    std::optional<IpAddress> ip;
    std::optional<LeaseTime> lease;

    bool operator==(const DhcpHost&) const = default;
};

struct Bootp {
    std::string file;
    std::optional<IpAddress> server;

    bool operator==(const Bootp&) const = default;
};

struct Dhcp {
    std::vector<DhcpRange> ranges;
    std::vector<DhcpHost> hosts;
    std::optional<Bootp> bootp;

    bool serves() const { return !ranges.empty() || !hosts.empty(); }
    bool operator==(const Dhcp&) const = default;
};

struct NetworkIp {
    std::optional<FamilyWord> family;  // as it was written; absent: IPv4
    IpAddress address;
    std::optional<IpAddress> netmask;
    std::optional<std::uint32_t> prefix;
    std::optional<xml::YesNo> local_ptr;
    std::string tftp_root;
    Dhcp dhcp;

    /// How many bits of the address are the network's; nothing for a netmask with holes.
    std::optional<unsigned> prefix_length() const;
    bool operator==(const NetworkIp&) const = default;
};

extern const xml::Element<NetworkIp> network_ip_xml;
extern const xml::Element<DhcpRange> dhcp_range_xml;
extern const xml::Element<DhcpHost> dhcp_host_xml;

/// Whether an element defines something, or only says which one is meant.
enum class Use { definition, search };

/// The rules between the parts of a host; `network` is for the errors.
void check_dhcp_host(const DhcpHost& host, bool is_v6, std::string_view network, Use use);
void check_dhcp_range(const DhcpRange& range, const NetworkIp& ip);

}  // namespace virtd::conf
