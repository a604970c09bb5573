// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/error.hpp"
#include "conf/devices/chardev_words.hpp"
#include "conf/devices/hostdev_source.hpp"
#include "conf/devices/interface_parts.hpp"
#include "conf/devices/interface_words.hpp"
#include "conf/devices/rows.hpp"
#include "xml/shape.hpp"

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::domain};

template <class T>
void need_source(xml::Node node, T&) {
    if (node.child("source")) return;
    fail(Errc::xml_error, "interface type='{}' requires a 'source' element",
         node.attribute("type").value_or(""));
}

/// The table of a kind whose parts all stand in <source>, which must be there.
template <class T, const xml::Element<T>& Source, bool Wanted = true>
struct InSource {
    static constexpr auto rows = xml::rows<T>({
        xml::check<T, need_source<T>>(),
        Wanted ? xml::nested<T, Source>().expected() : xml::nested<T, Source>(),
    });
    static constexpr xml::Element<T> element{"interface", rows};
};

// What it says about the host's end is for passt, and none of ours starts that.
constexpr auto user_rows = xml::rows<UserNet>({
    xml::mention<UserNet>("dev", xml::Part::attribute)
        .like(xml::pattern::device_name)
        .expected()
        .inside("source"),
});
constexpr xml::Element<UserNet> user_xml{"interface", user_rows};

constexpr auto ethernet_rows = xml::rows<EthernetNet>({
    xml::same<&EthernetNet::host, ip_setup_xml>().inside("source"),
});
constexpr xml::Element<EthernetNet> ethernet_xml{"interface", ethernet_rows};

// vhost-user sockets know no other type.
void read_socket_type(xml::Node node, VhostUserNet&) {
    const auto type = node.attribute("type");
    if (!type) xml::fail_missing_attribute("type", node.name());
    if (*type != "unix") {
        fail(Errc::config_unsupported, "Type='{}' unsupported for <interface type='vhostuser'>",
             *type);
    }
}

void write_socket_type(xml::Writer& out, const VhostUserNet&) {
    out.attribute("type", "unix");
}

enum class VhostUserMode { client, server };

constexpr auto xml_names(VhostUserMode) {
    return std::to_array<xml::Name<VhostUserMode>>(
        {{VhostUserMode::client, "client"}, {VhostUserMode::server, "server"}});
}

void read_socket(xml::Node node, VhostUserNet& net) {
    const auto path = node.attribute("path");
    if (!path) xml::fail_missing_attribute("path", node.name());
    const auto word = node.attribute("mode");
    if (!word) xml::fail_missing_attribute("mode", node.name());
    const auto mode = xml::from_word<VhostUserMode>(*word);
    if (!mode) xml::fail_value(xml::Verdict::bad, *word, "mode", node.name());
    net.socket.path = *path;
    net.socket.mode = *mode == VhostUserMode::client ? SocketMode::client : SocketMode::server;
    if (const xml::Node reconnect = node.child("reconnect"))
        read(reconnect_xml, reconnect, net.socket.reconnect);
}

void write_socket(xml::Writer& out, const VhostUserNet& net) {
    if (net.socket.path) out.attribute("path", *net.socket.path);
    const bool is_client = net.socket.mode == SocketMode::client;
    out.attribute("mode", xml::to_word(is_client ? VhostUserMode::client : VhostUserMode::server));
    out.open("reconnect");
    xml::write_rows(reconnect_xml, out, &net.socket.reconnect);
    out.close_unless_empty();
}

constexpr auto socket_names = xml::rows<VhostUserNet>({
    xml::mention<VhostUserNet>("path", xml::Part::attribute)
        .expected()
        .like(xml::pattern::absolute_path),
    xml::mention<VhostUserNet>("mode", xml::Part::attribute).expected().one_of<VhostUserMode>(),
    xml::mention<VhostUserNet>("reconnect", xml::Part::element).of(reconnect_xml).once(),
});
constexpr xml::Element<VhostUserNet> socket_names_xml{"source", socket_names};

constexpr auto vhost_user_rows = xml::rows<VhostUserNet>({
    xml::custom_attr<VhostUserNet, read_socket_type, write_socket_type>("type").expected().like(
        xml::pattern::words<"unix">),
    xml::custom<VhostUserNet, read_socket, write_socket>("").naming(socket_names_xml),
});
constexpr xml::Element<VhostUserNet> vhost_user_xml{"source", vhost_user_rows};

constexpr const xml::Pattern& managers = xml::pattern::words<"kernel", "libvirt">;

constexpr auto network_rows = xml::rows<NetworkNet>({
    xml::attr<&NetworkNet::network>("network").required(),
    xml::attr<&NetworkNet::portgroup>("portgroup").like(xml::pattern::device_name),
    xml::attr<&NetworkNet::port_id>("portid").live(),
    xml::attr<&NetworkNet::bridge>("bridge").live(),
    xml::mention<NetworkNet>("macTableManager", xml::Part::attribute)
        .like(managers),  // is the network's
});
constexpr xml::Element<NetworkNet> network_xml{"source", network_rows};

constexpr auto bridge_rows = xml::rows<BridgeNet>({
    xml::attr<&BridgeNet::bridge>("bridge").required(),
    xml::mention<BridgeNet>("macTableManager", xml::Part::attribute)
        .like(managers),  // is the network's
    xml::mention<BridgeNet>("network", xml::Part::attribute),
    xml::mention<BridgeNet>("portgroup", xml::Part::attribute).like(xml::pattern::device_name),
    xml::mention<BridgeNet>("portid", xml::Part::attribute),
});
constexpr xml::Element<BridgeNet> bridge_xml{"source", bridge_rows};

