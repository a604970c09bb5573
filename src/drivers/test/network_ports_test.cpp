// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/test/network_ports.hpp"

#include <doctest/doctest.h>
#include <fmt/core.h>

#include "base/error.hpp"
#include "driver/typed_params.hpp"

namespace virtd::test {

namespace {

conf::Network network(std::string_view inside) {
    return conf::parse_network(fmt::format("<network><name>n</name>{}</network>", inside));
}

conf::NetworkPort port(int number, std::string_view inside = "") {
    return conf::parse_network_port(
        fmt::format("<networkport><uuid>f1170000-0000-4000-8000-0000000000{:02}</uuid>"
                    "<owner><name>g</name><uuid>f1170000-0000-4000-8000-0000000000b1</uuid></owner>"
                    "<mac address='52:54:00:00:00:01'/>{}</networkport>",
                    number, inside));
}

/// How the plug of a new port is written.
std::string plug_in(std::string_view inside) {
    NetworkPorts ports;
    ports.add(network(inside), port(1), false);
    const std::string text = conf::format(*ports.find(*port(1).uuid));
    const std::size_t start = text.find("<plug");
    return text.substr(start, text.find('>', start) + 1 - start);
}

template <class Call>
std::string error(Call call) {
    try {
        call();
    } catch (const Error& error) {
        return error.message();
    }
    return "no error";
}

}  // namespace

TEST_CASE("network ports: the kind of network decides what a port is plugged into") {
    CHECK(plug_in("<bridge name='virbr9'/>") == "<plug type='network' bridge='virbr9'/>");
    CHECK(plug_in("<forward mode='bridge'/><bridge name='br0'/>") ==
          "<plug type='bridge' bridge='br0'/>");
    CHECK(plug_in("<forward mode='vepa'><interface dev='e0'/></forward>") ==
          "<plug type='direct' dev='e0' mode='vepa'/>");
    CHECK(plug_in("<forward mode='hostdev'><address type='pci' bus='1'/></forward>") ==
          "<plug type='hostdev-pci' managed='no'>");
}

TEST_CASE("network ports: a bridge of the host has no profiles of switches, but Open vSwitch's") {
    const auto bridged = network("<forward mode='bridge'/><bridge name='br0'/>");
    const auto refusal = [&](const char* type) {
        NetworkPorts ports;
        return error(
            [&] { ports.add(bridged, port(1, fmt::format("<virtualport{}/>", type)), false); });
    };
    CHECK(refusal(" type='openvswitch'") == "no error");
    CHECK(refusal("") ==
          "unsupported configuration: <virtualport type='none'> not supported for network 'n' "
          "which uses a bridge device");
    CHECK(refusal(" type='802.1Qbh'").find("<virtualport type='802.1Qbh'>") != std::string::npos);
}

TEST_CASE("network ports: what a switch has to know is completed, or refused when it cannot be") {
    const auto added = [](const char* body, const char* virtual_port) {
        NetworkPorts ports;
        const auto wanted = port(1, virtual_port);
        ports.add(network(body), wanted, false);
        return *ports.find(*wanted.uuid)->virtual_port;
    };
    const char* const bridge = "<forward mode='bridge'/><bridge name='br0'/>";
    CHECK(added(bridge, "<virtualport type='openvswitch'/>").interface_id.has_value());
    const char* const direct = "<forward mode='vepa'><interface dev='e0'/></forward>";
    CHECK(added(direct,
                "<virtualport type='802.1Qbg'><parameters managerid='1' typeid='1' "
                "typeidversion='1'/></virtualport>")
              .instance_id.has_value());
    CHECK(error([&] { added(direct, "<virtualport type='802.1Qbg'/>"); }) ==
          "XML error: missing managerid in <virtualport type='802.1Qbg'>");
    CHECK(error([&] { added("<bridge name='v'/>", "<virtualport type='openvswitch'/>"); }) ==
          "unsupported configuration: <virtualport type='openvswitch'> not supported for network "
          "'n' which uses IP forwarding");
}

TEST_CASE("network ports: devices that cannot be shared are given once") {
    const auto two =
        network("<forward mode='passthrough'><interface dev='e0'/><interface dev='e1'/></forward>");
    NetworkPorts ports;
    ports.add(two, port(1), false);
    ports.add(two, port(2), false);
    CHECK(error([&] { ports.add(two, port(3), false); }) ==
          "internal error: network 'n' requires exclusive access to interfaces, but none are "
          "available");
    ports.remove(*port(1).uuid);
    CHECK(error([&] { ports.add(two, port(3), false); }) == "no error");
}

TEST_CASE("network ports: only reclaimed ones bring a plug") {
    NetworkPorts ports;
    const auto plain = network("<bridge name='b'/>");
    CHECK(error([&] { ports.add(plain, port(1), true); }) ==
          "invalid argument: Port reclaim requested but plug type is none");
    ports.add(plain, port(1, "<plug type='network' bridge='b'/>"), true);
    CHECK(ports.uuids().size() == 1);
}

TEST_CASE("network ports: each has a uuid of its own, and unknown ones are named") {
    NetworkPorts ports;
    const auto plain = network("<bridge name='b'/>");
    ports.add(plain, port(1), false);
    CHECK(error([&] { ports.add(plain, port(1), false); }).find("already exists") !=
          std::string::npos);
    CHECK(error([&] { ports.remove(*port(2).uuid); }) ==
          "network port not found: Network port with UUID f1170000-0000-4000-8000-000000000002 "
          "does not exist");
}

TEST_CASE("network ports: rates are parameters, and zero takes them away") {
    NetworkPorts ports;
    ports.add(network("<bridge name='b'/>"), port(1), false);
    const Uuid uuid = *port(1).uuid;
    CHECK(ports.parameters(uuid).empty());
    ports.set_parameters(uuid, {driver::param("inbound.average", std::uint32_t{100})});
    CHECK(ports.parameters(uuid).size() == 4);
    CHECK(conf::format(*ports.find(uuid)).find("<inbound average='100'/>") != std::string::npos);
    ports.set_parameters(uuid, {driver::param("inbound.average", std::uint32_t{0})});
    CHECK(ports.parameters(uuid).empty());
}

}  // namespace virtd::test
