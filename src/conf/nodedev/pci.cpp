// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/nodedev/pci.hpp"

#include <algorithm>

#include "base/translate.hpp"
#include "conf/devices/rows.hpp"
#include "conf/nodedev/inner.hpp"
#include "conf/shapes.hpp"
#include "xml/shape.hpp"

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::nodedev};

constexpr const char* no_product = translatable("no PCI product ID supplied for '{1}'");
constexpr auto product_rows =
    node_device_id_rows(no_product, translatable("invalid PCI product ID supplied for '{1}'"));
constexpr xml::Element<NodeDeviceId> product_xml{"product", product_rows};

constexpr const char* no_vendor = translatable("no PCI vendor ID supplied for '{1}'");
constexpr auto vendor_rows =
    node_device_id_rows(no_vendor, translatable("invalid PCI vendor ID supplied for '{1}'"));
constexpr xml::Element<NodeDeviceId> vendor_xml{"vendor", vendor_rows};

consteval xml::Binding<Shape> number(const char* name) {
    return shape::attribute(name).like(xml::pattern::hexadecimal).expected();
}
constexpr auto whole_address_rows =
    xml::rows<Shape>({number("domain"), number("bus"), number("slot"), number("function")});
constexpr xml::Element<Shape> whole_address_shape{"address", whole_address_rows};

constexpr auto iommu_rows = xml::rows<IommuGroup>({
    xml::attr<&IommuGroup::number>("number").required(),
    xml::list<&IommuGroup::addresses, pci_location_xml>("address").only(xml::nowhere),
    xml::mention<IommuGroup>("address", xml::Part::elements).of(whole_address_shape).expected(),
});

void read_api(xml::Node node, MdevType& type) {
    type.device_api = node.child("deviceAPI").text();
    if (type.device_api.empty())
        fail(Errc::xml_error, "missing device API for mediated device type '{}'", type.id);
    const auto available = xml::parse_unsigned(node.child("availableInstances").text());
    if (!available || !std::in_range<unsigned>(*available)) {
        fail(Errc::xml_error, "missing number of available instances for mediated device type '{}'",
             type.id);
    }
    type.available_instances = static_cast<unsigned>(*available);
}
void write_api(xml::Writer& out, const MdevType& type) {
    out.text_element("deviceAPI", type.device_api);
    out.text_element("availableInstances", std::to_string(type.available_instances));
}

constexpr auto mdev_type_rows = xml::rows<MdevType>({
    xml::attr<&MdevType::id>("id").required(),
    xml::text_child<&MdevType::name>("name"),
    xml::custom<MdevType, read_api, write_api>("deviceAPI")
        .like(xml::pattern::words<"vfio-pci", "vfio-ccw", "vfio-ap">)
        .once()
        .expected(),
    xml::mention<MdevType>("availableInstances", xml::Part::element)
        .of(shape::number)
        .once()
        .expected(),
});

constexpr auto virtual_rows = xml::rows<PciVirtualFunctions>({
    xml::attr<&PciVirtualFunctions::max_count>("maxCount"),
    xml::list<&PciVirtualFunctions::addresses, pci_location_xml>("address").only(xml::nowhere),
    xml::mention<PciVirtualFunctions>("address", xml::Part::elements).of(whole_address_shape),
});
constexpr xml::Element<PciVirtualFunctions> virtual_xml{"capability", virtual_rows};

constexpr auto numa_rows = xml::rows<PciNode>({xml::attr<&PciNode::numa_node>("node")});
constexpr xml::Element<PciNode> numa_xml{"numa", numa_rows};

bool is_speed(std::string_view text) {
    constexpr std::string_view digits = "0123456789";  // schemas allow any character between them
    const std::size_t end = text.find_first_not_of(digits);
    if (text.empty() || end == 0) return false;
    return end == text.npos ||
           (end + 1 < text.size() && text.find_first_not_of(digits, end + 1) == text.npos);
}
constexpr xml::Pattern speed{is_speed, "number"};

