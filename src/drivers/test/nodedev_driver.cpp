// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/test/nodedev_driver.hpp"

#include <algorithm>
#include <string_view>

#include "base/error.hpp"
#include "drivers/shared/documents.hpp"
#include "xml/check.hpp"

namespace virtd::test {

namespace {

constexpr Fail fail{Origin::test};

// virNodeDeviceCreateXMLFlags, virNodeDeviceDefineXMLFlags
enum : std::uint32_t { validate = 1 };

namespace modify {  // virNodeDeviceUpdateFlags
enum : std::uint32_t { live = 1, config = 2 };
}

// In the order of the bits of virConnectListAllNodeDeviceFlags.
constexpr std::string_view listed[] = {
    "system",      "pci",        "usb_device", "usb",     "net",    "scsi_host",
    "scsi_target", "scsi",       "storage",    "fc_host", "vports", "scsi_generic",
    "drm",         "mdev_types", "mdev",       "ccw",     "css",    "vdpa",
    "ap_card",     "ap_queue",   "ap_matrix",  "vpd",
};
constexpr std::uint32_t all_listed = (1U << std::size(listed)) - 1;

bool has_mdev_types(const conf::NodeCapability& capability) {
    if (const auto* pci = capability.as<conf::PciNode>()) return !pci->mdev_types.empty();
    if (const auto* css = capability.as<conf::CssNode>()) return !css->mdev_types.empty();
    if (const auto* matrix = capability.as<conf::ApMatrixNode>())
        return !matrix->mdev_types.empty();
    return false;
}

/// What a capability is, and what else it can do.
bool matches(const conf::NodeCapability& capability, std::string_view word) {
    if (conf::type_of(capability) == word) return true;
    const auto* host = capability.as<conf::ScsiHostNode>();
    const auto* pci = capability.as<conf::PciNode>();
    if (word == "fc_host") return host != nullptr && host->fc_host;
    if (word == "vports") return host != nullptr && host->vport_ops;
    if (word == "vpd") return pci != nullptr && pci->vital_product_data;
    return word == "mdev_types" && has_mdev_types(capability);
}

bool matches(const conf::NodeDevice& device, std::string_view word) {
    return std::ranges::any_of(device.capabilities, [word](const conf::NodeCapability& each) {
        return matches(each, word);
    });
}

bool passes(const conf::NodeDevice& device, std::uint32_t flags) {
    if (flags == 0) return true;
    for (std::size_t bit = 0; bit < std::size(listed); ++bit) {
        if ((flags >> bit & 1U) != 0 && matches(device, listed[bit])) return true;
    }
    return false;
}

/// The names of devices with a capability, or of all.
std::vector<std::string> names_of(const TestNodeDevices& devices,
                                  const std::optional<std::string>& capability) {
    std::vector<std::string> names;
    for (const auto& device : devices.all()) {
        if (!capability || matches(*device.object->definition(), *capability))
            names.push_back(device.name);
    }
    return names;
}

conf::NodeDevice read(std::string_view xml, std::uint32_t flags) {
    const xml::Document document(
        xml,
        {.origin = Origin::nodedev, .what = "node_device_definition", .subject = "new device"});
    const xml::Node root = document.root("device");
    if ((flags & validate) != 0) {
        xml::validate_names(conf::node_device_xml, root, "nodedev");
    }
    return conf::parse_new_node_device(root);
}

auto parsed(Pool& pool, std::string xml, std::uint32_t flags) {
    return shared::parsed(pool, std::move(xml),
                          [flags](const std::string& text) { return read(text, flags); });
}

template <class List>
void fill(List& list, std::vector<std::string> names, std::int32_t limit) {
    const auto most = static_cast<std::size_t>(std::max(limit, 0));
    if (names.size() > most) names.resize(most);
    list = std::move(names);
}

}  // namespace

Task<driver::NodeNumOfDevicesRet> TestNodeDeviceDriver::node_num_of_devices(
    driver::NodeNumOfDevicesArgs args) {
    fail.unless_flags(args.flags, 0, "testNodeNumOfDevices");
    co_return driver::NodeNumOfDevicesRet{
        .num = static_cast<std::int32_t>(names_of(*devices_, args.cap).size())};
}

Task<driver::NodeListDevicesRet> TestNodeDeviceDriver::node_list_devices(
    driver::NodeListDevicesArgs args) {
    fail.unless_flags(args.flags, 0, "testNodeListDevices");
    driver::NodeListDevicesRet ret;
    fill(ret.names, names_of(*devices_, args.cap), args.maxnames);
    co_return ret;
}

Task<driver::ConnectListAllNodeDevicesRet> TestNodeDeviceDriver::connect_list_all_node_devices(
    driver::ConnectListAllNodeDevicesArgs args) {
    fail.unless_flags(args.flags, all_listed, "testConnectListAllNodeDevices");
    driver::ConnectListAllNodeDevicesRet ret;
    for (const auto& device : devices_->all()) {
        if (!passes(*device.object->definition(), args.flags)) continue;
        ++ret.ret;
        if (args.need_results != 0) ret.devices.push_back({.name = device.name});
    }
    co_return ret;
}

Task<driver::NodeDeviceLookupByNameRet> TestNodeDeviceDriver::node_device_lookup_by_name(
    driver::NodeDeviceLookupByNameArgs args) {
    driver::NodeDeviceLookupByNameRet ret;
    ret.dev.name = devices_->by_name(args.name)->name;
    co_return ret;
}

Task<driver::NodeDeviceLookupScsiHostByWwnRet>
TestNodeDeviceDriver::node_device_lookup_scsi_host_by_wwn(
    driver::NodeDeviceLookupScsiHostByWwnArgs args) {
    fail.unless_flags(args.flags, 0, "testNodeDeviceLookupSCSIHostByWWN");
    driver::NodeDeviceLookupScsiHostByWwnRet ret;
    ret.dev.name = devices_->by_wwn(args.wwnn, args.wwpn)->name;
    co_return ret;
}

Task<driver::NodeDeviceGetXmlDescRet> TestNodeDeviceDriver::node_device_get_xml_desc(
    driver::NodeDeviceGetXmlDescArgs args) {
    fail.unless_flags(args.flags, 0, "testNodeDeviceGetXMLDesc");
    driver::NodeDeviceGetXmlDescRet ret;
    ret.xml = co_await shared::printed(pool_, devices_->by_name(args.name));
    co_return ret;
}

Task<driver::NodeDeviceGetParentRet> TestNodeDeviceDriver::node_device_get_parent(
    driver::NodeDeviceGetParentArgs args) {
    const auto device = devices_->by_name(args.name);
    driver::NodeDeviceGetParentRet ret;
    if (!device->parent.empty()) ret.parent_name = device->parent;
    co_return ret;
}

Task<driver::NodeDeviceNumOfCapsRet> TestNodeDeviceDriver::node_device_num_of_caps(
    driver::NodeDeviceNumOfCapsArgs args) {
    co_return driver::NodeDeviceNumOfCapsRet{
        .num = static_cast<std::int32_t>(devices_->by_name(args.name)->capabilities.size())};
}

Task<driver::NodeDeviceListCapsRet> TestNodeDeviceDriver::node_device_list_caps(
    driver::NodeDeviceListCapsArgs args) {
    std::vector<std::string> names;
    for (const conf::NodeCapability& capability : devices_->by_name(args.name)->capabilities)
        names.emplace_back(conf::type_of(capability));
    driver::NodeDeviceListCapsRet ret;
    fill(ret.names, std::move(names), args.maxnames);
    co_return ret;
}

Task<driver::NodeDeviceCreateXmlRet> TestNodeDeviceDriver::node_device_create_xml(
    driver::NodeDeviceCreateXmlArgs args) {
    fail.unless_flags(args.flags, validate, "testNodeDeviceCreateXML");
    conf::NodeDevice device = co_await parsed(pool_, std::move(args.xml_desc), args.flags);
    driver::NodeDeviceCreateXmlRet ret;
    ret.dev.name = devices_->create(std::move(device))->name;
    co_return ret;
}

Task<void> TestNodeDeviceDriver::node_device_destroy(driver::NodeDeviceDestroyArgs args) {
    devices_->destroy(args.name);
    co_return;
}

Task<driver::NodeDeviceDefineXmlRet> TestNodeDeviceDriver::node_device_define_xml(
    driver::NodeDeviceDefineXmlArgs args) {
    fail.unless_flags(args.flags, validate, "testNodeDeviceDefineXML");
    conf::NodeDevice device = co_await parsed(pool_, std::move(args.xml_desc), args.flags);
    driver::NodeDeviceDefineXmlRet ret;
    ret.dev.name = devices_->define(std::move(device))->name;
    co_return ret;
}

Task<void> TestNodeDeviceDriver::node_device_undefine(driver::NodeDeviceUndefineArgs args) {
    fail.unless_flags(args.flags, 0, "testNodeDeviceUndefine");
    devices_->undefine(args.name);
    co_return;
}

Task<void> TestNodeDeviceDriver::node_device_create(driver::NodeDeviceCreateArgs args) {
    fail.unless_flags(args.flags, 0, "testNodeDeviceCreate");
    devices_->start(args.name);
    co_return;
}

Task<driver::NodeDeviceGetAutostartRet> TestNodeDeviceDriver::node_device_get_autostart(
    driver::NodeDeviceGetAutostartArgs args) {
    co_return driver::NodeDeviceGetAutostartRet{.autostart =
                                                    devices_->autostart(args.name) ? 1 : 0};
}

Task<void> TestNodeDeviceDriver::node_device_set_autostart(
    driver::NodeDeviceSetAutostartArgs args) {
    devices_->set_autostart(args.name, args.autostart != 0);
    co_return;
}

Task<driver::NodeDeviceIsPersistentRet> TestNodeDeviceDriver::node_device_is_persistent(
    driver::NodeDeviceIsPersistentArgs args) {
    co_return driver::NodeDeviceIsPersistentRet{.persistent =
                                                    devices_->state(args.name).config ? 1 : 0};
}

Task<driver::NodeDeviceIsActiveRet> TestNodeDeviceDriver::node_device_is_active(
    driver::NodeDeviceIsActiveArgs args) {
    co_return driver::NodeDeviceIsActiveRet{.active = devices_->state(args.name).live ? 1 : 0};
}

Task<void> TestNodeDeviceDriver::node_device_update(driver::NodeDeviceUpdateArgs args) {
    fail.unless_flags(args.flags, modify::live | modify::config, "testNodeDeviceUpdate");
    devices_->state(args.name);  // no device, no update, whatever it is like
    conf::NodeDevice device = co_await parsed(pool_, std::move(args.xml_desc), 0);
    const bool active = devices_->state(args.name).live != nullptr;
    const std::uint32_t current = active ? modify::live : modify::config;
    const std::uint32_t what = args.flags == 0 ? current : args.flags;
    devices_->update(args.name, std::move(device), (what & modify::live) != 0,
                     (what & modify::config) != 0);
}

}  // namespace virtd::test
