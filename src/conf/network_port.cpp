// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/network_port.hpp"

#include "base/translate.hpp"
#include "xml/check.hpp"
#include "xml/shape.hpp"

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::network};

constexpr const char* no_bridge = translatable("Missing network port bridge name");
constexpr const char* bad_manager =
    translatable("Invalid macTableManager setting '{0}' in network port");

constexpr auto owner_rows = xml::rows<NetworkPort>({
    xml::text_child<&NetworkPort::owner_name>("name").or_missing(Errc::internal_error,
                                                                 "network port has no owner name"),
    xml::text_child<&NetworkPort::owner_uuid>("uuid")
        .or_fail(Errc::internal_error, "Unable to parse UUID '{0}'")
        .or_missing(Errc::internal_error, "network port has no owner UUID"),
});
constexpr xml::Element<NetworkPort> owner_xml{"owner", owner_rows};

constexpr const char* no_mac = translatable("network port has no mac");

constexpr auto mac_rows = xml::rows<NetworkPort>({
    xml::attr<&NetworkPort::mac>("address")
        .like(xml::pattern::mac_address)
        .or_fail(Errc::internal_error, "Unable to parse MAC '{0}'")
        .or_missing(Errc::internal_error, no_mac),
});
constexpr xml::Element<NetworkPort> mac_xml{"mac", mac_rows};

constexpr auto port_rows = xml::rows<NetworkPort>({xml::attr<&NetworkPort::isolated>("isolated")});
constexpr xml::Element<NetworkPort> port_xml{"port", port_rows};

constexpr auto filter_rows = xml::rows<NetworkPort>(
    {xml::attr<&NetworkPort::trust_guest_rx_filters>("trustGuest").expected()});
constexpr xml::Element<NetworkPort> rx_filters_xml{"rxfilters", filter_rows};

// plugs

constexpr auto no_plug_rows = xml::rows<NoPlug>({xml::check<NoPlug, xml::read_nothing>()});
constexpr xml::Element<NoPlug> no_plug_xml{"plug", no_plug_rows};

constexpr auto network_plug_rows = xml::rows<NetworkPlug>({
    xml::attr<&NetworkPlug::bridge>("bridge")
        .like(xml::pattern::device_name)
        .or_missing(Errc::xml_error, no_bridge),
    xml::attr<&NetworkPlug::mac_table_manager>("macTableManager")
        .or_fail(Errc::xml_error, bad_manager),
});
constexpr xml::Element<NetworkPlug> network_plug_xml{"plug", network_plug_rows};

void read_bridge(xml::Node node, BridgePlug& plug) {
    xml::read<NetworkPlug>(network_plug_xml, node, plug);
}

void write_bridge(xml::Writer& out, const BridgePlug& plug) {
    const NetworkPlug& same = plug;
    xml::write_rows(network_plug_xml, out, &same);
}

constexpr auto bridge_plug_rows = xml::rows<BridgePlug>({
    xml::custom<BridgePlug, read_bridge, write_bridge>("").naming(network_plug_xml),
});
constexpr xml::Element<BridgePlug> bridge_plug_xml{"plug", bridge_plug_rows};

constexpr auto direct_plug_rows = xml::rows<DirectPlug>({
    xml::attr<&DirectPlug::dev>("dev")
        .like(xml::pattern::device_name)
        .or_missing(Errc::xml_error, "Missing network port link device name"),
    xml::attr<&DirectPlug::mode>("mode").expected().or_fail(
        Errc::xml_error, "Invalid mode setting '{0}' in network port"),
});
constexpr xml::Element<DirectPlug> direct_plug_xml{"plug", direct_plug_rows};

constexpr const char* bad_driver = translatable("Missing network port driver name");

constexpr auto driver_rows = xml::rows<HostdevPlug>({
    xml::attr<&HostdevPlug::driver>("name")
        .or_fail(Errc::xml_error, bad_driver)
        .or_missing(Errc::xml_error, bad_driver),
});
constexpr xml::Element<HostdevPlug> driver_xml{"driver", driver_rows};

