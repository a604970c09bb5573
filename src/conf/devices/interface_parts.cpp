// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/devices/interface_parts.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/translate.hpp"
#include "conf/address.hpp"
#include "conf/devices/interface_words.hpp"
#include "conf/devices/rows.hpp"
#include "xml/shape.hpp"

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::domain};

std::string_view family_word(const IpAddress& address) {
    return address.is_v4() ? "ipv4" : "ipv6";
}

// ---- <ip>

void read_ip(xml::Node node, InterfaceIp& ip) {
    const auto text = node.attribute("address");
    if (!text) fail(Errc::xml_error, "Missing required address in <ip>");
    const auto family = node.attribute("family");
    const auto address = family == "ipv4"   ? parse_ip(*text, IpFamily::v4)
                         : family == "ipv6" ? parse_ip(*text, IpFamily::v6)
                                            : parse_ip(*text);
    if (!address) fail(Errc::xml_error, "Invalid address '{}' in <ip>", *text);
    ip.address = *address;
}

void write_ip(xml::Writer& out, const InterfaceIp& ip) {
    out.attribute("address", to_string(ip.address));
}

void write_family(xml::Writer& out, const InterfaceIp& ip) {
    out.attribute("family", family_word(ip.address));
}

void check_prefix(xml::Node node, InterfaceIp& ip) {
    const auto text = node.attribute("prefix");
    if (!text) return;
    if (!ip.prefix || *ip.prefix > ip.address.bits())
        fail(Errc::xml_error, "Invalid prefix value '{}' in <ip>", *text);
    if (ip.prefix == 0u) ip.prefix.reset();
}

void read_peer(xml::Node node, InterfaceIp& ip) {
    const auto text = node.attribute("peer");
    if (!text) return;
    ip.peer = parse_ip(*text, ip.address.family);
    if (!ip.peer) fail(Errc::invalid_arg, "Invalid peer '{}' in <ip>", *text);
}

void write_peer(xml::Writer& out, const InterfaceIp& ip) {
    if (ip.peer) out.attribute("peer", to_string(*ip.peer));
}

constexpr auto ip_rows = xml::rows<InterfaceIp>({
    xml::custom_attr<InterfaceIp, read_ip, write_ip>("address").expected().like(
        xml::pattern::ip_address),
    xml::custom_attr<InterfaceIp, xml::read_nothing, write_family>("family").one_of<FamilyWord>(),
    xml::attr<&InterfaceIp::prefix>("prefix").or_fail(Errc::xml_error,
                                                      "Invalid prefix value '{}' in <ip>"),
    xml::check<InterfaceIp, check_prefix>(),
    xml::custom_attr<InterfaceIp, read_peer, write_peer>("peer").like(xml::pattern::ip_address),
});
constexpr xml::Element<InterfaceIp> ip_xml{"ip", ip_rows};

// ---- <route>

// What errors call the side of the cable.
std::string_view side_of(xml::Node around) {
    if (around.name() == "source") return translate(translatable("interface host IP"));
    if (around.name() == "hostdev") return translate(translatable("Domain hostdev device"));
    return translate(translatable("guest interface"));
}

void read_routes(xml::Node node, IpSetup& setup) {
    if (!node.child("route")) return;
    const xml::Subject subject(node.document(), side_of(node));
    node.each("route", [&](xml::Node item) { read(route_xml, item, setup.routes.emplace_back()); });
}

void write_routes(xml::Writer& out, const IpSetup& setup) {
    for (const Route& route : setup.routes)
        write(route_xml, out, route);
}

constexpr auto setup_rows = xml::rows<IpSetup>({
    xml::list<&IpSetup::addresses, ip_xml>(),
    xml::custom<IpSetup, read_routes, write_routes>("route").of(route_xml),
});

// ---- <driver>

constexpr auto host_rows = xml::rows<HostOffloads>({
    xml::attr<&HostOffloads::csum>("csum"),
    xml::attr<&HostOffloads::gso>("gso"),
    xml::attr<&HostOffloads::tso4>("tso4"),
    xml::attr<&HostOffloads::tso6>("tso6"),
    xml::attr<&HostOffloads::ecn>("ecn"),
    xml::attr<&HostOffloads::ufo>("ufo"),
    xml::attr<&HostOffloads::mrg_rxbuf>("mrg_rxbuf"),
});
constexpr xml::Element<HostOffloads> host_xml{"host", host_rows};

constexpr auto guest_rows = xml::rows<GuestOffloads>({
    xml::attr<&GuestOffloads::csum>("csum"),
    xml::attr<&GuestOffloads::tso4>("tso4"),
    xml::attr<&GuestOffloads::tso6>("tso6"),
    xml::attr<&GuestOffloads::ecn>("ecn"),
    xml::attr<&GuestOffloads::ufo>("ufo"),
});
constexpr xml::Element<GuestOffloads> guest_xml{"guest", guest_rows};

// One queue is what there is without the attribute.
void settle_queues(xml::Node, InterfaceDriver& driver) {
    if (driver.queues == 1) driver.queues = 0;
}