constexpr auto server_rows = xml::rows<SocketNet>({
    xml::attr<&SocketNet::address>("address").like(xml::pattern::ip_address),
    xml::attr<&SocketNet::port>("port").required(),
});
constexpr xml::Element<SocketNet> server_xml{"source", server_rows};

constexpr auto socket_rows = xml::rows<SocketNet>({
    xml::attr<&SocketNet::address>("address").like(xml::pattern::ip_address).required(),
    xml::attr<&SocketNet::port>("port").required(),
});
constexpr xml::Element<SocketNet> socket_xml{"source", socket_rows};

void need_local(xml::Node node, UdpNet&) {
    if (!node.child("local"))
        fail(Errc::xml_error, "'<local>' element missing for 'udp' socket interface");
}

void read_udp_end(xml::Node node, UdpNet& net) {
    read(socket_xml, node, static_cast<SocketNet&>(net));
}

void write_udp_end(xml::Writer& out, const UdpNet& net) {
    xml::write_rows(socket_xml, out, static_cast<const SocketNet*>(&net));
}

constexpr auto local_rows = xml::rows<UdpNet>({
    xml::attr<&UdpNet::local_address>("address").like(xml::pattern::ip_address).required(),
    xml::attr<&UdpNet::local_port>("port").required(),
});
constexpr xml::Element<UdpNet> local_xml{"local", local_rows};

constexpr auto udp_rows = xml::rows<UdpNet>({
    xml::custom<UdpNet, read_udp_end, write_udp_end>("").naming(socket_xml),
    xml::check<UdpNet, need_local>(),
    xml::nested<UdpNet, local_xml>().expected(),
});
constexpr xml::Element<UdpNet> udp_xml{"source", udp_rows};

constexpr auto internal_rows = xml::rows<InternalNet>({
    xml::attr<&InternalNet::name>("name").like(xml::pattern::device_name).required(),
});
constexpr xml::Element<InternalNet> internal_xml{"source", internal_rows};

constexpr auto direct_rows = xml::rows<DirectNet>({
    xml::attr<&DirectNet::dev>("dev").like(xml::pattern::device_name).required(),
    xml::attr<&DirectNet::mode>("mode"),
    xml::mention<DirectNet>("network", xml::Part::attribute),
    xml::mention<DirectNet>("portgroup", xml::Part::attribute).like(xml::pattern::device_name),
    xml::mention<DirectNet>("portid", xml::Part::attribute),
});
constexpr xml::Element<DirectNet> direct_xml{"source", direct_rows};

using HostDevice = decltype(HostdevNet::device);

constexpr auto host_devices = xml::kinds<HostDevice>({
    {"pci", &pci_net_xml},
    {"usb", &usb_net_xml},
});
constexpr xml::KindTable host_device_table = xml::kind_table<HostDevice>(host_devices);

// USB devices may be known by what they are alone.
void choose_device(xml::Node node, HostdevNet& net) {
    const xml::Node source = node.child("source");
    const xml::Node address = source ? source.child("address") : source;
    auto type = address ? address.attribute("type") : std::nullopt;
    if (!type && source && source.child("vendor")) type = "usb";
    if (!type) fail(Errc::xml_error, "missing source address type");
    if (*type == "usb") {
        net.device = UsbHostdev{};
    } else if (*type != "pci") {
        fail(Errc::config_unsupported, "unknown host device source address type '{}'", *type);
    }
}

constexpr auto hostdev_rows = xml::rows<HostdevNet>({
    xml::check<HostdevNet, choose_device>(),
    xml::kind_body<&HostdevNet::device, host_device_table>("source"),
});
constexpr xml::Element<HostdevNet> hostdev_xml{"interface", hostdev_rows};

constexpr auto vdpa_rows = xml::rows<VdpaNet>(
    {xml::attr<&VdpaNet::dev>("dev").like(xml::pattern::device_name).required()});
constexpr xml::Element<VdpaNet> vdpa_xml{"source", vdpa_rows};

void ignore(xml::Node, NullNet&) {}
constexpr auto null_rows = xml::rows<NullNet>({xml::check<NullNet, ignore>()});
constexpr xml::Element<NullNet> null_xml{"interface", null_rows};

constexpr auto vds_rows = xml::rows<VdsNet>({
    xml::attr<&VdsNet::switch_id>("switchid").required(),
    xml::attr<&VdsNet::port_id>("portid").required(),
    xml::attr<&VdsNet::portgroup_id>("portgroupid").required(),
    xml::attr<&VdsNet::connection_id>("connectionid").required(),
});
constexpr xml::Element<VdsNet> vds_xml{"source", vds_rows};

constexpr auto kinds = xml::kinds<NetKind>({
    {"user", &user_xml},
    {"ethernet", &ethernet_xml},
    {"vhostuser", &InSource<VhostUserNet, vhost_user_xml>::element},
    {"server", &InSource<SocketNet, server_xml>::element},
    {"client", &InSource<SocketNet, socket_xml>::element},
    {"mcast", &InSource<SocketNet, socket_xml>::element},
    {"network", &InSource<NetworkNet, network_xml>::element},
    {"bridge", &InSource<BridgeNet, bridge_xml, false>::element},
    {"internal", &InSource<InternalNet, internal_xml>::element},
    {"direct", &InSource<DirectNet, direct_xml>::element},
    {"hostdev", &hostdev_xml},
    {"udp", &InSource<UdpNet, udp_xml>::element},
    {"vdpa", &InSource<VdpaNet, vdpa_xml>::element},
    {"null", &null_xml},
    {"vds", &InSource<VdsNet, vds_xml>::element},
});

}  // namespace

constinit const xml::KindTable net_kinds = xml::kind_table<NetKind>(kinds);

std::string_view interface_type(const Interface& interface) {
    return kinds[interface.kind.index()].tag;
}

}  // namespace virtd::conf
