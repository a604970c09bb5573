// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/nodedev/kinds.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "base/translate.hpp"
#include "conf/devices/rows.hpp"
#include "conf/nodedev/inner.hpp"
#include "conf/shapes.hpp"

namespace virtd::conf {

// clang-format off
constexpr auto xml_names(DrmType) {
    using enum DrmType;
    return std::to_array<xml::Name<DrmType>>(
        {{primary, "primary"}, {control, "control"}, {render, "render"}});
}
constexpr auto xml_names(NetLinkState) {
    using enum NetLinkState;
    return std::to_array<xml::Name<NetLinkState>>(
        {{unknown, "unknown"}, {notpresent, "notpresent"}, {down, "down"},
         {lowerlayerdown, "lowerlayerdown"}, {testing, "testing"}, {dormant, "dormant"},
         {up, "up"}});
}
constexpr auto xml_names(NetFeature) {
    using enum NetFeature;
    return std::to_array<xml::Name<NetFeature>>(
        {{rx, "rx"}, {tx, "tx"}, {sg, "sg"}, {tso, "tso"}, {gso, "gso"}, {gro, "gro"},
         {lro, "lro"}, {rxvlan, "rxvlan"}, {txvlan, "txvlan"}, {ntuple, "ntuple"},
         {rxhash, "rxhash"}, {rdma, "rdma"}, {txudptnl, "txudptnl"}, {switchdev, "switchdev"}});
}
// clang-format on

namespace {

constexpr Fail fail{Origin::nodedev};

// the machine

constexpr auto hardware_rows = xml::rows<SystemNode::Hardware>({
    xml::text_child<&SystemNode::Hardware::vendor>("vendor"),
    xml::text_child<&SystemNode::Hardware::version>("version"),
    xml::text_child<&SystemNode::Hardware::serial>("serial"),
    xml::text_child<&SystemNode::Hardware::uuid>("uuid")
        .or_missing(Errc::internal_error, "no system UUID supplied for '{1}'")
        .or_fail(Errc::internal_error, "malformed uuid element for '{1}'"),
});
constexpr xml::Element<SystemNode::Hardware> hardware_xml{"hardware", hardware_rows};

constexpr auto firmware_rows = xml::rows<SystemNode::Firmware>({
    xml::spread<SystemNode::Firmware>(),
    xml::text_child<&SystemNode::Firmware::vendor>("vendor"),
    xml::text_child<&SystemNode::Firmware::version>("version"),
    xml::text_child<&SystemNode::Firmware::release_date>("release_date"),
});
constexpr xml::Element<SystemNode::Firmware> firmware_xml{"firmware", firmware_rows};

void read_firmware(xml::Node node, SystemNode& system) {
    if (const xml::Node firmware = node.child("firmware"))
        xml::read(firmware_xml, firmware, system.firmware);
}
void write_firmware(xml::Writer& out, const SystemNode& system) {
    xml::write(firmware_xml, out, system.firmware);  // even when nothing is known
}

constexpr auto system_rows = xml::rows<SystemNode>({
    xml::text_child<&SystemNode::product>("product"),
    xml::child<&SystemNode::hardware, hardware_xml>().or_missing(
        Errc::internal_error, "no system UUID supplied for '{1}'"),
    xml::custom<SystemNode, read_firmware, write_firmware>("firmware")
        .of(firmware_xml)
        .once()
        .expected(),
});

// USB

constexpr const char* no_usb_product = translatable("no USB product ID supplied for '{1}'");
constexpr auto usb_product_rows =
    node_device_id_rows(no_usb_product, translatable("invalid USB product ID supplied for '{1}'"));
constexpr xml::Element<NodeDeviceId> usb_product_xml{"product", usb_product_rows};

constexpr const char* no_usb_vendor = translatable("no USB vendor ID supplied for '{1}'");
constexpr auto usb_vendor_rows =
    node_device_id_rows(no_usb_vendor, translatable("invalid USB vendor ID supplied for '{1}'"));
constexpr xml::Element<NodeDeviceId> usb_vendor_xml{"vendor", usb_vendor_rows};

// An id without a name is written with a blank before its end, as clients have always seen it.
void write_usb_id(const xml::Row& row, xml::Writer& out, const void* object) {
    const auto& id = *static_cast<const NodeDeviceId*>(row.field(const_cast<void*>(object)));
    if (!id.name.empty()) return xml::detail::write_child(row, out, object);
    out.line(fmt::format("<{} id='0x{:04x}' />", row.table->name, id.id));
}

consteval xml::Binding<UsbDeviceNode> usb_id(xml::Binding<UsbDeviceNode> row) {
    row.write = write_usb_id;
    return row;
}

constexpr auto usb_device_rows = xml::rows<UsbDeviceNode>({
    xml::text_child<&UsbDeviceNode::bus>("bus")
        .or_missing(Errc::internal_error, "no USB bus number supplied for '{1}'")
        .or_fail(Errc::internal_error, "invalid USB bus number supplied for '{1}'"),
    xml::text_child<&UsbDeviceNode::device>("device")
        .or_missing(Errc::internal_error, "no USB device number supplied for '{1}'")
        .or_fail(Errc::internal_error, "invalid USB device number supplied for '{1}'"),
    usb_id(xml::child<&UsbDeviceNode::product, usb_product_xml>())
        .or_missing(Errc::internal_error, no_usb_product),
    usb_id(xml::child<&UsbDeviceNode::vendor, usb_vendor_xml>())
        .or_missing(Errc::internal_error, no_usb_vendor),
});

constexpr auto usb_interface_rows = xml::rows<UsbInterfaceNode>({
    xml::text_child<&UsbInterfaceNode::number>("number")
        .or_missing(Errc::internal_error, "no USB interface number supplied for '{1}'")
        .or_fail(Errc::internal_error, "invalid USB interface number supplied for '{1}'"),
    xml::text_child<&UsbInterfaceNode::interface_class>("class")
        .or_missing(Errc::internal_error, "no USB interface class supplied for '{1}'")
        .or_fail(Errc::internal_error, "invalid USB interface class supplied for '{1}'"),
    xml::text_child<&UsbInterfaceNode::subclass>("subclass")
        .or_missing(Errc::internal_error, "no USB interface subclass supplied for '{1}'")
        .or_fail(Errc::internal_error, "invalid USB interface subclass supplied for '{1}'"),
    xml::text_child<&UsbInterfaceNode::protocol>("protocol")
        .or_missing(Errc::internal_error, "no USB interface protocol supplied for '{1}'")
        .or_fail(Errc::internal_error, "invalid USB interface protocol supplied for '{1}'"),
    xml::text_child<&UsbInterfaceNode::description>("description"),
});

// networks

constexpr auto link_rows = xml::rows<NetNode>({
    xml::attr<&NetNode::link_speed>("speed"),
    xml::attr<&NetNode::link_state>("state"),
});
constexpr xml::Element<NetNode> link_xml{"link", link_rows};

void read_features(xml::Node node, NetNode& net) {
    node.each("feature", [&](xml::Node feature) {
        const auto name = feature.attribute("name").value_or("");
        const auto known = xml::from_word<NetFeature>(name);
        if (!known) fail(Errc::xml_error, "unknown network device feature '{}'", name);
        net.features.push_back(*known);
    });
    std::ranges::sort(net.features);
}
void write_features(xml::Writer& out, const NetNode& net) {
    for (const NetFeature feature : net.features) {
        out.open("feature");
        out.attribute("name", xml::to_word(feature));
        out.close();
    }
}

void read_technology(xml::Node node, NetNode& net) {
    for (const std::string_view type : {"80203", "80211"}) {
        if (inner_capability(node, type)) net.technology = type;
    }
}
void write_technology(xml::Writer& out, const NetNode& net) {
    if (net.technology.empty()) return;
    out.open("capability");
    out.attribute("type", net.technology);
    out.close();
}

constexpr auto feature_rows =
    xml::rows<Shape>({shape::attribute("name").like(xml::pattern::letters_and<"-_">).expected()});
constexpr xml::Element<Shape> feature_shape{"feature", feature_rows};

constexpr xml::Word technology_words[] = {{0, "80203"}, {1, "80211"}};

constexpr auto net_rows = xml::rows<NetNode>({
    xml::text_child<&NetNode::interface>("interface")
        .or_missing(Errc::internal_error, "no network interface supplied for '{1}'"),
    xml::text_child<&NetNode::address>("address").like(xml::pattern::mac_address),
    xml::nested<NetNode, link_xml>(),
    xml::custom<NetNode, read_features, write_features>("feature").of(feature_shape),
    xml::custom<NetNode, read_technology, write_technology>("capability")
        .of(plain_inner_xml<technology_words>),
});

// graphics and mediated devices

constexpr auto drm_rows = xml::rows<DrmNode>({
    xml::text_child<&DrmNode::type>("type")
        .or_missing(Errc::config_unsupported, "unknown drm type '(null)' for '{1}'")
        .or_fail(Errc::config_unsupported, "unknown drm type '{0}' for '{1}'"),
});

constexpr auto mdev_kind_rows = xml::rows<MdevNode>({xml::attr<&MdevNode::type>("id").required()});
constexpr xml::Element<MdevNode> mdev_kind_xml{"type", mdev_kind_rows};

constexpr auto attribute_rows = xml::rows<MdevNode::Attribute>({
    xml::attr<&MdevNode::Attribute::name>("name").required(),
    xml::attr<&MdevNode::Attribute::value>("value").required(),
});
constexpr xml::Element<MdevNode::Attribute> attribute_xml{"attr", attribute_rows};

void read_group(xml::Node node, MdevNode& mdev) {
    if (const xml::Node group = node.child("iommuGroup"))
        xml::read(iommu_group_xml, group, mdev.iommu_group);
}
void write_group(xml::Writer& out, const MdevNode& mdev) {
    xml::write(iommu_group_xml, out, mdev.iommu_group);
}

constexpr auto group_rows =
    xml::rows<Shape>({shape::attribute("number").like(xml::pattern::natural).expected()});
constexpr xml::Element<Shape> group_shape{"iommuGroup", group_rows};

constexpr auto mdev_rows = xml::rows<MdevNode>({
    xml::nested<MdevNode, mdev_kind_xml>().expected(),
    xml::text_child<&MdevNode::uuid>("uuid"),
    xml::custom<MdevNode, read_group, write_group>("iommuGroup").of(group_shape).once(),
    xml::mention<MdevNode>("parent_addr", xml::Part::element).like(xml::pattern::any_text).once(),
    xml::list<&MdevNode::attributes, attribute_xml>(),
});

constexpr auto vdpa_rows = xml::rows<VdpaNode>(
    {xml::text_child<&VdpaNode::chardev>("chardev").expected().like(xml::pattern::absolute_path)});

// mainframes

constexpr auto channel_rows = xml::rows<ChannelAddress>({
    xml::text_child<&ChannelAddress::cssid, hex<1>>("cssid")
        .like(xml::pattern::hexadecimal)
        .or_missing(Errc::config_unsupported, "missing cssid value for '{1}'")
        .or_fail(Errc::config_unsupported, "invalid cssid value '{0}' for '{1}'"),
    xml::text_child<&ChannelAddress::ssid, hex<1>>("ssid")
        .like(xml::pattern::hexadecimal)
        .or_missing(Errc::config_unsupported, "missing ssid value for '{1}'")
        .or_fail(Errc::config_unsupported, "invalid ssid value '{0}' for '{1}'"),
    xml::text_child<&ChannelAddress::devno, hex<4, std::uint32_t, 16>>("devno")
        .like(xml::pattern::hexadecimal)
        .or_missing(Errc::config_unsupported, "missing devno value for '{1}'")
        .or_fail(Errc::config_unsupported, "invalid devno value '{0}' for '{1}'"),
});
constexpr xml::Element<ChannelAddress> channel_xml{"channel_dev_addr", channel_rows};

constexpr auto ccw_rows = xml::rows<CcwNode>({xml::same<&CcwNode::address, channel_xml>()});

void read_mdev_types(xml::Node node, std::vector<MdevType>& types) {
    const xml::Node capability = inner_capability(node, "mdev_types");
    if (!capability) return;
    capability.each("type",
                    [&](xml::Node type) { xml::read(mdev_type_xml, type, types.emplace_back()); });
}
void write_mdev_types(xml::Writer& out, const std::vector<MdevType>& types) {
    if (types.empty()) return;
    out.open("capability");
    out.attribute("type", "mdev_types");
    for (const MdevType& type : types)
        xml::write(mdev_type_xml, out, type);
    out.close();
}

void read_css_types(xml::Node node, CssNode& css) {
    read_mdev_types(node, css.mdev_types);
}
void write_css_types(xml::Writer& out, const CssNode& css) {
    write_mdev_types(out, css.mdev_types);
}

constexpr auto css_rows = xml::rows<CssNode>({
    xml::same<&CssNode::address, channel_xml>(),
    xml::child<&CssNode::channel_device, channel_xml>(),
    xml::custom<CssNode, read_css_types, write_css_types>("capability").of(mdev_types_xml),
});

constexpr const char* no_adapter = translatable("missing ap-adapter value for '{1}'");
constexpr const char* bad_adapter = translatable("invalid ap-adapter value '{0}' for '{1}'");

constexpr auto ap_card_rows = xml::rows<ApCardNode>({
    xml::text_child<&ApCardNode::adapter, hex<2>>("ap-adapter")
        .like(xml::pattern::hexadecimal)
        .or_missing(Errc::config_unsupported, no_adapter)
        .or_fail(Errc::config_unsupported, bad_adapter),
});

void check_domain(xml::Node node, ApQueueNode& queue) {
    constexpr std::uint32_t greatest_domain = 255;
    if (queue.domain > greatest_domain) {
        fail(Errc::config_unsupported, "ap-domain value '{}' is out of range for '{}'",
             node.child("ap-domain").text(), node.document().subject());
    }
}

constexpr auto ap_queue_rows = xml::rows<ApQueueNode>({
    xml::text_child<&ApQueueNode::adapter, hex<2>>("ap-adapter")
        .like(xml::pattern::hexadecimal)
        .or_missing(Errc::config_unsupported, no_adapter)
        .or_fail(Errc::config_unsupported, bad_adapter),
    xml::text_child<&ApQueueNode::domain, hex<4>>("ap-domain")
        .like(xml::pattern::hexadecimal)
        .or_missing(Errc::config_unsupported, "missing ap-domain value for '{1}'")
        .or_fail(Errc::config_unsupported, "invalid ap-domain value '{0}' for '{1}'"),
    xml::check<ApQueueNode, check_domain>(),
});

void read_matrix_types(xml::Node node, ApMatrixNode& matrix) {
    read_mdev_types(node, matrix.mdev_types);
}
void write_matrix_types(xml::Writer& out, const ApMatrixNode& matrix) {
    write_mdev_types(out, matrix.mdev_types);
}

constexpr auto ap_matrix_rows = xml::rows<ApMatrixNode>({
    xml::custom<ApMatrixNode, read_matrix_types, write_matrix_types>("capability")
        .of(mdev_types_xml),
});

}  // namespace

constinit const xml::Element<SystemNode> system_node_xml{"capability", system_rows};
constinit const xml::Element<UsbDeviceNode> usb_device_node_xml{"capability", usb_device_rows};
constinit const xml::Element<UsbInterfaceNode> usb_interface_node_xml{"capability",
                                                                      usb_interface_rows};
constinit const xml::Element<NetNode> net_node_xml{"capability", net_rows};
constinit const xml::Element<DrmNode> drm_node_xml{"capability", drm_rows};
constinit const xml::Element<MdevNode> mdev_node_xml{"capability", mdev_rows};
constinit const xml::Element<CcwNode> ccw_node_xml{"capability", ccw_rows};
constinit const xml::Element<CssNode> css_node_xml{"capability", css_rows};
constinit const xml::Element<VdpaNode> vdpa_node_xml{"capability", vdpa_rows};
constinit const xml::Element<ApCardNode> ap_card_node_xml{"capability", ap_card_rows};
constinit const xml::Element<ApQueueNode> ap_queue_node_xml{"capability", ap_queue_rows};
constinit const xml::Element<ApMatrixNode> ap_matrix_node_xml{"capability", ap_matrix_rows};

}  // namespace virtd::conf
