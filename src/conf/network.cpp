// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/network.hpp"

#include "conf/metadata.hpp"
#include "conf/network/words.hpp"
#include "conf/shapes.hpp"
#include "xml/check.hpp"

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::network};

constexpr std::string_view dnsmasq_space = "http://libvirt.org/schemas/network/dnsmasq/1.0";

void settle_port_group(xml::Node, PortGroup& group) {
    if (group.virtual_port) settle(*group.virtual_port, {.needs_type = false});
    if (group.virtual_port == VirtualPort{}) group.virtual_port.reset();
    settle(group.bandwidth, {});
}

constexpr auto port_group_rows = xml::rows<PortGroup>({
    xml::attr<&PortGroup::name>("name")
        .like(xml::pattern::device_name)
        .unless_blank()
        .or_missing(Errc::xml_error, "Missing required name attribute in portgroup"),
    xml::attr<&PortGroup::is_default, is_yes>("default").if_set(),
    xml::attr<&PortGroup::trust_guest_rx_filters>("trustGuestRxFilters"),
    xml::spread<PortGroup>(),
    xml::child<&PortGroup::vlan, vlan_xml>(),
    xml::child<&PortGroup::virtual_port, virtual_port_xml>(),
    xml::check<PortGroup, refuse_class_id<PortGroup>>(),
    xml::child<&PortGroup::bandwidth, bandwidth_xml>(),
    xml::check<PortGroup, settle_port_group>(),
});

constexpr auto bridge_rows = xml::rows<Bridge>({
    xml::attr<&Bridge::name>("name").like(xml::pattern::device_name).if_set(),
    xml::attr<&Bridge::zone>("zone").like(xml::pattern::name).if_set(),
    xml::attr<&Bridge::stp, is_not_off>("stp").unless_blank(),
    xml::attr<&Bridge::delay>("delay").unless_blank().or_fail(
        Errc::xml_error, "Invalid delay value in network '{1}'"),
    xml::attr<&Bridge::mac_table_manager>("macTableManager")
        .unless_blank()
        .or_fail(Errc::xml_error, "Invalid macTableManager setting '{0}' in network '{1}'"),
});
constexpr xml::Element<Bridge> bridge_xml{"bridge", bridge_rows};

constexpr auto mtu_rows = xml::rows<Network>({
    xml::attr<&Network::mtu>("size").unless_blank().if_set().or_fail(
        Errc::xml_error, "Invalid mtu size '{0}' in network '{1}'"),
    xml::mention<Network>("size", xml::Part::attribute).required(),
});
constexpr xml::Element<Network> mtu_xml{"mtu", mtu_rows};

void refuse_multicast(xml::Node node, Network& network) {
    if (!network.mac || !network.mac->is_multicast()) return;
    fail(Errc::xml_error, "Invalid multicast bridge mac address '{}' in network '{}'",
         node.attribute("address").value_or(""), node.document().subject());
}

constexpr auto mac_rows = xml::rows<Network>({
    xml::attr<&Network::mac>("address")
        .like(xml::pattern::mac_address)
        .unless_blank()
        .or_fail(Errc::xml_error, "Invalid bridge mac address '{0}' in network '{1}'"),
    xml::check<Network, refuse_multicast>(),
    xml::mention<Network>("address", xml::Part::attribute).required(),
});
constexpr xml::Element<Network> mac_xml{"mac", mac_rows};

void settle_domain(xml::Node, DnsDomain& domain) {
    if (!domain.name) domain.local_only.reset();  // which says nothing about no domain
}

constexpr auto domain_rows = xml::rows<DnsDomain>({
    xml::attr<&DnsDomain::name>("name").like(xml::pattern::host),
    xml::attr<&DnsDomain::local_only>("localOnly"),
    xml::check<DnsDomain, settle_domain>(),
    xml::mention<DnsDomain>("name", xml::Part::attribute).required(),
});
constexpr xml::Element<DnsDomain> domain_xml{"domain", domain_rows};

constexpr auto port_rows = xml::rows<Network>({xml::attr<&Network::port_isolated>("isolated")});
constexpr xml::Element<Network> port_xml{"port", port_rows};

// <forward mode='none'/> is how some write "isolated"; it is not kept.
void settle_forward(xml::Node, Network& network) {
    if (network.mode() == ForwardMode::none) network.forward.reset();
}

void write_space(xml::Writer& out, const Network& network) {
    if (!network.dnsmasq_options.empty()) out.attribute("xmlns:dnsmasq", dnsmasq_space);
}

void write_words(xml::Writer& out, const Network& network) {
    if (!network.title.empty()) out.text_element("title", network.title);
    if (!network.description.empty()) out.text_element("description", network.description);
}

