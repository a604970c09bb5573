// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/network_port.hpp"

#include <doctest/doctest.h>
#include <fmt/core.h>

namespace virtd::conf {

namespace {

constexpr std::string_view head = R"(<networkport>
  <uuid>f1170000-0000-4000-8000-0000000000a1</uuid>
  <owner>
    <name>g</name>
    <uuid>f1170000-0000-4000-8000-0000000000b1</uuid>
  </owner>
)";
constexpr std::string_view mac = "  <mac address='52:54:00:00:00:01'/>\n";

std::string port(std::string_view inside) {
    return fmt::format("{}{}{}</networkport>\n", head, mac, inside);
}

std::string round_trip(std::string_view inside) {
    return format(parse_network_port(port(inside)));
}

std::string error_of(const std::string& text) {
    try {
        parse_network_port(text);
    } catch (const Error& error) {
        return error.message();
    }
    return "accepted";
}

std::string error_in(std::string_view inside) {
    return error_of(port(inside));
}

}  // namespace

TEST_CASE("network port: each kind of plug comes back as it went in") {
    for (const char* inside : {
             "",
             "  <plug type='network' bridge='virbr0' macTableManager='libvirt'/>\n",
             "  <plug type='bridge' bridge='br0'/>\n",
             "  <plug type='direct' dev='eth0' mode='passthrough'/>\n",
             ("  <plug type='hostdev-pci' managed='yes'>\n    <driver name='vfio'/>\n"
              "    <address domain='0x0000' bus='0x01' slot='0x02' function='0x3'/>\n  </plug>\n"),
         }) {
        CHECK(round_trip(inside) == port(inside));
    }
}

TEST_CASE("network port: everything else comes back in its order") {
    const char* const inside =
        "  <virtualport type='802.1Qbh'>\n    <parameters profileid='a'/>\n  </virtualport>\n"
        "  <bandwidth classID='3'>\n    <inbound average='5'/>\n  </bandwidth>\n"
        "  <vlan>\n    <tag id='4'/>\n  </vlan>\n"
        "  <port isolated='yes'/>\n  <rxfilters trustGuest='no'/>\n";
    CHECK(round_trip(inside) == port(inside));
    const std::string grouped =
        fmt::format("{}  <group>web</group>\n{}</networkport>\n", head, mac);
    CHECK(format(parse_network_port(grouped)) == grouped);
}

TEST_CASE("network port: what says nothing is left out") {
    CHECK(round_trip("<bandwidth classID='2'/><plug type='none'/><rxfilters/>") == port(""));
    CHECK(round_trip("<bandwidth classID='0'><inbound average='5'/></bandwidth>") ==
          port("  <bandwidth>\n    <inbound average='5'/>\n  </bandwidth>\n"));
}

TEST_CASE("network port: owner and address must be there") {
    CHECK(error_of("<networkport/>") == "internal error: network port has no uuid");
    const std::string id = "<uuid>f1170000-0000-4000-8000-0000000000a1</uuid>";
    CHECK(error_of("<networkport><uuid>x</uuid></networkport>") ==
          "internal error: Unable to parse UUID 'x'");
    CHECK(error_of("<networkport>" + id + "</networkport>") ==
          "internal error: network port has no owner name");
    CHECK(error_of("<networkport>" + id + "<owner><name>g</name></owner></networkport>") ==
          "internal error: network port has no owner UUID");
    CHECK(error_of(fmt::format("{}</networkport>", head)) ==
          "internal error: network port has no mac");
    CHECK(error_of(fmt::format("{}<mac address='zz'/></networkport>", head)) ==
          "internal error: Unable to parse MAC 'zz'");
}

TEST_CASE("network port: plugs that are not whole are refused") {
    CHECK(error_in("<plug type='x'/>") ==
          "XML error: Invalid value for attribute 'type' in element 'plug': 'x'.");
    CHECK(error_in("<plug type='network'/>") == "XML error: Missing network port bridge name");
    CHECK(error_in("<plug type='bridge' bridge='b' macTableManager='x'/>") ==
          "XML error: Invalid macTableManager setting 'x' in network port");
    CHECK(error_in("<plug type='direct'/>") == "XML error: Missing network port link device name");
    CHECK(error_in("<plug type='direct' dev='e' mode='x'/>") ==
          "XML error: Invalid mode setting 'x' in network port");
    CHECK(error_in("<plug type='hostdev-pci'/>") == "XML error: Missing network port PCI address");
}

TEST_CASE("network port: only ports on a bridge of the network are guaranteed a rate") {
    const char* const rate = "<bandwidth><inbound average='5' floor='3'/></bandwidth>";
    CHECK(error_in(rate).starts_with("Operation not supported: Invalid use of 'floor'"));
    CHECK(error_in(fmt::format("{}<plug type='network' bridge='b'/>", rate)) == "accepted");
}

}  // namespace virtd::conf
