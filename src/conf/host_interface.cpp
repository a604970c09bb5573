// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/host_interface.hpp"

#include <set>
#include <string_view>

#include "base/translate.hpp"
#include "conf/host_interface_kinds.hpp"
#include "xml/check.hpp"
#include "xml/shape.hpp"

namespace virtd::conf {

namespace {

constexpr auto start_rows = xml::rows<HostInterface>({
    xml::attr<&HostInterface::start>("mode").unless_blank().or_fail(
        Errc::xml_error, "unknown interface startmode {0}"),
    xml::mention<HostInterface>("mode", xml::Part::attribute).required(),
});
constexpr xml::Element<HostInterface> start_xml{"start", start_rows};

// Clients get the sentence for an error that nobody has explained.
void read_mtu(xml::Node node, HostInterface& interface) {
    const auto text = node.attribute("size");
    if (!text) return;
    const auto size = xml::parse_unsigned(*text);
    if (!size || !std::in_range<std::uint32_t>(*size)) {
        throw Error({.origin = Origin::none,
                     .code = Errc::internal_error,
                     .message = translated("An error occurred, but the cause is unknown")});
    }
    interface.mtu = static_cast<std::uint32_t>(*size);
}

void write_mtu(xml::Writer& out, const HostInterface& interface) {
    if (interface.mtu != 0) out.attribute("size", static_cast<long long>(interface.mtu));
}

constexpr auto mtu_rows = xml::rows<HostInterface>({
    xml::custom_attr<HostInterface, read_mtu, write_mtu>("size").like(xml::pattern::natural),
    xml::mention<HostInterface>("size", xml::Part::attribute).required(),
});
constexpr xml::Element<HostInterface> mtu_xml{"mtu", mtu_rows};

constexpr auto dhcp_rows = xml::rows<HostDhcp>({xml::attr<&HostDhcp::peerdns>("peerdns")});
constexpr xml::Element<HostDhcp> dhcp_xml{"dhcp", dhcp_rows};

constexpr auto address_rows = xml::rows<HostAddress>({
    xml::attr<&HostAddress::address>("address").like(xml::pattern::ip_address),
    xml::attr<&HostAddress::prefix>("prefix").if_set(),
    xml::mention<HostAddress>("address", xml::Part::attribute).required(),
});
constexpr xml::Element<HostAddress> address_xml{"ip", address_rows};

constexpr auto route_rows = xml::rows<HostProtocol>({xml::attr<&HostProtocol::gateway>("gateway")
                                                         .expected()
                                                         .like(xml::pattern::ip_address)
                                                         .if_set()});
constexpr xml::Element<HostProtocol> route_xml{"route", route_rows};

void settle_protocol(xml::Node, HostProtocol& protocol) {
    if (protocol.family == FamilyWord::ipv4) protocol.autoconf = false;
    std::erase_if(protocol.addresses,
                  [](const HostAddress& address) { return address.address.empty(); });
}

constexpr auto protocol_rows = xml::rows<HostProtocol>({
    xml::attr<&HostProtocol::family>("family")
        .or_fail(Errc::xml_error, "unsupported protocol family '{0}'")
        .or_missing(Errc::xml_error, "protocol misses the family attribute"),
    xml::spread<HostProtocol>(),
    xml::flag<&HostProtocol::autoconf>("autoconf").only(xml::when<"family", "ipv6">),
    xml::child<&HostProtocol::dhcp, dhcp_xml>(),
    xml::list<&HostProtocol::addresses, address_xml>(),
    xml::nested<HostProtocol, route_xml>(),
    xml::check<HostProtocol, settle_protocol>(),
});
constexpr xml::Element<HostProtocol> protocol_xml{"protocol", protocol_rows};

bool has_own_families(xml::Node node) {
    std::set<std::string_view> families;
    bool are_own = true;
    node.each("protocol", [&](xml::Node protocol) {
        if (!families.insert(protocol.attribute("family").value_or("")).second) are_own = false;
    });
    return are_own;
}

constexpr auto interface_rows = xml::rows<HostInterface>({
    xml::kind_attr<&HostInterface::kind, host_interface_kinds>("type").required(),
    xml::attr<&HostInterface::name>("name")
        .like(xml::pattern::device_name)
        .or_missing(Errc::xml_error, "interface has no name")
        .unexpected(),
    xml::mention<HostInterface>("name", xml::Part::attribute)
        .like(xml::pattern::device_name)
        .only(xml::when<"type", "ethernet", "bridge", "bond">)
        .expected(),
    xml::spread<HostInterface>(),
    xml::nested<HostInterface, start_xml>(),
    xml::nested<HostInterface, mtu_xml>(),
    xml::list<&HostInterface::protocols, protocol_xml>(),
    xml::rule<HostInterface, has_own_families>("more than one <protocol> of a family"),
    xml::kind_same<&HostInterface::kind, host_interface_kinds>(),
});

}  // namespace

constinit const xml::Element<HostInterface> host_interface_xml{"interface", interface_rows};

bool HostBridge::operator==(const HostBridge& other) const {
    return stp == other.stp && delay == other.delay && ports == other.ports;
}

bool HostBond::operator==(const HostBond& other) const {
    return link == other.link && mode == other.mode && mii == other.mii && arp == other.arp &&
           ports == other.ports;
}

std::string_view HostInterface::mac() const {
    const auto* const ethernet = std::get_if<HostEthernet>(&kind);
    return ethernet == nullptr ? std::string_view{} : ethernet->mac;
}

HostInterface parse_host_interface(xml::Node node, bool check_names) {
    if (check_names) xml::validate_names(host_interface_xml, node, "interface");
    const xml::Blame blame(node.document(), Origin::interface);
    HostInterface interface;
    xml::read(host_interface_xml, node, interface);
    return interface;
}

HostInterface parse_host_interface(std::string_view xml, bool check_names) {
    const xml::Document document(xml,
                                 {.origin = Origin::interface, .what = "interface_definition"});
    return parse_host_interface(document.root(host_interface_xml.name), check_names);
}

std::string format(const HostInterface& interface, const xml::View& view) {
    return xml::format(interface, host_interface_xml, view);
}

}  // namespace virtd::conf
