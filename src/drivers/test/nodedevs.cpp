// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/test/nodedevs.hpp"

#include "base/error.hpp"

namespace virtd::test {

namespace {

constexpr Fail fail{Origin::test};
constexpr Fail fail_nodedev{Origin::nodedev};

// What a virtual adapter looks like is taken from one that is there, and so is its name:
// clients know the next free one.
constexpr std::string_view pattern = "scsi_host11";
constexpr std::string_view new_name = "scsi_host12";

}  // namespace

TestNodeDevice& TestNodeDevices::state(std::string_view name) const {
    const auto device = devices_.find(name);
    if (!device) fail(Errc::no_node_device, "no node device with matching name '{}'", name);
    return *device;
}

NodeDevicePtr TestNodeDevices::by_wwn(std::string_view wwnn, std::string_view wwpn) const {
    for (const auto& device : devices_) {
        const NodeDevicePtr& definition = device.object->definition();
        const auto* host = definition->as<conf::ScsiHostNode>();
        const bool matches = host != nullptr && host->fc_host && host->fc_host->wwnn == wwnn &&
                             host->fc_host->wwpn == wwpn;
        if (matches) return definition;
    }
    fail(Errc::no_node_device, "no node device with matching wwnn '{}' and wwpn '{}'", wwnn, wwpn);
}

const conf::NodeDevice& TestNodeDevices::parent_for(const conf::NodeDevice& wanted) const {
    const auto parent = devices_.find(wanted.parent);
    if (!parent) {
        fail_nodedev(Errc::internal_error, "Could not find parent device for '{}'", wanted.name);
    }
    const conf::NodeDevice& definition = *parent->definition();
    const auto* host = definition.as<conf::ScsiHostNode>();
    if (host == nullptr || !host->vport_ops) {
        fail_nodedev(Errc::internal_error, "Parent device {} is not capable of vport operations",
                     wanted.parent);
    }
    return definition;
}

NodeDevicePtr TestNodeDevices::create(conf::NodeDevice wanted) {
    if (wanted.as<conf::MdevNode>() != nullptr) return create_mdev(std::move(wanted));
    return create_adapter(wanted);
}

NodeDevicePtr TestNodeDevices::create_adapter(const conf::NodeDevice& wanted) {
    const auto* host = wanted.as<conf::ScsiHostNode>();
    if (host == nullptr || !host->fc_host) {
        fail_nodedev(Errc::internal_error, "Device is not a fibre channel HBA");
    }
    if (!wanted.parent.empty()) parent_for(wanted);

    conf::NodeDevice made = *by_name(pattern);
    made.name = new_name;
    conf::ScsiHostNode adapter = *made.as<conf::ScsiHostNode>();
    adapter.fc_host->wwnn = host->fc_host->wwnn;
    adapter.fc_host->wwpn = host->fc_host->wwpn;
    made.capabilities.front().what = std::move(adapter);
    put(std::move(made));
    state(new_name).config = nullptr;
    publish(new_name, node_event::created);
    return by_name(new_name);
}

// What is neither an adapter nor a mediated device stays, and no client has ever been told why.
void TestNodeDevices::destroy(std::string_view name) {
    const NodeDevicePtr definition = by_name(name);
    const auto* const host = definition->as<conf::ScsiHostNode>();
    if (definition->as<conf::MdevNode>() != nullptr) {
        end_mdev(name);
    } else if (host != nullptr && host->fc_host && devices_.find(definition->parent)) {
        devices_.remove(definition->name);
    } else {
        return;
    }
    publish(definition->name, node_event::deleted);
}

void TestNodeDevices::load(xml::Node node) {
    put(conf::parse_node_device(node));
}

void TestNodeDevices::put(conf::NodeDevice device) {
    const std::string name = device.name;
    const auto definition = std::make_shared<const conf::NodeDevice>(std::move(device));
    devices_.remove(name);
    devices_.insert(name, std::nullopt,
                    std::make_shared<TestNodeDevice>(TestNodeDevice{definition, definition}));
}

void TestNodeDevices::publish(std::string_view name, std::int32_t what) {
    driver::NodeDeviceEventLifecycleMsg message;
    message.dev.name = name;
    message.event = what;
    events_.publish(std::move(message));
}

}  // namespace virtd::test
