// <device>: a device of the host. The members are the document.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/uuid.hpp"
#include "conf/nodedev/pci.hpp"
#include "xml/bind.hpp"

namespace virtd::conf {

struct SystemNode {
    struct Hardware {
        std::string vendor;
        std::string version;
        std::string serial;
        Uuid uuid{};

        bool operator==(const Hardware&) const = default;
    };
    struct Firmware {
        std::string vendor;
        std::string version;
        std::string release_date;

        bool operator==(const Firmware&) const = default;
    };
    std::string product;
    Hardware hardware;
    Firmware firmware;

    bool operator==(const SystemNode&) const = default;
};

struct UsbDeviceNode {
    unsigned bus = 0;
    unsigned device = 0;
    NodeDeviceId product;
    NodeDeviceId vendor;

    bool operator==(const UsbDeviceNode&) const = default;
};

/// One interface of a USB device.
struct UsbInterfaceNode {
    unsigned number = 0;
    unsigned interface_class = 0;
    unsigned subclass = 0;
    unsigned protocol = 0;
    std::string description;

    bool operator==(const UsbInterfaceNode&) const = default;
};

// clang-format off
enum class NetLinkState : std::uint8_t {
    unknown, notpresent, down, lowerlayerdown, testing, dormant, up,
};
enum class NetFeature : std::uint8_t {
    rx, tx, sg, tso, gso, gro, lro, rxvlan, txvlan, ntuple, rxhash, rdma, txudptnl, switchdev,
};
// clang-format on

struct NetNode {
    std::string interface;
    std::string address;
    std::optional<unsigned> link_speed;  // Mbit/s
    std::optional<NetLinkState> link_state;
    std::vector<NetFeature> features;  // each once, in the order of the enumeration
    std::string technology;            // "80203", "80211" or nothing

    bool operator==(const NetNode&) const = default;
};

/// The identity of a Fibre Channel host bus adapter.
struct FcHost {
    std::string wwnn;
    std::string wwpn;
    std::string fabric_wwn;

    bool operator==(const FcHost&) const = default;
};

/// Whether virtual adapters can be made of an adapter.
struct VportOps {
    int max_vports = 0;
    int vports = 0;

    bool operator==(const VportOps&) const = default;
};

struct ScsiHostNode {
    std::optional<unsigned> host;
    std::optional<int> unique_id;
    std::optional<FcHost> fc_host;
    std::optional<VportOps> vport_ops;

    bool operator==(const ScsiHostNode&) const = default;
};

struct FcRemotePort {
    std::string rport;
    std::string wwpn;

    bool operator==(const FcRemotePort&) const = default;
};

struct ScsiTargetNode {
    std::string target;
    std::optional<FcRemotePort> remote_port;

    bool operator==(const ScsiTargetNode&) const = default;
};

struct ScsiNode {
    unsigned host = 0;
    unsigned bus = 0;
    unsigned target = 0;
    unsigned lun = 0;
    std::string type;

    bool operator==(const ScsiNode&) const = default;
};

/// A drive whose medium can be changed.
struct RemovableMedia {
    unsigned available = 0;
    std::optional<std::uint64_t> size;
    std::string label;
    std::optional<std::uint64_t> logical_block_size;
    std::optional<std::uint64_t> block_count;

    bool operator==(const RemovableMedia&) const = default;
};

struct StorageNode {
    std::string block;
    std::string bus;
    std::string drive_type;
    std::string model;
    std::string vendor;
    std::string serial;
    std::optional<RemovableMedia> removable;
    std::optional<std::uint64_t> size;
    std::optional<std::uint64_t> logical_block_size;
    std::optional<std::uint64_t> block_count;
    bool hotpluggable = false;

    bool operator==(const StorageNode&) const = default;
};

enum class DrmType : std::uint8_t { primary, control, render };

struct DrmNode {
    DrmType type = DrmType::primary;

    bool operator==(const DrmNode&) const = default;
};

struct MdevNode {
    struct Attribute {
        std::string name;
        std::string value;

        bool operator==(const Attribute&) const = default;
    };
    std::string type;
    std::optional<Uuid> uuid;
    IommuGroup iommu_group;
    std::vector<Attribute> attributes;

    bool operator==(const MdevNode&) const = default;
};

/// Where a device of a mainframe's channel subsystem sits.
struct ChannelAddress {
    std::uint32_t cssid = 0;
    std::uint32_t ssid = 0;
    std::uint32_t devno = 0;

    bool operator==(const ChannelAddress&) const = default;
};

struct CcwNode {
    ChannelAddress address;

    bool operator==(const CcwNode&) const = default;
};

struct CssNode {
    ChannelAddress address;
    std::optional<ChannelAddress> channel_device;
    std::vector<MdevType> mdev_types;

    bool operator==(const CssNode&) const = default;
};

struct VdpaNode {
    std::string chardev;

    bool operator==(const VdpaNode&) const = default;
};

struct ApCardNode {
    std::uint32_t adapter = 0;

    bool operator==(const ApCardNode&) const = default;
};

struct ApQueueNode {
    std::uint32_t adapter = 0;
    std::uint32_t domain = 0;

    bool operator==(const ApQueueNode&) const = default;
};

struct ApMatrixNode {
    std::vector<MdevType> mdev_types;

    bool operator==(const ApMatrixNode&) const = default;
};

struct ScsiGenericNode {
    std::string path;

    bool operator==(const ScsiGenericNode&) const = default;
};

struct NodeCapability {
    std::variant<SystemNode, PciNode, UsbDeviceNode, UsbInterfaceNode, NetNode, ScsiHostNode,
                 ScsiTargetNode, ScsiNode, StorageNode, DrmNode, MdevNode, CcwNode, CssNode,
                 VdpaNode, ApCardNode, ApQueueNode, ApMatrixNode, ScsiGenericNode>
        what;

    template <class Kind>
    const Kind* as() const {
        return std::get_if<Kind>(&what);
    }
    bool operator==(const NodeCapability&) const = default;
};

/// "pci", "scsi_host", ...
std::string_view type_of(const NodeCapability& capability);

struct DeviceFile {
    std::string type;  // "dev" or "link"
    std::string path;

    bool operator==(const DeviceFile&) const = default;
};

struct NodeDevice {
    std::string name;
    std::string path;
    std::vector<DeviceFile> files;
    std::string parent;
    std::vector<NodeCapability> capabilities;

    /// The first capability if it is of this kind.
    template <class Kind>
    const Kind* as() const {
        return capabilities.empty() ? nullptr : capabilities.front().as<Kind>();
    }
    bool operator==(const NodeDevice&) const = default;
};

extern const xml::Element<NodeDevice> node_device_xml;

/// A device that exists.
NodeDevice parse_node_device(xml::Node node);
NodeDevice parse_node_device(std::string_view xml);
/// One that is about to be made; it has no name yet.
NodeDevice parse_new_node_device(xml::Node node);

std::string format(const NodeDevice& device, const xml::View& view = {});

}  // namespace virtd::conf