constexpr auto driver_rows = xml::rows<InterfaceDriver>({
    xml::attr<&InterfaceDriver::name>("name"),
    xml::attr<&InterfaceDriver::txmode>("txmode"),
    xml::attr<&InterfaceDriver::ioeventfd>("ioeventfd"),
    xml::attr<&InterfaceDriver::event_idx>("event_idx"),
    xml::attr<&InterfaceDriver::queues>("queues").if_set(),
    xml::attr<&InterfaceDriver::rx_queue_size>("rx_queue_size").if_set(),
    xml::attr<&InterfaceDriver::tx_queue_size>("tx_queue_size").if_set(),
    xml::attr<&InterfaceDriver::rss>("rss"),
    xml::attr<&InterfaceDriver::rss_hash_report>("rss_hash_report"),
    xml::check<InterfaceDriver, settle_queues>(),
    xml::same<&InterfaceDriver::virtio, virtio_options_xml>(),
    xml::child<&InterfaceDriver::host, host_xml>(),
    xml::child<&InterfaceDriver::guest, guest_xml>(),
});

// ---- <filterref>

constexpr std::string_view name_characters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
constexpr std::string_view value_characters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.:-";

bool holds_only(std::string_view text, std::string_view characters) {
    return !text.empty() && text.find_first_not_of(characters) == text.npos;
}

// What no filter could use is dropped; the same name may come with several values.
void settle_parameters(xml::Node, FilterRef& filter) {
    std::erase_if(filter.parameters, [](const FilterParameter& parameter) {
        return !holds_only(parameter.name, name_characters) ||
               !holds_only(parameter.value, value_characters);
    });
    std::ranges::stable_sort(filter.parameters, {}, &FilterParameter::name);
}

constexpr auto parameter_rows = xml::rows<FilterParameter>({
    xml::attr<&FilterParameter::name>("name").expected().like(xml::pattern::letters_and<"_">),
    xml::attr<&FilterParameter::value>("value").expected().like(xml::pattern::letters_and<"_.:">),
});
constexpr xml::Element<FilterParameter> parameter_xml{"parameter", parameter_rows};

constexpr auto filter_rows = xml::rows<FilterRef>({
    xml::attr<&FilterRef::filter>("filter").expected().like(xml::pattern::one_word),
    xml::list<&FilterRef::parameters, parameter_xml>(),
    xml::check<FilterRef, settle_parameters>(),
});

// ---- <teaming>

void need_teaming_type(xml::Node node, Teaming&) {
    if (node.attribute("persistent") && !node.attribute("type"))
        fail(Errc::config_unsupported, "unknown teaming type '(null)'");
}

constexpr auto teaming_rows = xml::rows<Teaming>({
    xml::check<Teaming, need_teaming_type>(),
    xml::attr<&Teaming::type>("type").expected().or_fail(Errc::config_unsupported,
                                                         "unknown teaming type '{}'"),
    xml::attr<&Teaming::persistent>("persistent")
        .expected()
        .like(xml::pattern::letters_and<"_-.">)
        .only(xml::when<"type", "transient">),
});
// ---- <portForward>

constexpr auto range_rows = xml::rows<PortForwardRange>({
    xml::attr<&PortForwardRange::start>("start")
        .expected()
        .like(xml::pattern::integer)
        .if_set()
        .nonzero(),
    xml::attr<&PortForwardRange::end>("end").like(xml::pattern::integer).if_set().nonzero(),
    xml::attr<&PortForwardRange::to>("to").like(xml::pattern::integer).if_set().nonzero(),
    xml::attr<&PortForwardRange::exclude>("exclude"),
});
constexpr xml::Element<PortForwardRange> range_xml{"range", range_rows};

// Without a start nothing else counts, but for what is left out.
void drop_empty_ranges(xml::Node, PortForward& forward) {
    for (PortForwardRange& range : forward.ranges)
        if (range.start == 0) range.end = range.to = 0;
    std::erase(forward.ranges, PortForwardRange{});
}

constexpr auto forward_rows = xml::rows<PortForward>({
    xml::attr<&PortForward::protocol>("proto").required(),
    xml::attr<&PortForward::address>("address")
        .like(xml::pattern::ip_address)
        .or_fail(Errc::xml_error, "Invalid address '{}' in <portForward>"),
    xml::attr<&PortForward::dev>("dev").like(xml::pattern::device_name),
    xml::list<&PortForward::ranges, range_xml>(),
    xml::check<PortForward, drop_empty_ranges>(),
});

}  // namespace

constinit const xml::Element<IpSetup> ip_setup_xml{"interface", setup_rows};
constinit const xml::Element<InterfaceDriver> interface_driver_xml{"driver", driver_rows};
constinit const xml::Element<Teaming> teaming_xml{"teaming", teaming_rows};
constinit const xml::Element<FilterRef> filter_ref_xml{"filterref", filter_rows};
constinit const xml::Element<PortForward> port_forward_xml{"portForward", forward_rows};

}  // namespace virtd::conf