void read_metadata(xml::Node node, Network& network) {
    if (const xml::Node metadata = node.child("metadata"))
        network.metadata = owned_metadata(metadata);
}

void write_metadata(xml::Writer& out, const Network& network) {
    if (network.metadata) out.raw(network.metadata->text);
}

constexpr auto option_rows = xml::rows<Shape>({shape::attribute("value").expected()});
constexpr xml::Element<Shape> option_shape{"option", option_rows};
constexpr auto dnsmasq_rows = xml::rows<Shape>({shape::children("dnsmasq:option", option_shape)});
constexpr xml::Element<Shape> dnsmasq_shape{"options", dnsmasq_rows};

void read_dnsmasq(xml::Node node, Network& network) {
    const xml::Node options = node.child_in(dnsmasq_space, "options");
    if (!options) return;
    for (xml::Node option = options.child_in(dnsmasq_space, "option"); option;
         option = option.twin()) {
        const auto value = option.attribute("value");
        if (!value) fail(Errc::internal_error, "No dnsmasq options value specified");
        network.dnsmasq_options.emplace_back(*value);
    }
}

void write_dnsmasq(xml::Writer& out, const Network& network) {
    if (network.dnsmasq_options.empty()) return;
    out.open("dnsmasq:options");
    for (const std::string& value : network.dnsmasq_options) {
        out.open("dnsmasq:option");
        out.attribute("value", value);
        out.close();
    }
    out.close();
}

}  // namespace

constinit const xml::Element<PortGroup> port_group_xml{"portgroup", port_group_rows};

namespace {

void settle_port(xml::Node, Network& network) {
    if (network.virtual_port) settle(*network.virtual_port, {});
}

constexpr auto network_rows = xml::rows<Network>({
    xml::custom_attr<Network, xml::read_nothing, write_space>("xmlns:dnsmasq"),
    xml::mention<Network>("connections", xml::Part::attribute).like(xml::pattern::natural),
    xml::attr<&Network::ipv6>("ipv6").if_set().or_fail(
        Errc::xml_error, "Invalid ipv6 setting '{0}' in network '{1}'"),
    xml::attr<&Network::trust_guest_rx_filters>("trustGuestRxFilters"),
    xml::text_child<&Network::name>("name").or_missing(Errc::no_name, ""),
    xml::text_child<&Network::uuid>("uuid").or_fail(Errc::internal_error, "malformed uuid element"),
    xml::custom<Network, xml::read_nothing, write_words>("title"),
    xml::mention<Network>("description", xml::Part::element),
    xml::custom<Network, read_metadata, write_metadata>("metadata"),
    xml::child<&Network::forward, forward_xml>(),
    xml::check<Network, settle_forward>(),
    xml::child<&Network::bridge, bridge_xml>(),
    xml::nested<Network, mtu_xml>(),
    xml::nested<Network, mac_xml>(),
    xml::child<&Network::domain, domain_xml>().if_set(),
    xml::child<&Network::dns, dns_xml>(),
    xml::child<&Network::vlan, vlan_xml>(),
    xml::check<Network, refuse_class_id<Network>>(),
    xml::child<&Network::bandwidth, bandwidth_xml>(),
    xml::nested<Network, port_xml>(),
    xml::list<&Network::ips, network_ip_xml>().turn(1),
    xml::list<&Network::routes, route_xml>().turn(1),
    xml::child<&Network::virtual_port, virtual_port_xml>(),
    xml::check<Network, settle_port>(),
    xml::list<&Network::port_groups, port_group_xml>(),
    xml::custom<Network, read_dnsmasq, write_dnsmasq>("dnsmasq:options").of(dnsmasq_shape).once(),
});

}  // namespace

constinit const xml::Element<Network> network_xml{"network", network_rows};

Network parse_network(xml::Node node, const NetworkOptions& options) {
    if (options.check_names) xml::validate_names(network_xml, node, "network");
    const xml::Blame blame(node.document(), Origin::network);
    Network network;
    xml::read(network_xml, node, network);
    if (!options.dnsmasq) network.dnsmasq_options.clear();
    settle(network.bandwidth, {});
    fill_defaults(network);
    validate(network);
    return network;
}

Network parse_network(std::string_view xml, const NetworkOptions& options) {
    const xml::Document document(xml, {.origin = Origin::network, .what = "network_definition"});
    return parse_network(document.root(network_xml.name), options);
}

std::string format(const Network& network, const xml::View& view) {
    return xml::format(network, network_xml, view);
}

}  // namespace virtd::conf
