// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/network/ip.hpp"

#include "conf/network/range.hpp"
#include "xml/shape.hpp"

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::network};

void check_family(const NetworkIp& ip, std::string_view address, const std::string& network) {
    const bool is_v4 = ip.address.is_v4();
    if (!ip.family && !is_v4) {
        fail(Errc::config_unsupported,
             "no family specified for non-IPv4 address '{}' in network '{}'", address, network);
    }
    if (ip.family == FamilyWord::ipv4 && !is_v4) {
        fail(Errc::config_unsupported,
             "ipv4 family specified for non-IPv4 address '{}' in network '{}'", address, network);
    }
    if (ip.family == FamilyWord::ipv6 && is_v4) {
        fail(Errc::config_unsupported,
             "Family 'ipv6' specified for non-IPv6 address '{}' in network '{}'", address, network);
    }
}

void check_netmask(const NetworkIp& ip, const std::string& network) {
    if (!ip.netmask) return;
    const std::string address = to_string(ip.address);
    if (!ip.address.is_v4()) {
        fail(Errc::config_unsupported, "netmask not allowed for IPv6 address '{}' in network '{}'",
             address, network);
    }
    if (ip.prefix) {
        fail(Errc::config_unsupported,
             "Network '{}' IP address cannot have both a prefix and a netmask", network);
    }
    if (!ip.netmask->is_v4()) {
        fail(Errc::config_unsupported,
             "Invalid netmask '{}' for address '{}' in network '{}' (both must be IPv4)",
             to_string(*ip.netmask), address, network);
    }
}

void settle_address(xml::Node node, NetworkIp& ip) {
    const std::string network = node.document().subject();
    check_family(ip, node.attribute("address").value_or(""), network);
    check_netmask(ip, network);
    if (ip.prefix && *ip.prefix > ip.address.bits()) {
        fail(Errc::config_unsupported, "Invalid {} prefix '{}' in network '{}'",
             ip.address.is_v4() ? "IPv4" : "IPv6", *ip.prefix, network);
    }
    if (ip.prefix == 0U) ip.prefix.reset();  // says as much as none
    if (!ip.address.is_v4() && !ip.tftp_root.empty()) {
        fail(Errc::config_unsupported,
             "Unsupported <tftp> element in an IPv6 element in network '{}'", network);
    }
}

void settle_dhcp(xml::Node node, NetworkIp& ip) {
    Dhcp& dhcp = ip.dhcp;
    const bool boots = ip.address.is_v4() && dhcp.bootp && !dhcp.bootp->file.empty();
    if (!boots) dhcp.bootp.reset();
    for (const DhcpRange& range : dhcp.ranges)
        check_dhcp_range(range, ip);
    const std::string network = node.document().subject();
    for (const DhcpHost& host : dhcp.hosts)
        check_dhcp_host(host, !ip.address.is_v4(), network, Use::definition);
}

constexpr auto tftp_rows = xml::rows<NetworkIp>({
    xml::attr<&NetworkIp::tftp_root>("root").if_set(),
    xml::mention<NetworkIp>("root", xml::Part::attribute).required(),
});
constexpr xml::Element<NetworkIp> tftp_xml{"tftp", tftp_rows};

}  // namespace

extern const xml::Element<Dhcp> dhcp_xml;  // dhcp.cpp

namespace {

void read_dhcp(xml::Node node, NetworkIp& ip) {
    if (const xml::Node dhcp = node.child("dhcp")) xml::read(dhcp_xml, dhcp, ip.dhcp);
}

// A server that has nothing to lend is not there at all.
void write_dhcp(xml::Writer& out, const NetworkIp& ip) {
    if (ip.dhcp.serves()) xml::write(dhcp_xml, out, ip.dhcp);
}

constexpr auto ip_rows = xml::rows<NetworkIp>({
    xml::attr<&NetworkIp::family>("family").or_fail(Errc::xml_error,
                                                    "Unrecognized family '{0}' in network '{1}'"),
    xml::attr<&NetworkIp::address>("address")
        .like(xml::pattern::ip_address)
        .unless_blank()
        .or_fail(Errc::xml_error, "Invalid address '{0}' in network '{1}'")
        .or_missing(Errc::xml_error, "Missing required address attribute in network '{1}'")
        .unexpected(),
    xml::attr<&NetworkIp::netmask>("netmask")
        .like(xml::pattern::ip_address)
        .or_fail(Errc::xml_error, "Invalid netmask '{0}' in network '{1}'"),
    xml::attr<&NetworkIp::prefix>("prefix"),
    xml::attr<&NetworkIp::local_ptr>("localPtr"),
    xml::spread<NetworkIp>(),
    xml::nested<NetworkIp, tftp_xml>(),
    xml::check<NetworkIp, settle_address>(),
    xml::custom<NetworkIp, read_dhcp, write_dhcp>("dhcp").of(dhcp_xml).once(),
    xml::check<NetworkIp, settle_dhcp>(),
});

}  // namespace

constinit const xml::Element<NetworkIp> network_ip_xml{"ip", ip_rows};

std::optional<unsigned> NetworkIp::prefix_length() const {
    return conf::prefix_length(address, netmask, prefix);
}

}  // namespace virtd::conf
