// SPDX-License-Identifier: LGPL-2.1-or-later
//
// Mediated devices: parts of a device that offers types of them, as many as it has instances. They
// alone can be defined before they exist. The default host has none to offer; files describe hosts
// that do.
#include <algorithm>

#include "base/error.hpp"
#include "drivers/test/nodedevs.hpp"

namespace virtd::test {

namespace {

constexpr Fail fail{Origin::nodedev};

/// The types that a device offers; null: none.
template <class Kind>
std::vector<conf::MdevType>* types_of(Kind& kind) {
    if constexpr (requires { kind.mdev_types; }) return &kind.mdev_types;
    return nullptr;
}

/// One of those; null when a device does not have it.
conf::MdevType* find_type(conf::NodeDevice& device, const std::string& id) {
    for (conf::NodeCapability& capability : device.capabilities) {
        auto* const types = std::visit([](auto& kind) { return types_of(kind); }, capability.what);
        if (types == nullptr) continue;
        const auto type = std::ranges::find(*types, id, &conf::MdevType::id);
        if (type != types->end()) return &*type;
    }
    return nullptr;
}

/// Where a device is: its name without its kind.
std::string_view place_of(std::string_view name) {
    return name.substr(name.find('_') + 1);
}

std::string name_of(const Uuid& uuid, std::string_view parent) {
    std::string name = "mdev_" + to_string(uuid) + "_" + std::string(place_of(parent));
    std::ranges::replace(name, '-', '_');
    return name;
}

/// Changes how many instances of its type a parent has left, if it still exists.
void count(const driver::Directory<TestNodeDevice>& devices, const conf::NodeDevice& mdev,
           int change) {
    const auto parent = devices.find(mdev.parent);
    if (!parent || !parent->live) return;
    auto changed = std::make_shared<conf::NodeDevice>(*parent->live);
    const std::string& type = mdev.as<conf::MdevNode>()->type;
    conf::MdevType* const offered = find_type(*changed, type);
    if (offered == nullptr) return;
    if (change < 0 && offered->available_instances == 0) {
        fail(Errc::operation_failed, "device '{}' has no more instances of type '{}'", mdev.parent,
             type);
    }
    offered->available_instances += static_cast<unsigned>(change);
    parent->live = changed;
    parent->config = changed;
}

}  // namespace

/// With a uuid, and with the name that follows from it. Throws unless its parent offers it.
NodeDevicePtr TestNodeDevices::named_mdev(conf::NodeDevice wanted) const {
    if (wanted.as<conf::MdevNode>() == nullptr) {
        fail(Errc::operation_unsupported, "Unsupported device type");
    }
    const auto parent = devices_.find(wanted.parent);
    if (!parent || !parent->live) {
        fail(Errc::internal_error, "Could not find parent device for '{}'", wanted.name);
    }
    conf::MdevNode mdev = *wanted.as<conf::MdevNode>();
    conf::NodeDevice offering = *parent->live;
    if (find_type(offering, mdev.type) == nullptr) {
        fail(Errc::operation_failed, "device '{}' does not offer type '{}'", wanted.parent,
             mdev.type);
    }
    if (!mdev.uuid) mdev.uuid = random_uuid();
    wanted.name = name_of(*mdev.uuid, wanted.parent);
    wanted.capabilities.front().what = std::move(mdev);
    return std::make_shared<const conf::NodeDevice>(std::move(wanted));
}

TestNodeDevice& TestNodeDevices::mdev(std::string_view name) const {
    TestNodeDevice& device = state(name);
    if (device.definition()->as<conf::MdevNode>() == nullptr) {
        fail(Errc::operation_unsupported, "Unsupported device type");
    }
    return device;
}

TestNodeDevice& TestNodeDevices::entry_for(const std::string& name) {
    devices_.insert(name, std::nullopt, std::make_shared<TestNodeDevice>());
    return state(name);
}

NodeDevicePtr TestNodeDevices::create_mdev(conf::NodeDevice wanted) {
    NodeDevicePtr made = named_mdev(std::move(wanted));
    const auto known = devices_.find(made->name);
    if (known && known->live) {
        fail(Errc::operation_failed, "node device '{}' exists already", made->name);
    }
    count(devices_, *made, -1);
    entry_for(made->name).live = made;
    publish(made->name, node_event::created);
    return made;
}

NodeDevicePtr TestNodeDevices::define(conf::NodeDevice wanted) {
    NodeDevicePtr made = named_mdev(std::move(wanted));
    const auto known = devices_.find(made->name);
    if (known && known->config) {
        fail(Errc::operation_failed, "node device '{}' exists already", made->name);
    }
    entry_for(made->name).config = made;
    publish(made->name, node_event::defined);
    return made;
}

void TestNodeDevices::undefine(std::string_view name) {
    TestNodeDevice& device = mdev(name);
    if (!device.config) {
        fail(Errc::operation_invalid, "node device '{}' is not persistent", name);
    }
    const NodeDevicePtr was = std::exchange(device.config, nullptr);
    device.autostart = false;
    if (!device.live) devices_.remove(was->name);
    publish(was->name, node_event::undefined);
}

void TestNodeDevices::start(std::string_view name) {
    TestNodeDevice& device = mdev(name);
    if (device.live) fail(Errc::operation_invalid, "node device '{}' is already active", name);
    count(devices_, *device.config, -1);
    device.live = device.config;
    publish(name, node_event::created);
}

void TestNodeDevices::end_mdev(std::string_view name) {
    TestNodeDevice& device = mdev(name);
    if (!device.live) fail(Errc::operation_invalid, "node device '{}' is not active", name);
    const NodeDevicePtr was = std::exchange(device.live, nullptr);
    count(devices_, *was, 1);
    if (!device.config) devices_.remove(was->name);
}

void TestNodeDevices::set_autostart(std::string_view name, bool autostart) {
    TestNodeDevice& device = mdev(name);
    if (!device.config) {
        fail(Errc::operation_invalid, "node device '{}' is not persistent", name);
    }
    device.autostart = autostart;
}

void TestNodeDevices::update(std::string_view name, conf::NodeDevice wanted, bool live,
                             bool config) {
    TestNodeDevice& device = mdev(name);
    if (live && !device.live) {
        fail(Errc::operation_invalid, "node device '{}' is not active", name);
    }
    if (config && !device.config) {
        fail(Errc::operation_invalid, "node device '{}' is not persistent", name);
    }
    const NodeDevicePtr made = named_mdev(std::move(wanted));
    const auto* const before = device.definition()->as<conf::MdevNode>();
    if (made->name != name || made->as<conf::MdevNode>()->type != before->type) {
        fail(Errc::operation_unsupported,
             "parent, type and uuid of node device '{}' cannot be changed", name);
    }
    if (live) device.live = made;
    if (config) device.config = made;
    driver::NodeDeviceEventUpdateMsg message;
    message.dev.name = name;
    events_.publish(std::move(message));
}

}  // namespace virtd::test
