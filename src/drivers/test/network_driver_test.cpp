// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/test/network_driver.hpp"
#include "base/pool.hpp"

#include <doctest/doctest.h>
#include <fmt/core.h>

#include "base/error.hpp"

namespace virtd::test {

namespace {

using namespace driver;  // NOLINT(google-build-using-namespace): the structs of the calls

std::string network_xml(std::string_view name, int number, std::string_view bridge) {
    return fmt::format(
        "<network><name>{}</name><uuid>4e3f0000-0000-4000-8000-0000000000{:02}</uuid>"
        "<bridge name='{}'/></network>",
        name, number, bridge);
}

struct Fixture {
    EventHub events;
    std::shared_ptr<TestNetworks> store = std::make_shared<TestNetworks>(events);
    std::vector<NetworkDhcpLease> given;
    Loop loop;
    Pool pool{loop};
    TestNetworkDriver networks{store, events, pool, [this](const TestNetwork&) { return given; }};
    std::string log;
    EventHub::Subscription subscription =
        events.subscribe({EventClass::network, 0, std::nullopt}, [this](const auto& body) {
            const auto& event = std::get<NetworkEventLifecycleMsg>(*body);
            log += fmt::format("{} {} ", event.net.name, event.event);
        });

    /// The result of a call; none of these waits.
    template <class T>
    static T result(Task<T> task) {
        REQUIRE(task.start());
        return task.result();
    }
    template <class Call>
    static std::string error(Call call) {
        try {
            call();
        } catch (const Error& error) {
            return error.message();
        }
        return "no error";
    }

