// The networks of a test host: what its connections share about them.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "conf/network.hpp"
#include "driver/api/network.hpp"
#include "driver/directory.hpp"
#include "driver/event.hpp"
#include "drivers/test/network_ports.hpp"

namespace virtd::test {

struct TestNetwork {
    std::shared_ptr<const conf::Network> current;
    /// What was defined while the network was running, or was there before the first update of
    /// the saved definition. Like the reference's it is kept, and is what such updates begin with
    /// even when the network runs no more, but never takes the place of `current` by itself.
    std::shared_ptr<const conf::Network> next;
    bool active = false;
    bool persistent = false;
    bool autostart = false;
    NetworkPorts ports;  // only while it is active

    driver::NetworkRef ref() const { return {current->name, current->uuid}; }

    /// Which definitions VIR_NETWORK_UPDATE_AFFECT_* mean, "current" being the one in use.
    /// Throws when the network does not have what is asked for.
    std::uint32_t affected(std::uint32_t flags) const;
};

class TestNetworks {
public:
    explicit TestNetworks(driver::EventHub& events) : events_(events) {}

    const driver::Directory<TestNetwork>& all() const { return networks_; }

    /// Throw when there is none.
    TestNetwork& by_name(std::string_view name);
    TestNetwork& by_uuid(const Uuid& uuid);

    /// Makes it persistent; takes effect at once unless the network is running. Throws when name
    /// and uuid belong to different networks.
    TestNetwork& define(conf::Network network);
    /// Starts it, persistent or not; throws also when it is running.
    TestNetwork& create(conf::Network network);
    void start(TestNetwork& network);
    /// A network that is not persistent is gone afterwards.
    void stop(TestNetwork& network);
    void undefine(TestNetwork& network);

    /// A <network> of a file that describes the host: defined and running.
    void load(xml::Node node);

private:
    std::shared_ptr<TestNetwork> find_for(const conf::Network& network) const;
    TestNetwork& add(conf::Network network);
    void publish(const driver::NetworkRef& network, std::int32_t event);

    driver::EventHub& events_;
    driver::Directory<TestNetwork> networks_;
};

}  // namespace virtd::test
