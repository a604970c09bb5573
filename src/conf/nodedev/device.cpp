// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/nodedev/device.hpp"

#include <algorithm>
#include <span>

#include "conf/nodedev/kinds.hpp"
#include "conf/shapes.hpp"

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::nodedev};

using What = decltype(NodeCapability::what);

constexpr auto kinds = xml::kinds<What>({
    {"system", &system_node_xml},
    {"pci", &pci_node_xml},
    {"usb_device", &usb_device_node_xml},
    {"usb", &usb_interface_node_xml},
    {"net", &net_node_xml},
    {"scsi_host", &scsi_host_node_xml},
    {"scsi_target", &scsi_target_node_xml},
    {"scsi", &scsi_node_xml},
    {"storage", &storage_node_xml},
    {"drm", &drm_node_xml},
    {"mdev", &mdev_node_xml},
    {"ccw", &ccw_node_xml},
    {"css", &css_node_xml},
    {"vdpa", &vdpa_node_xml},
    {"ap_card", &ap_card_node_xml},
    {"ap_queue", &ap_queue_node_xml},
    {"ap_matrix", &ap_matrix_node_xml},
    {"scsi_generic", &scsi_generic_node_xml},
});
constexpr xml::KindTable kind_table = xml::kind_table<What>(kinds);

constexpr auto capability_rows = xml::rows<NodeCapability>({
    xml::kind_attr<&NodeCapability::what, kind_table>("type").required(),
    xml::spread<NodeCapability>(),
    xml::kind_same<&NodeCapability::what, kind_table>(),
});
constexpr xml::Element<NodeCapability> capability_xml{"capability", capability_rows};

constexpr auto file_rows = xml::rows<DeviceFile>({
    xml::attr<&DeviceFile::type>("type").like(xml::pattern::words<"dev", "link">).required(),
    xml::text<&DeviceFile::path>(),
});
constexpr xml::Element<DeviceFile> file_xml{"devnode", file_rows};

constexpr auto driver_rows =
    xml::rows<Shape>({shape::text_child("name", xml::pattern::any_text).expected()});
constexpr xml::Element<Shape> driver_shape{"driver", driver_rows};

// How to find a parent that is not named.
constexpr auto parent_rows = xml::rows<Shape>({
    shape::attribute("wwnn").like(xml::pattern::wwn),
    shape::attribute("wwpn").like(xml::pattern::wwn),
    shape::attribute("fabric_wwn").like(xml::pattern::wwn),
    xml::all_or_none_of<Shape, "@wwnn", "@wwpn">(),
    xml::at_most_one_of<Shape, "@wwnn", "@fabric_wwn">(),
    shape::text(xml::pattern::any_text),
});
constexpr xml::Element<Shape> parent_shape{"parent", parent_rows};

constexpr auto device_rows = xml::rows<NodeDevice>({
    xml::text_child<&NodeDevice::name>("name"),
    xml::text_child<&NodeDevice::path>("path"),
    xml::list<&NodeDevice::files, file_xml>(),
    xml::text_child<&NodeDevice::parent>("parent").only(xml::nowhere),
    xml::mention<NodeDevice>("parent", xml::Part::element).of(parent_shape).once(),
    xml::mention<NodeDevice>("driver", xml::Part::element).of(driver_shape).once(),
    xml::list<&NodeDevice::capabilities, capability_xml>(),
    xml::mention<NodeDevice>("name", xml::Part::element).required(),
});

/// Capabilities that are never read, and what errors call them.
struct Unread {
    std::string_view word;
    int number;
};
constexpr Unread parts_of_others[] = {
    {"fc_host", 9}, {"vports", 10}, {"mdev_types", 13}, {"vpd", 21}};
// Nobody can make such devices.
constexpr Unread found_only[] = {{"scsi_generic", 11}, {"vdpa", 17}};

void refuse(xml::Node node, std::span<const Unread> unread) {
    node.each("capability", [&](xml::Node capability) {
        const auto found =
            std::ranges::find(unread, capability.attribute("type").value_or(""), &Unread::word);
        if (found == unread.end()) return;
        fail(Errc::internal_error, "unknown capability type '{}' for '{}'", found->number,
             node.document().subject());
    });
}

NodeDevice read_device(xml::Node node, std::string_view name) {
    const xml::Subject subject(node.document(), name);
    const xml::Blame blame(node.document(), Origin::nodedev);
    refuse(node, parts_of_others);
    NodeDevice device;
    xml::read(node_device_xml, node, device);
    if (device.capabilities.empty())
        fail(Errc::internal_error, "no device capabilities for '{}'", name);
    return device;
}

}  // namespace

constinit const xml::Element<NodeDevice> node_device_xml{"device", device_rows};

std::string_view type_of(const NodeCapability& capability) {
    return kinds[capability.what.index()].tag;
}

NodeDevice parse_node_device(xml::Node node) {
    const xml::Node name = node.child("name");
    if (!name || name.text().empty()) fail(Errc::no_name);
    const std::string text = name.text();
    NodeDevice device = read_device(node, text);
    for (const NodeCapability& capability : device.capabilities) {
        const auto* host = capability.as<ScsiHostNode>();
        if (host != nullptr && !host->host)
            fail(Errc::internal_error, "no SCSI host ID supplied for '{}'", device.name);
    }
    return device;
}

NodeDevice parse_node_device(std::string_view xml) {
    const xml::Document document(xml,
                                 {.origin = Origin::nodedev, .what = "node_device_definition"});
    return parse_node_device(document.root(node_device_xml.name));
}

NodeDevice parse_new_node_device(xml::Node node) {
    const xml::Subject subject(node.document(), "new device");
    refuse(node, found_only);
    NodeDevice device = read_device(node, "new device");
    device.name = "new device";
    return device;
}

std::string format(const NodeDevice& device, const xml::View& view) {
    return xml::format(device, node_device_xml, view);
}

}  // namespace virtd::conf