constexpr auto link_rows = xml::rows<PcieLink>({
    xml::attr<&PcieLink::validity>("validity").expected(),
    xml::attr<&PcieLink::port>("port"),
    xml::attr<&PcieLink::speed>("speed").unless_blank().like(speed),
    xml::attr<&PcieLink::width, decimal_of_any<>>("width").like(xml::pattern::natural).required(),
});
constexpr xml::Element<PcieLink> link_xml{"link", link_rows};

}  // namespace

constinit const xml::Element<IommuGroup> iommu_group_xml{"iommuGroup", iommu_rows};
constinit const xml::Element<MdevType> mdev_type_xml{"type", mdev_type_rows};

namespace {

constexpr xml::Word mdev_words[] = {{0, "mdev_types"}};
constexpr auto mdev_types_rows = xml::rows<InnerCapability>({
    inner_type<mdev_words>(),
    xml::mention<InnerCapability>("type", xml::Part::elements).of(mdev_type_xml).expected(),
});

}  // namespace

constinit const xml::Element<InnerCapability> mdev_types_xml{"capability", mdev_types_rows};

xml::Node inner_capability(xml::Node node, std::string_view type) {
    for (xml::Node it = node.child("capability"); it; it = it.twin()) {
        if (it.attribute("type").value_or("") == type) return it;
    }
    return {};
}

