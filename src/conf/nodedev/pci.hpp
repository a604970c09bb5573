// <capability type='pci'>: one function of a PCI device.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "conf/devices/address.hpp"
#include "conf/devices/rows.hpp"
#include "conf/nodedev/vpd.hpp"
#include "xml/bind.hpp"
#include "xml/shape.hpp"

namespace virtd::conf {

/// A number that the maker gave, and what it stands for.
struct NodeDeviceId {
    std::uint32_t id = 0;
    std::string name;

    bool operator==(const NodeDeviceId&) const = default;
};

struct IommuGroup {
    unsigned number = 0;
    std::vector<PciAddress> addresses;

    bool operator==(const IommuGroup&) const = default;
};

struct PciVirtualFunctions {
    std::optional<unsigned> max_count;
    std::vector<PciAddress> addresses;

    bool operator==(const PciVirtualFunctions&) const = default;
};

enum class PcieLinkValidity : std::uint8_t { cap, sta };

constexpr auto xml_names(PcieLinkValidity) {
    return std::to_array<xml::Name<PcieLinkValidity>>(
        {{PcieLinkValidity::cap, "cap"}, {PcieLinkValidity::sta, "sta"}});
}

/// In GT/s.
enum class PcieLinkSpeed : std::uint8_t { gts_2_5, gts_5, gts_8, gts_16 };

constexpr auto xml_names(PcieLinkSpeed) {
    using enum PcieLinkSpeed;
    return std::to_array<xml::Name<PcieLinkSpeed>>(
        {{gts_2_5, "2.5"}, {gts_5, "5"}, {gts_8, "8"}, {gts_16, "16"}});
}

/// What the link of a PCI Express device can do, or does.
struct PcieLink {
    PcieLinkValidity validity = PcieLinkValidity::cap;
    std::optional<int> port;
    std::optional<PcieLinkSpeed> speed;
    unsigned width = 0;

    bool operator==(const PcieLink&) const = default;
};

/// A kind of mediated devices that can be made of a device.
struct MdevType {
    std::string id;
    std::string name;
    std::string device_api;
    unsigned available_instances = 0;

    bool operator==(const MdevType&) const = default;
};

struct PciNode {
    std::optional<std::uint32_t> device_class;
    unsigned domain = 0;
    unsigned bus = 0;
    unsigned slot = 0;
    unsigned function = 0;
    NodeDeviceId product;
    NodeDeviceId vendor;
    std::optional<PciAddress> physical_function;
    std::optional<PciVirtualFunctions> virtual_functions;
    std::string bridge;  // "pci-bridge", "cardbus-bridge" or nothing
    std::vector<MdevType> mdev_types;
    std::optional<VitalProductData> vital_product_data;
    std::optional<IommuGroup> iommu_group;
    std::optional<int> numa_node;
    std::optional<std::vector<PcieLink>> express;

    bool operator==(const PciNode&) const = default;
};

extern const xml::Element<PciNode> pci_node_xml;
extern const xml::Element<IommuGroup> iommu_group_xml;
extern const xml::Element<MdevType> mdev_type_xml;

/// A product or vendor, with the complaints about it.
consteval auto node_device_id_rows(const char* lack, const char* bad) {
    return xml::rows<NodeDeviceId>({
        xml::attr<&NodeDeviceId::id, hex<4, std::uint32_t, 16>>("id")
            .like(xml::pattern::hexadecimal)
            .or_missing(Errc::internal_error, lack)
            .or_fail(Errc::internal_error, bad),
        xml::text<&NodeDeviceId::name>(),
    });
}

/// The <capability type='...'> inside of another; nothing when there is none.
xml::Node inner_capability(xml::Node node, std::string_view type);

}  // namespace virtd::conf
