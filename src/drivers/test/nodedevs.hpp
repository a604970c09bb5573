// The devices of a test host: what its connections share about them.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "conf/nodedev/device.hpp"
#include "driver/directory.hpp"
#include "driver/event.hpp"

namespace virtd::test {

namespace node_event {  // virNodeDeviceEventLifecycleType
enum : std::int32_t { created = 0, deleted = 1, defined = 2, undefined = 3 };
}

using NodeDevicePtr = std::shared_ptr<const conf::NodeDevice>;

struct TestNodeDevice {
    NodeDevicePtr live;    // null: it is only defined
    NodeDevicePtr config;  // null: it is gone when it ends
    bool autostart = false;

    const NodeDevicePtr& definition() const { return live ? live : config; }
};

class TestNodeDevices {
public:
    explicit TestNodeDevices(driver::EventHub& events) : events_(events) {}

    const driver::Directory<TestNodeDevice>& all() const { return devices_; }

    /// Throws when there is none.
    TestNodeDevice& state(std::string_view name) const;
    NodeDevicePtr by_name(std::string_view name) const { return state(name).definition(); }
    /// The adapter with these world wide names; throws when there is none.
    NodeDevicePtr by_wwn(std::string_view wwnn, std::string_view wwpn) const;

    /// Makes a virtual adapter or a mediated device of another device. Throws when the definition
    /// is not of one, or its parent cannot have any.
    NodeDevicePtr create(conf::NodeDevice wanted);
    void destroy(std::string_view name);

    // Only mediated devices can be defined; for others these throw. All are in mdevs.cpp.
    NodeDevicePtr define(conf::NodeDevice wanted);
    void undefine(std::string_view name);
    void start(std::string_view name);
    bool autostart(std::string_view name) const { return mdev(name).autostart; }
    void set_autostart(std::string_view name, bool autostart);
    /// Changes what runs, what is defined, or both.
    void update(std::string_view name, conf::NodeDevice wanted, bool live, bool config);

    /// A <device> of a file that describes the host.
    void load(xml::Node node);

private:
    const conf::NodeDevice& parent_for(const conf::NodeDevice& wanted) const;
    NodeDevicePtr create_adapter(const conf::NodeDevice& wanted);
    void put(conf::NodeDevice device);
    void publish(std::string_view name, std::int32_t event);

    NodeDevicePtr named_mdev(conf::NodeDevice wanted) const;
    TestNodeDevice& mdev(std::string_view name) const;
    TestNodeDevice& entry_for(const std::string& name);
    NodeDevicePtr create_mdev(conf::NodeDevice wanted);
    void end_mdev(std::string_view name);

    driver::EventHub& events_;
    driver::Directory<TestNodeDevice> devices_;
};

}  // namespace virtd::test
