// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/test/networks.hpp"

#include "base/error.hpp"
#include "driver/flags.hpp"

namespace virtd::test {

namespace {

constexpr Fail fail{Origin::test};
constexpr Fail fail_network{Origin::network};

namespace event {  // virNetworkEventLifecycleType
enum : std::int32_t { defined = 0, undefined = 1, started = 2, stopped = 3 };
}

}  // namespace

std::uint32_t TestNetwork::affected(std::uint32_t flags) const {
    using namespace driver;  // NOLINT(google-build-using-namespace): the flags
    if ((flags & (affect::live | affect::config)) == 0)
        flags |= active ? affect::live : affect::config;
    if ((flags & affect::live) != 0 && !active)
        fail_network(Errc::operation_invalid, "network is not running");
    if ((flags & affect::config) != 0 && !persistent) {
        fail_network(Errc::operation_invalid,
                     "cannot change persistent config of a transient network");
    }
    return flags;
}

TestNetwork& TestNetworks::by_name(std::string_view name) {
    const auto found = networks_.find(name);
    if (!found) fail(Errc::no_network, "no network with matching name '{}'", name);
    return *found;
}

TestNetwork& TestNetworks::by_uuid(const Uuid& uuid) {
    const auto found = networks_.find(uuid);
    if (!found) fail(Errc::no_network, "no network with matching uuid '{}'", to_string(uuid));
    return *found;
}

std::shared_ptr<TestNetwork> TestNetworks::find_for(const conf::Network& network) const {
    auto same_uuid = networks_.find(network.uuid);
    if (same_uuid && same_uuid->current->name != network.name) {
        fail_network(Errc::operation_failed, "network '{}' is already defined with uuid {}",
                     same_uuid->current->name, to_string(network.uuid));
    }
    const auto same_name = networks_.find(network.name);
    if (same_name && same_name != same_uuid) {
        fail_network(Errc::operation_failed, "network '{}' already exists with uuid {}",
                     network.name, to_string(same_name->current->uuid));
    }
    return same_uuid;
}

TestNetwork& TestNetworks::add(conf::Network network) {
    const auto added = std::make_shared<TestNetwork>();
    added->current = std::make_shared<const conf::Network>(std::move(network));
    networks_.insert(added->current->name, added->current->uuid, added);
    return *added;
}

TestNetwork& TestNetworks::define(conf::Network network) {
    const auto known = find_for(network);
    TestNetwork& defined = known ? *known : add(network);
    if (known) {
        auto definition = std::make_shared<const conf::Network>(std::move(network));
        if (!known->active) known->current = std::exchange(definition, nullptr);
        known->next = std::move(definition);
    }
    defined.persistent = true;
    publish(defined.ref(), event::defined);
    return defined;
}

TestNetwork& TestNetworks::create(conf::Network network) {
    const auto known = find_for(network);
    if (known && known->active) {
        fail_network(Errc::operation_invalid, "network is already active as '{}'", network.name);
    }
    TestNetwork& created = known ? *known : add(network);
    if (known) {
        if (!known->next) known->next = known->current;
        known->current = std::make_shared<const conf::Network>(std::move(network));
    }
    created.active = true;
    publish(created.ref(), event::started);
    return created;
}

void TestNetworks::start(TestNetwork& network) {
    if (network.active) {
        fail(Errc::operation_invalid, "Network '{}' is already running", network.current->name);
    }
    network.active = true;
    publish(network.ref(), event::started);
}

void TestNetworks::stop(TestNetwork& network) {
    const driver::NetworkRef ref = network.ref();
    network.active = false;
    network.ports.clear();
    if (!network.persistent) networks_.remove(ref.name);
    publish(ref, event::stopped);
}

void TestNetworks::undefine(TestNetwork& network) {
    const driver::NetworkRef ref = network.ref();
    if (network.active) fail(Errc::operation_invalid, "Network '{}' is still running", ref.name);
    networks_.remove(ref.name);
    publish(ref, event::undefined);
}

void TestNetworks::load(xml::Node node) {
    conf::Network network = conf::parse_network(node);
    const auto known = find_for(network);
    TestNetwork& loaded = known ? *known : add(network);
    if (known) known->current = std::make_shared<const conf::Network>(std::move(network));
    loaded.persistent = true;
    loaded.active = true;
}

void TestNetworks::publish(const driver::NetworkRef& network, std::int32_t what) {
    driver::NetworkEventLifecycleMsg message;
    message.net = network;
    message.event = what;
    events_.publish(std::move(message));
}

}  // namespace virtd::test
