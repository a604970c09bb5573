// SPDX-License-Identifier: LGPL-2.1-or-later
#include <doctest/doctest.h>

#include "conf/netdev/bandwidth.hpp"
#include "conf/netdev/virtual_port.hpp"
#include "conf/netdev/vlan.hpp"

namespace virtd::conf {

namespace {

template <class Read>
std::string error_of(Read read) {
    try {
        read();
    } catch (const Error& error) {
        return error.message();
    }
    return "accepted";
}

std::string bandwidth(const char* text, BandwidthRules rules = {}) {
    Rare<Bandwidth> value = xml::parse(text, bandwidth_xml);
    settle(value, rules);
    return value ? xml::format(*value, bandwidth_xml) : "nothing";
}

std::string vlan(const char* text) {
    return xml::format(xml::parse(text, vlan_xml), vlan_xml);
}

std::string port(const char* text, VirtualPortRules rules = {}) {
    VirtualPort value = xml::parse(text, virtual_port_xml);
    settle(value, rules);
    return xml::format(value, virtual_port_xml);
}

}  // namespace

TEST_CASE("bandwidth: both ways come back, zeros are left out") {
    CHECK(bandwidth("<bandwidth><outbound average='9' burst='8'/>"
                    "<inbound average='1' peak='0' burst='0'/></bandwidth>") ==
          "<bandwidth>\n  <inbound average='1'/>\n  <outbound average='9' burst='8'/>\n"
          "</bandwidth>\n");
    CHECK(bandwidth("<bandwidth><inbound average='0'/></bandwidth>") ==
          "<bandwidth>\n</bandwidth>\n");
    CHECK(bandwidth("<bandwidth><outbound average='0' peak='4'/></bandwidth>") ==
          "<bandwidth>\n</bandwidth>\n");
    CHECK(bandwidth("<bandwidth/>") == "nothing");
}

TEST_CASE("bandwidth: what is wrong is named without a part of the daemon") {
    const auto error = [](const char* text, BandwidthRules rules = {}) {
        return error_of([&] { bandwidth(text, rules); });
    };
    CHECK(error("<bandwidth><inbound peak='2'/></bandwidth>") ==
          "Missing mandatory average or floor attributes");
    CHECK(error("<bandwidth><inbound floor='0' burst='2'/></bandwidth>") ==
          "unsupported configuration: 'peak' and 'burst' require 'average' attribute");
    CHECK(error("<bandwidth><inbound average='-1'/></bandwidth>") ==
          "unsupported configuration: could not convert bandwidth average value '-1'");
    CHECK(error("<bandwidth><outbound average='1' floor='4'/></bandwidth>", {.floor = true}) ==
          "unsupported configuration: 'floor' attribute allowed only in <inbound> element");
    CHECK(error("<bandwidth><inbound floor='2'/></bandwidth>") ==
          "unsupported configuration: floor attribute is not supported for this config");
    CHECK(error("<bandwidth><inbound floor='2'/></bandwidth>", {.floor = true}) == "accepted");
    CHECK(error("<bandwidth><inbound average='1'/><inbound average='2'/></bandwidth>") ==
          "Only one child <inbound> element allowed");
}

TEST_CASE("bandwidth: only ports of networks have a class") {
    const auto refused = [](std::string_view text) {
        const xml::Document document(text, {});
        return error_of([&] { refuse_class_id(document.root()); });
    };
    CHECK(refused("<a><bandwidth classID='4'><inbound average='x'/></bandwidth></a>") ==
          "classID attribute not supported on <bandwidth> in this usage context");
    CHECK(refused("<a><bandwidth/></a>") == "accepted");
}

TEST_CASE("vlan: several tags make a trunk") {
    CHECK(vlan("<vlan><tag id='5'/><tag id='6' nativeMode='tagged'/></vlan>") ==
          "<vlan trunk='yes'>\n  <tag id='5'/>\n  <tag id='6' nativeMode='tagged'/>\n</vlan>\n");
    CHECK(vlan("<vlan><tag id='5' nativeMode='tagged'/></vlan>") ==
          "<vlan>\n  <tag id='5' nativeMode='tagged'/>\n</vlan>\n");
    CHECK(vlan("<vlan trunk='no'><tag id='5'/></vlan>") == "<vlan>\n  <tag id='5'/>\n</vlan>\n");
}

TEST_CASE("vlan: contradictions are refused") {
    const auto error = [](const char* text) { return error_of([&] { vlan(text); }); };
    CHECK(
        error("<vlan/>") ==
        "XML error: missing tag id - each <vlan> must have at least one <tag id='n'/> subelement");
    CHECK(error("<vlan><tag id='4096'/></vlan>") ==
          "XML error: vlan tag id 4096 too large (maximum 4095)");
    CHECK(error("<vlan trunk='no'><tag id='5'/><tag id='6'/></vlan>") ==
          "XML error: invalid \"trunk='no'\" in <vlan> - trunk='yes' is required for more than "
          "one vlan tag");
    CHECK(error("<vlan trunk='maybe'><tag id='5'/></vlan>") ==
          "XML error: invalid \"trunk='maybe'\" in <vlan> - must be yes or no");
    CHECK(
        error("<vlan><tag id='5' nativeMode='tagged'/><tag id='6' nativeMode='tagged'/></vlan>") ==
        "XML error: duplicate native vlan setting");
}

TEST_CASE("virtualport: parameters come back in their order, numbers as decimals") {
    CHECK(
        port("<virtualport type='802.1Qbg'><parameters typeidversion='3' typeid='0x2'"
             " managerid='1' instanceid='09b11c53-8b5c-4eeb-8f00-d84eaa0aaa4f'/></virtualport>") ==
        "<virtualport type='802.1Qbg'>\n  <parameters managerid='1' typeid='2'"
        " typeidversion='3' instanceid='09b11c53-8b5c-4eeb-8f00-d84eaa0aaa4f'/>\n"
        "</virtualport>\n");
    CHECK(port("<virtualport type='openvswitch'><parameters profileid=''/></virtualport>") ==
          "<virtualport type='openvswitch'/>\n");
}

TEST_CASE("virtualport: what does not belong to the type is refused") {
    const auto error = [](const char* text, VirtualPortRules rules = {}) {
        return error_of([&] { port(text, rules); });
    };
    CHECK(error("<virtualport/>") == "XML error: missing required virtualport type");
    CHECK(error("<virtualport/>", {.needs_type = false}) == "accepted");
    CHECK(error("<virtualport type='none'/>") ==
          "unsupported configuration: unknown virtualport type none");
    CHECK(error("<virtualport type='openvswitch'><parameters managerid='3'/></virtualport>") ==
          "XML error: extra managerid unsupported in <virtualport type='openvswitch'>");
    CHECK(error("<virtualport type='802.1Qbg'><parameters managerid='256'/></virtualport>") ==
          "XML error: value of managerid out of range");
    CHECK(error("<virtualport type='802.1Qbh'/>", {.needs_all = true}) ==
          "XML error: missing profileid in <virtualport type='802.1Qbh'>");
}

TEST_CASE("virtualport: openvswitch ports get an id when asked for") {
    VirtualPort value = xml::parse("<virtualport type='openvswitch'/>", virtual_port_xml);
    settle(value, {.generates_missing = true, .needs_all = true});
    CHECK(value.interface_id.has_value());
}

}  // namespace virtd::conf