constexpr auto hostdev_plug_rows = xml::rows<HostdevPlug>({
    xml::attr<&HostdevPlug::managed>("managed"),
    xml::nested<HostdevPlug, driver_xml>(),
    xml::child<&HostdevPlug::address, pci_location_xml>("address").or_missing(
        Errc::xml_error, "Missing network port PCI address"),
});
constexpr xml::Element<HostdevPlug> hostdev_plug_xml{"plug", hostdev_plug_rows};

constexpr auto plug_list = xml::kinds<Plug>({{"none", &no_plug_xml},
                                             {"network", &network_plug_xml},
                                             {"bridge", &bridge_plug_xml},
                                             {"direct", &direct_plug_xml},
                                             {"hostdev-pci", &hostdev_plug_xml}});
constexpr xml::KindTable plug_kinds = xml::kind_table<Plug>(plug_list);

constexpr auto plug_rows = xml::rows<NetworkPort>({
    xml::kind_attr<&NetworkPort::plug, plug_kinds>("type").expected(),
    xml::kind_same<&NetworkPort::plug, plug_kinds>(),
});
constexpr xml::Element<NetworkPort> plug_xml{"plug", plug_rows};

void read_plug(xml::Node node, NetworkPort& port) {
    if (const xml::Node plug = node.child("plug")) xml::read(plug_xml, plug, port);
}

void write_plug(xml::Writer& out, const NetworkPort& port) {
    if (!std::holds_alternative<NoPlug>(port.plug)) xml::write(plug_xml, out, port);
}

void settle_port(xml::Node, NetworkPort& port) {
    if (port.virtual_port) {
        settle(*port.virtual_port, {.needs_type = false});
    }
    if (port.bandwidth && port.bandwidth->class_id == 0U) port.bandwidth->class_id.reset();
    settle(port.bandwidth, {.floor = true});
    const bool has_floor =
        port.bandwidth && port.bandwidth->inbound && port.bandwidth->inbound->floor != 0;
    const bool has_bridge = std::holds_alternative<NetworkPlug>(port.plug);
    if (has_floor && !has_bridge) {
        fail(Errc::operation_unsupported,
             "Invalid use of 'floor' on interface with MAC address {} - 'floor' is only supported "
             "for interface type 'network' with forward type 'nat', 'route', 'open' or none",
             to_string(*port.mac));
    }
}

constexpr auto network_port_rows = xml::rows<NetworkPort>({
    xml::text_child<&NetworkPort::uuid>("uuid")
        .or_fail(Errc::internal_error, "Unable to parse UUID '{0}'")
        .or_missing(Errc::internal_error, "network port has no uuid"),
    xml::nested<NetworkPort, owner_xml>().or_missing(Errc::internal_error,
                                                     "network port has no owner name"),
    xml::text_child<&NetworkPort::group>("group").like(xml::pattern::device_name),
    xml::nested<NetworkPort, mac_xml>().or_missing(Errc::internal_error, no_mac),
    xml::child<&NetworkPort::virtual_port, virtual_port_xml>(),
    xml::child<&NetworkPort::bandwidth, bandwidth_xml>(),
    xml::child<&NetworkPort::vlan, vlan_xml>(),
    xml::nested<NetworkPort, port_xml>(),
    xml::nested<NetworkPort, rx_filters_xml>(),
    xml::custom<NetworkPort, read_plug, write_plug>("plug").of(plug_xml).once(),
    xml::check<NetworkPort, settle_port>(),
});

}  // namespace

constinit const xml::Element<NetworkPort> network_port_xml{"networkport", network_port_rows};

NetworkPort parse_network_port(std::string_view xml, bool check_names) {
    const xml::Document document(xml,
                                 {.origin = Origin::network, .what = "network_port_definition"});
    const xml::Node root = document.root(network_port_xml.name);
    if (check_names) xml::validate_names(network_port_xml, root, "networkport");
    NetworkPort port;
    xml::read(network_port_xml, root, port);
    return port;
}

std::string format(const NetworkPort& port, const xml::View& view) {
    return xml::format(port, network_port_xml, view);
}

}  // namespace virtd::conf