namespace {

constexpr std::string_view bridges[] = {"pci-bridge", "cardbus-bridge"};

// Each of these stands in a <capability> of its own.
void read_capabilities(xml::Node node, PciNode& pci) {
    if (const xml::Node physical = inner_capability(node, "phys_function")) {
        PciAddress& address = pci.physical_function.emplace();
        const xml::Node at = physical.child("address");
        if (!at) fail(Errc::xml_error, "Missing address in 'phys_function' capability");
        xml::read(pci_location_xml, at, address);
    }
    if (const xml::Node functions = inner_capability(node, "virt_functions")) {
        auto& into = pci.virtual_functions.emplace();
        xml::read(virtual_xml, functions, into);
        if (into.max_count == 0U) into.max_count.reset();
    }
    for (xml::Node it = node.child("capability"); it && pci.bridge.empty(); it = it.twin()) {
        const auto type = it.attribute("type").value_or("");
        if (std::ranges::find(bridges, type) != std::end(bridges)) pci.bridge = type;
    }
    if (const xml::Node types = inner_capability(node, "mdev_types")) {
        types.each("type", [&](xml::Node type) {
            xml::read(mdev_type_xml, type, pci.mdev_types.emplace_back());
        });
    }
    if (const xml::Node data = inner_capability(node, "vpd"))
        xml::read(vital_product_data_xml, data, pci.vital_product_data.emplace());
}

void open_capability(xml::Writer& out, std::string_view type) {
    out.open("capability");
    out.attribute("type", type);
}

void write_capabilities(xml::Writer& out, const PciNode& pci) {
    if (pci.physical_function) {
        open_capability(out, "phys_function");
        xml::write_element(pci_location_xml, out, &*pci.physical_function, "address");
        out.close();
    }
    if (pci.virtual_functions) {
        open_capability(out, "virt_functions");
        xml::write_rows(virtual_xml, out, &*pci.virtual_functions);
        out.close();
    }
    if (!pci.bridge.empty()) {
        open_capability(out, pci.bridge);
        out.close();
    }
    if (!pci.mdev_types.empty()) {
        open_capability(out, "mdev_types");
        for (const MdevType& type : pci.mdev_types)
            xml::write(mdev_type_xml, out, type);
        out.close();
    }
    if (pci.vital_product_data) {
        open_capability(out, "vpd");
        xml::write_rows(vital_product_data_xml, out, &*pci.vital_product_data);
        out.close();
    }
}

void read_express(xml::Node node, PciNode& pci) {
    const xml::Node express = node.child("pci-express");
    if (!express) return;
    auto& links = pci.express.emplace();
    for (const PcieLinkValidity validity : {PcieLinkValidity::cap, PcieLinkValidity::sta}) {
        for (xml::Node link = express.child("link"); link; link = link.twin()) {
            if (link.attribute("validity") != xml::to_word(validity)) continue;
            PcieLink& read = links.emplace_back();
            xml::read(link_xml, link, read);
            if (read.port && *read.port < 0) read.port.reset();
            break;
        }
    }
}

void write_express(xml::Writer& out, const PciNode& pci) {
    if (!pci.express) return;
    out.open("pci-express");
    for (const PcieLink& link : *pci.express)
        xml::write(link_xml, out, link);
    out.close();
}

constexpr xml::Word physical_words[] = {{0, "phys_function"}};
constexpr auto physical_rows = xml::rows<InnerCapability>({
    inner_type<physical_words>(),
    xml::mention<InnerCapability>("address", xml::Part::element).of(whole_address_shape).once(),
});
constexpr xml::Element<InnerCapability> physical_xml{"capability", physical_rows};

constexpr xml::Word virtual_words[] = {{0, "virt_functions"}};
constexpr auto virtual_names =
    xml::rows<InnerCapability>({inner_type<virtual_words>(), inner_rows(virtual_xml)});
constexpr xml::Element<InnerCapability> virtual_names_xml{"capability", virtual_names};

constexpr xml::Word bridge_words[] = {{0, "pci-bridge"}, {1, "cardbus-bridge"}};

constexpr xml::Word vpd_words[] = {{0, "vpd"}};
constexpr auto vpd_names =
    xml::rows<InnerCapability>({inner_type<vpd_words>(), inner_rows(vital_product_data_xml)});
constexpr xml::Element<InnerCapability> vpd_names_xml{"capability", vpd_names};

constexpr auto express_names =
    xml::rows<PciNode>({xml::mention<PciNode>("link", xml::Part::elements).of(link_xml)});
constexpr xml::Element<PciNode> express_names_xml{"pci-express", express_names};

// What says nothing is not kept.
void drop_nothing(xml::Node, PciNode& pci) {
    if (pci.numa_node && *pci.numa_node < 0) pci.numa_node.reset();
    if (pci.iommu_group && pci.iommu_group->addresses.empty()) pci.iommu_group.reset();
}

constexpr auto pci_rows = xml::rows<PciNode>({
    xml::text_child<&PciNode::device_class, hex<6, std::uint32_t, 16>>("class")
        .like(xml::pattern::hexadecimal)
        .or_fail(Errc::internal_error, "invalid PCI class supplied for '{1}'"),
    xml::text_child<&PciNode::domain>("domain")
        .or_missing(Errc::internal_error, "no PCI domain ID supplied for '{1}'")
        .or_fail(Errc::internal_error, "invalid PCI domain ID supplied for '{1}'"),
    xml::text_child<&PciNode::bus>("bus")
        .or_missing(Errc::internal_error, "no PCI bus ID supplied for '{1}'")
        .or_fail(Errc::internal_error, "invalid PCI bus ID supplied for '{1}'"),
    xml::text_child<&PciNode::slot>("slot")
        .or_missing(Errc::internal_error, "no PCI slot ID supplied for '{1}'")
        .or_fail(Errc::internal_error, "invalid PCI slot ID supplied for '{1}'"),
    xml::text_child<&PciNode::function>("function")
        .or_missing(Errc::internal_error, "no PCI function ID supplied for '{1}'")
        .or_fail(Errc::internal_error, "invalid PCI function ID supplied for '{1}'"),
    xml::child<&PciNode::product, product_xml>().or_missing(Errc::internal_error, no_product),
    xml::child<&PciNode::vendor, vendor_xml>().or_missing(Errc::internal_error, no_vendor),
    xml::custom<PciNode, read_capabilities, write_capabilities>("capability").of(physical_xml),
    mention_inner<PciNode>(virtual_names_xml),
    mention_inner<PciNode>(plain_inner_xml<bridge_words>),
    mention_inner<PciNode>(mdev_types_xml),
    mention_inner<PciNode>(vpd_names_xml),
    xml::child<&PciNode::iommu_group, iommu_group_xml>(),
    xml::nested<PciNode, numa_xml>(),
    xml::custom<PciNode, read_express, write_express>("pci-express").of(express_names_xml).once(),
    xml::check<PciNode, drop_nothing>(),
});

}  // namespace

constinit const xml::Element<PciNode> pci_node_xml{"capability", pci_rows};

}  // namespace virtd::conf