    NetworkRef define(std::string_view name, int number, std::string_view bridge = "b") {
        return result(networks.network_define_xml({network_xml(name, number, bridge)})).net;
    }
    NetworkRef create(std::string_view name, int number, std::string_view bridge = "b") {
        return result(networks.network_create_xml({network_xml(name, number, bridge)})).net;
    }
    void start(const NetworkRef& net) { result(networks.network_create({net})); }
    void stop(const NetworkRef& net) { result(networks.network_destroy({net})); }
    std::string bridge(const NetworkRef& net) {
        return result(networks.network_get_bridge_name({net})).name;
    }
    std::string xml(const NetworkRef& net) {
        return result(networks.network_get_xml_desc({net, 0})).xml;
    }
    std::string list(std::uint32_t flags) {
        std::string names;
        for (const NetworkRef& net : result(networks.connect_list_all_networks({1, flags})).nets)
            names += net.name + " ";
        return names;
    }
    void update(const NetworkRef& net, std::string_view host, std::uint32_t flags) {
        constexpr std::uint32_t add_last = 3;
        constexpr std::uint32_t dns_host = 10;
        result(networks.network_update(
            {net, add_last, dns_host, -1,
             fmt::format("<host ip='10.0.0.1'><hostname>{}</hostname></host>", host), flags}));
    }
};

}  // namespace

TEST_CASE_FIXTURE(Fixture, "test networks: every step of a life is an event") {
    const NetworkRef net = define("n", 1);
    start(net);
    stop(net);
    stop(net);  // allowed, and told
    result(networks.network_undefine({net}));
    CHECK(log == "n 0 n 2 n 3 n 3 n 1 ");
}

TEST_CASE_FIXTURE(Fixture, "test networks: a transient one is gone when it stops") {
    const NetworkRef net = create("n", 1);
    CHECK(result(networks.network_is_persistent({net})).persistent == 0);
    stop(net);
    CHECK(error([&] { xml(net); }) == "Network not found: no network with matching name 'n'");
    CHECK(error([&] { result(networks.network_is_active({net})); }) ==
          "Network not found: no network with matching uuid "
          "'4e3f0000-0000-4000-8000-000000000001'");
    CHECK(log == "n 2 n 3 ");
}

TEST_CASE_FIXTURE(Fixture, "test networks: name and uuid belong together") {
    define("n", 1);
    CHECK(error([&] { define("n", 2); }) ==
          "operation failed: network 'n' already exists with uuid "
          "4e3f0000-0000-4000-8000-000000000001");
    CHECK(error([&] { create("m", 1); }) ==
          "operation failed: network 'n' is already defined with uuid "
          "4e3f0000-0000-4000-8000-000000000001");
}

TEST_CASE_FIXTURE(Fixture, "test networks: states that do not fit are refused") {
    const NetworkRef net = define("n", 1);
    start(net);
    CHECK(error([&] { start(net); }) ==
          "Requested operation is not valid: Network 'n' is already running");
    CHECK(error([&] { create("n", 1); }) ==
          "Requested operation is not valid: network is already active as 'n'");
    CHECK(error([&] { result(networks.network_undefine({net})); }) ==
          "Requested operation is not valid: Network 'n' is still running");
}

TEST_CASE_FIXTURE(Fixture, "test networks: a definition does not touch a running network") {
    const NetworkRef net = define("n", 1, "first");
    start(net);
    define("n", 1, "second");
    CHECK(bridge(net) == "first");
    stop(net);
    CHECK(bridge(net) == "first");
    define("n", 1, "third");
    CHECK(bridge(net) == "third");
}

TEST_CASE_FIXTURE(Fixture, "test networks: without a bridge there is no name of it") {
    const NetworkRef net = define("n", 1, "");
    CHECK(error([&] { bridge(net); }) ==
          "internal error: network 'n' does not have a bridge name.");
}

TEST_CASE_FIXTURE(Fixture, "test networks: lists are filtered by pairs of opposites") {
    const NetworkRef on = define("on", 1);
    define("off", 2);
    create("passing", 3);
    start(on);
    result(networks.network_set_autostart({on, 7}));
    CHECK(list(0) == "on off passing ");
    CHECK(list(1) == "off ");
    CHECK(list(2) == "on passing ");
    CHECK(list(4) == "on off ");
    CHECK(list(8) == "passing ");
    CHECK(list(16) == "on ");
    CHECK(list(2 | 32) == "passing ");
    CHECK(list(1 | 2) == "on off passing ");
    CHECK(error([&] { list(64); }) ==
          "unsupported flags (0x40) in function testConnectListAllNetworks");
    CHECK(result(networks.connect_num_of_networks()).num == 2);
    CHECK(result(networks.connect_list_networks({1})).names.size() == 1);
    CHECK(result(networks.connect_num_of_defined_networks()).num == 1);
}

TEST_CASE_FIXTURE(Fixture, "test networks: an update reaches the state that was asked for") {
    const NetworkRef net = define("n", 1);
    update(net, "saved", 0);
    CHECK(xml(net).find("saved") != std::string::npos);
    start(net);
    define("n", 1);
    update(net, "later", 2);
    CHECK(xml(net).find("later") == std::string::npos);
}

TEST_CASE_FIXTURE(Fixture, "test networks: an update needs the state that was asked for") {
    const NetworkRef net = define("n", 1);
    CHECK(error([&] { update(net, "h", 1); }) ==
          "Requested operation is not valid: network is not running");
    const NetworkRef passing = create("m", 2);
    CHECK(error([&] { update(passing, "h", 2); }) ==
          "Requested operation is not valid: cannot change persistent config of a transient "
          "network");
}

TEST_CASE_FIXTURE(Fixture, "test networks: an update that fails in one state changes none") {
    const NetworkRef net = define("n", 1);
    start(net);
    update(net, "first", 2);
    const std::string before = xml(net);
    CHECK(error([&] { update(net, "second", 3); }) ==
          "Requested operation is not valid: there is already at least one DNS HOST record with "
          "a matching field in network n");
    CHECK(xml(net) == before);
}

TEST_CASE_FIXTURE(Fixture, "test networks: leases are listed for all cards or for one") {
    const NetworkRef net = define("n", 1);
    NetworkDhcpLease lease;
    lease.mac = "52:54:00:00:00:01";
    lease.ipaddr = "10.0.0.2";
    given.push_back(lease);
    lease.mac = "52:54:00:00:00:aa";
    given.push_back(lease);
    NetworkGetDhcpLeasesArgs args;
    args.net = net;
    args.need_results = 1;
    CHECK(result(networks.network_get_dhcp_leases(args)).ret == 2);
    args.mac = "52:54:00:00:00:AA";
    const auto found = result(networks.network_get_dhcp_leases(args));
    REQUIRE(found.leases.size() == 1);
    CHECK(found.leases.front().mac == "52:54:00:00:00:aa");
}

TEST_CASE_FIXTURE(Fixture, "test networks: metadata is part of the document, for each state") {
    const NetworkRef net = define("n", 1);
    NetworkSetMetadataArgs set;
    set.network = net;
    set.type = 1;
    set.metadata = "a title";
    result(networks.network_set_metadata(set));
    set.type = 2;
    set.metadata = "<app/>";
    set.key = "a";
    set.uri = "urn:a";
    result(networks.network_set_metadata(set));
    CHECK(xml(net).find("<title>a title</title>") != std::string::npos);
    CHECK(xml(net).find("<a:app xmlns:a=\"urn:a\"/>") != std::string::npos);
    NetworkGetMetadataArgs get;
    get.network = net;
    get.type = 1;
    CHECK(result(networks.network_get_metadata(get)).metadata == "a title");
    get.type = 0;
    CHECK(error([&] { result(networks.network_get_metadata(get)); }) ==
          "metadata not found: Requested metadata element is not present");
    get.flags = 1;
    CHECK(error([&] { result(networks.network_get_metadata(get)); }) ==
          "Requested operation is not valid: network is not running");
}

}  // namespace virtd::test
