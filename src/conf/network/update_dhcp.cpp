// SPDX-License-Identifier: LGPL-2.1-or-later
#include <algorithm>

#include "base/translate.hpp"
#include "conf/network/update_request.hpp"

namespace virtd::conf::detail {

namespace {

constexpr Fail fail{Origin::network};

/// The <ip> at the index, or else the first with a DHCP server, or else the first of its family.
NetworkIp& find_ip(const UpdateRequest& request) {
    auto& ips = request.network.ips;
    if (request.parent_index >= 0) {
        const auto index = static_cast<std::size_t>(request.parent_index);
        if (index < ips.size()) return ips[index];
        fail(Errc::operation_invalid,
             "couldn't update dhcp host entry - no <ip> element found at index {} in network '{}'",
             index, request.network.name);
    }
    auto found = std::ranges::find_if(ips, [](const NetworkIp& ip) { return ip.dhcp.serves(); });
    if (found == ips.end())
        found = std::ranges::find_if(ips, [](const NetworkIp& ip) { return ip.address.is_v4(); });
    if (found == ips.end()) found = ips.begin();
    if (found != ips.end()) return *found;
    fail(Errc::operation_invalid,
         "couldn't update dhcp host entry - no <ip> element found in network '{}'",
         request.network.name);
}

void refuse_second_server(const UpdateRequest& request, const NetworkIp& chosen) {
    for (const NetworkIp& ip : request.network.ips) {
        if (&ip == &chosen || !ip.dhcp.serves() || ip.address.family != chosen.address.family)
            continue;
        fail(Errc::operation_invalid,
             "dhcp is supported only for a single {} address on each network",
             ip.address.is_v4() ? "IPv4" : "IPv6");
    }
}

bool same_mac(const std::optional<std::string>& a, const std::optional<std::string>& b) {
    return a && b && parse_mac(*a) == parse_mac(*b);
}

bool shares_a_mark(const DhcpHost& a, const DhcpHost& b) {
    return same_mac(a.mac, b.mac) || (a.ip && a.ip == b.ip) || (a.name && a.name == b.name);
}

bool is_meant(const DhcpHost& host, const DhcpHost& wanted) {
    return (!wanted.mac || same_mac(wanted.mac, host.mac)) &&
           (!wanted.name || wanted.name == host.name) && (!wanted.ip || wanted.ip == host.ip);
}

/// How errors show a host.
struct Marks {
    std::string mac, name, ip;

    explicit Marks(const DhcpHost& host)
        : mac(host.mac.value_or("unknown")),
          name(host.name.value_or("(null)")),
          ip(host.ip ? to_string(*host.ip) : "unknown") {}
};

void add_dhcp_host(const UpdateRequest& request, NetworkIp& ip, DhcpHost host) {
    refuse_second_server(request, ip);
    const auto clashes = [&](const DhcpHost& other) { return shares_a_mark(host, other); };
    if (std::ranges::any_of(ip.dhcp.hosts, clashes)) {
        const Marks marks(host);
        fail(Errc::operation_invalid,
             "there is an existing dhcp host entry in network '{}' that matches \"<host mac='{}' "
             "name='{}' ip='{}'/>\"",
             request.network.name, marks.mac, marks.name, marks.ip);
    }
    request.add_to(ip.dhcp.hosts, std::move(host));
}

void modify_dhcp_host(const UpdateRequest& request, NetworkIp& ip, DhcpHost host) {
    const auto found = std::ranges::find_if(
        ip.dhcp.hosts, [&](const DhcpHost& other) { return shares_a_mark(host, other); });
    if (found == ip.dhcp.hosts.end()) {
        const Marks marks(host);
        fail(Errc::operation_invalid,
             "couldn't locate an existing dhcp host entry with \"mac='{}'\" \"name='{}'\" "
             "\"ip='{}'\" in network '{}'",
             marks.mac, marks.name, marks.ip, request.network.name);
    }
    *found = std::move(host);
}

void delete_dhcp_host(const UpdateRequest& request, NetworkIp& ip, const DhcpHost& wanted) {
    const auto found = std::ranges::find_if(
        ip.dhcp.hosts, [&](const DhcpHost& host) { return is_meant(host, wanted); });
    if (found == ip.dhcp.hosts.end()) {
        fail(Errc::operation_invalid, "couldn't locate a matching dhcp host entry in network '{}'",
             request.network.name);
    }
    ip.dhcp.hosts.erase(found);
}

}  // namespace

void update_dhcp_host(const UpdateRequest& request) {
    NetworkIp& ip = find_ip(request);
    DhcpHost host = request.read(dhcp_host_xml);
    check_dhcp_host(host, !ip.address.is_v4(), request.network.name,
                    request.deletes() ? Use::search : Use::definition);
    if (!request.deletes() && host.ip && host.ip->family != ip.address.family) {
        fail(Errc::operation_invalid,
             "the address family of a host entry IP must match the address family of the dhcp "
             "element's parent");
    }
    if (request.modifies()) {
        modify_dhcp_host(request, ip, std::move(host));
    } else if (request.adds()) {
        add_dhcp_host(request, ip, std::move(host));
    } else if (request.deletes()) {
        delete_dhcp_host(request, ip, host);
    } else {
        request.refuse_command();
    }
}

void update_dhcp_range(const UpdateRequest& request) {
    NetworkIp& ip = find_ip(request);
    request.refuse_modify(translatable("dhcp ranges"));
    DhcpRange range = request.read(dhcp_range_xml);
    check_dhcp_range(range, ip);
    auto& ranges = ip.dhcp.ranges;
    const auto found = std::ranges::find_if(ranges, [&](const DhcpRange& other) {
        return other.start == range.start && other.end == range.end;
    });
    if (request.adds()) {
        refuse_second_server(request, ip);
        if (found != ranges.end()) {
            fail(Errc::operation_invalid,
                 "there is an existing dhcp range entry in network '{}' that matches \"<range "
                 "start='{}' end='{}'/>\"",
                 request.network.name, to_string(range.start), to_string(range.end));
        }
        request.add_to(ranges, range);
    } else if (request.deletes()) {
        if (found == ranges.end()) {
            fail(Errc::operation_invalid,
                 "couldn't locate a matching dhcp range entry in network '{}'",
                 request.network.name);
        }
        ranges.erase(found);
    } else {
        request.refuse_command();
    }
}

}  // namespace virtd::conf::detail
