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

using NodeDevicePtr = std::shared_ptr<const conf::NodeDevice>;

class TestNodeDevices {
public:
    explicit TestNodeDevices(driver::EventHub& events) : events_(events) {}

    const driver::Directory<const conf::NodeDevice>& all() const { return devices_; }

    /// Throws when there is none.
    NodeDevicePtr by_name(std::string_view name) const;
    /// The adapter with these world wide names; throws when there is none.
    NodeDevicePtr by_wwn(std::string_view wwnn, std::string_view wwpn) const;

    /// Makes a virtual adapter of another. Throws when the definition is not of one, or its
    /// parent cannot have any.
    NodeDevicePtr create(conf::NodeDevice wanted);
    void destroy(std::string_view name);

    /// A <device> of a file that describes the host.
    void load(xml::Node node);

private:
    const conf::NodeDevice& parent_for(const conf::NodeDevice& wanted) const;
    void put(conf::NodeDevice device);
    void publish(std::string_view name, std::int32_t event);

    driver::EventHub& events_;
    driver::Directory<const conf::NodeDevice> devices_;
};

}  // namespace virtd::test
