// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/host_interface_kinds.hpp"

#include "base/translate.hpp"
#include "conf/network/words.hpp"
#include "xml/shape.hpp"

namespace virtd::conf {

// Ports are interfaces again, which makes the tables a circle.
extern const xml::Element<HostInterface> bridge_port_xml;
extern const xml::Element<HostInterface> bond_port_xml;

namespace {

constexpr Fail fail{Origin::interface};

constexpr auto link_rows = xml::rows<HostLink>({
    xml::attr<&HostLink::speed>("speed").if_set(),
    xml::attr<&HostLink::state>("state").if_set(),
});
constexpr xml::Element<HostLink> link_xml{"link", link_rows};

constexpr auto mac_rows = xml::rows<HostEthernet>(
    {xml::attr<&HostEthernet::mac>("address").expected().like(xml::pattern::mac_address).if_set()});
constexpr xml::Element<HostEthernet> mac_xml{"mac", mac_rows};

constexpr auto ethernet_rows = xml::rows<HostEthernet>({
    xml::child<&HostEthernet::link, link_xml>(),
    xml::nested<HostEthernet, mac_xml>(),
});
constexpr xml::Element<HostEthernet> ethernet_xml{"", ethernet_rows};

void read_stp(xml::Node node, HostBridge& bridge) {
    const auto word = node.attribute("stp");
    if (word == "on" || word == "off") bridge.stp = word == "on";
}

void write_stp(xml::Writer& out, const HostBridge& bridge) {
    if (bridge.stp) out.attribute("stp", *bridge.stp ? "on" : "off");
}

// A delay that is no number is as good as none.
void settle_delay(xml::Node, HostBridge& bridge) {
    if (bridge.delay.find_first_not_of("0123456789.") != std::string::npos) bridge.delay.clear();
}

bool is_seconds(std::string_view text) {
    constexpr std::string_view characters = "0123456789.+eE";
    return !text.empty() && text.find_first_not_of(characters) == text.npos;
}
constexpr xml::Pattern seconds{is_seconds, "number of seconds"};

constexpr auto bridge_body_rows = xml::rows<HostBridge>({
    xml::custom_attr<HostBridge, read_stp, write_stp>("stp").one_of<xml::OnOff>(),
    xml::attr<&HostBridge::delay>("delay").like(seconds).if_set(),
    xml::spread<HostBridge>(),
    xml::list<&HostBridge::ports, bridge_port_xml>("interface"),
    xml::check<HostBridge, settle_delay>(),
});
constexpr xml::Element<HostBridge> bridge_body_xml{"bridge", bridge_body_rows};

constexpr auto bridge_rows = xml::rows<HostBridge>({
    xml::nested<HostBridge, bridge_body_xml>().or_missing(
        Errc::xml_error, "bridge interface misses the bridge element"),
});
constexpr xml::Element<HostBridge> bridge_xml{"", bridge_rows};

constexpr const char* bad_frequency = translatable("bond interface miimon freq missing or invalid");

constexpr auto mii_rows = xml::rows<MiiMonitor>({
    xml::attr<&MiiMonitor::frequency>("freq")
        .or_fail(Errc::xml_error, bad_frequency)
        .or_missing(Errc::xml_error, bad_frequency),
    xml::attr<&MiiMonitor::down_delay>("downdelay")
        .if_set()
        .or_fail(Errc::xml_error, "bond interface miimon downdelay invalid"),
    xml::attr<&MiiMonitor::up_delay>("updelay").if_set().or_fail(
        Errc::xml_error, "bond interface miimon updelay invalid"),
    xml::attr<&MiiMonitor::carrier>("carrier").or_fail(Errc::xml_error,
                                                       "unknown mii bonding carrier {0}"),
});
constexpr xml::Element<MiiMonitor> mii_xml{"miimon", mii_rows};

constexpr const char* bad_interval =
    translatable("bond interface arpmon interval missing or invalid");

constexpr auto arp_rows = xml::rows<ArpMonitor>({
    xml::attr<&ArpMonitor::interval>("interval")
        .or_fail(Errc::xml_error, bad_interval)
        .or_missing(Errc::xml_error, bad_interval),
    xml::attr<&ArpMonitor::target>("target")
        .like(xml::pattern::ip_address)
        .or_missing(Errc::xml_error, "bond interface arpmon target missing"),
    xml::attr<&ArpMonitor::validate>("validate")
        .or_fail(Errc::xml_error, "unknown arp bonding validate {0}"),
    xml::mention<ArpMonitor>("validate", xml::Part::attribute).like(xml::pattern::words<"none">),
});
constexpr xml::Element<ArpMonitor> arp_xml{"arpmon", arp_rows};

// Only one monitor can work; the other is not even looked at.
void read_arp(xml::Node node, HostBond& bond) {
    const xml::Node arp = node.child("arpmon");
    if (arp && !bond.mii) xml::read(arp_xml, arp, bond.arp.emplace());
}

void write_arp(xml::Writer& out, const HostBond& bond) {
    if (bond.arp) xml::write(arp_xml, out, *bond.arp);
}

constexpr auto bond_body_rows = xml::rows<HostBond>({
    xml::attr<&HostBond::mode>("mode").unless_blank().or_fail(Errc::xml_error,
                                                              "unknown bonding mode {0}"),
    xml::spread<HostBond>(),
    xml::child<&HostBond::mii, mii_xml>(),
    xml::custom<HostBond, read_arp, write_arp>("arpmon").of(arp_xml).once(),
    xml::list<&HostBond::ports, bond_port_xml>("interface").expected(),
});
constexpr xml::Element<HostBond> bond_body_xml{"bond", bond_body_rows};

constexpr auto bond_rows = xml::rows<HostBond>({
    xml::child<&HostBond::link, link_xml>(),
    xml::nested<HostBond, bond_body_xml>().or_missing(Errc::xml_error,
                                                      "bond interface misses the bond element"),
});
constexpr xml::Element<HostBond> bond_xml{"", bond_rows};

constexpr const char* no_device = translatable("vlan interface misses name attribute");

constexpr auto device_rows = xml::rows<HostVlan>({
    xml::attr<&HostVlan::device>("name")
        .like(xml::pattern::device_name)
        .unless_blank()
        .or_missing(Errc::xml_error, no_device),
});
constexpr xml::Element<HostVlan> device_xml{"interface", device_rows};

constexpr auto vlan_body_rows = xml::rows<HostVlan>({
    xml::attr<&HostVlan::tag>("tag")
        .like(xml::pattern::natural)
        .unless_blank()
        .or_missing(Errc::xml_error, "vlan interface misses the tag attribute"),
    xml::nested<HostVlan, device_xml>().or_missing(Errc::xml_error, no_device),
});
constexpr xml::Element<HostVlan> vlan_body_xml{"vlan", vlan_body_rows};

constexpr auto vlan_rows = xml::rows<HostVlan>({
    xml::child<&HostVlan::link, link_xml>(),
    xml::nested<HostVlan, vlan_body_xml>().or_missing(Errc::xml_error,
                                                      "vlan interface misses the vlan element"),
});
constexpr xml::Element<HostVlan> vlan_kind_xml{"", vlan_rows};

constexpr auto kind_list = xml::kinds<HostInterfaceKind>({{"ethernet", &ethernet_xml},
                                                          {"bridge", &bridge_xml},
                                                          {"bond", &bond_xml},
                                                          {"vlan", &vlan_kind_xml}});

template <class... Unsupported>
void refuse_kinds(xml::Node node, HostInterface& port) {
    if ((std::holds_alternative<Unsupported>(port.kind) || ...)) {
        fail(Errc::xml_error, "interface has unsupported type '{}'",
             node.attribute("type").value_or(""));
    }
}

constexpr auto bridge_port_rows = xml::rows<HostInterface>({
    xml::kind_attr<&HostInterface::kind, host_interface_kinds>("type").required(),
    xml::check<HostInterface, refuse_kinds<HostBridge>>(),
    xml::attr<&HostInterface::name>("name")
        .like(xml::pattern::device_name)
        .or_missing(Errc::xml_error, "interface has no name")
        .unexpected(),
    xml::mention<HostInterface>("name", xml::Part::attribute)
        .like(xml::pattern::device_name)
        .only(xml::when<"type", "ethernet", "bond">)
        .expected(),
    xml::spread<HostInterface>(),
    xml::kind_same<&HostInterface::kind, host_interface_kinds>(),
});

constexpr auto bond_port_rows = xml::rows<HostInterface>({
    xml::kind_attr<&HostInterface::kind, host_interface_kinds>("type").required(),
    xml::check<HostInterface, refuse_kinds<HostBridge, HostBond, HostVlan>>(),
    xml::attr<&HostInterface::name>("name")
        .like(xml::pattern::device_name)
        .or_missing(Errc::xml_error, "interface has no name"),
    xml::spread<HostInterface>(),
    xml::kind_same<&HostInterface::kind, host_interface_kinds>(),
});

}  // namespace

constinit const xml::KindTable host_interface_kinds = xml::kind_table<HostInterfaceKind>(kind_list);
constinit const xml::Element<HostInterface> bridge_port_xml{"interface", bridge_port_rows};
constinit const xml::Element<HostInterface> bond_port_xml{"interface", bond_port_rows};

}  // namespace virtd::conf
