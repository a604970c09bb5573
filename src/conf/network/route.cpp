// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/network/route.hpp"

#include "base/translate.hpp"
#include "xml/shape.hpp"

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::network};

void check_ipv4(const Route& route, std::string_view address, const std::string& network,
                const char* family) {
    if (!route.address.is_v4()) {
        fail(Errc::xml_error, "{}: {} for non-IPv4 address '{}' in route definition", network,
             translate(family), address);
    }
    if (!route.gateway.is_v4()) {
        fail(Errc::xml_error, "{}: {} for non-IPv4 gateway '{}' in route definition", network,
             translate(family), address);
    }
}

void check_ipv6(const Route& route, std::string_view address, bool has_netmask,
                const std::string& network) {
    if (route.address.is_v4()) {
        fail(Errc::xml_error,
             "{}: ipv6 family specified for non-IPv6 address '{}' in route definition", network,
             address);
    }
    if (has_netmask) {
        fail(Errc::xml_error,
             "{}: Specifying netmask invalid for IPv6 address '{}' in route definition", network,
             address);
    }
    if (route.gateway.is_v4()) {
        fail(Errc::xml_error,
             "{}: ipv6 specified for non-IPv6 gateway address '{}' in route definition", network,
             to_string(route.gateway));
    }
}

// As it was written, which is how errors name it.
std::string_view address_of(xml::Node node) {
    return node.attribute("address").value_or("");
}

void check_family(xml::Node node, Route& route) {
    const std::string& network = node.document().subject();
    const std::string_view address = address_of(node);
    if (route.family == FamilyWord::ipv6) {
        check_ipv6(route, address, node.attribute("netmask").has_value(), network);
    } else {
        check_ipv4(route, address, network,
                   route.family ? translatable("IPv4 family specified")
                                : translatable("No family specified"));
    }
}

// Whatever bits it has: they need not stand in a row.
IpAddress masked_by(IpAddress address, const IpAddress& mask) {
    for (std::size_t i = 0; i < address.bytes.size(); ++i)
        address.bytes[i] &= mask.bytes[i];
    return address;
}

// Without a mask or a prefix only the default route is meant.
IpAddress network_of(const Route& route, const std::string& network) {
    if (!route.netmask) return virtd::network_of(route.address, route.prefix.value_or(0));
    if (!route.netmask->is_v4()) {
        fail(Errc::xml_error, "{}: Invalid netmask '{}' for address '{}' (both must be IPv4)",
             network, to_string(*route.netmask), to_string(route.address));
    }
    return masked_by(route.address, *route.netmask);
}

void check_destination(xml::Node node, Route& route) {
    const std::string& network = node.document().subject();
    if (route.netmask && route.prefix) {
        fail(Errc::xml_error, "{}: Route definition cannot have both a prefix and a netmask",
             network);
    }
    const unsigned bits = route.address.bits();
    if (route.prefix && *route.prefix > bits) {
        fail(Errc::xml_error, "{}: Invalid prefix {} specified in route definition, must be 0 - {}",
             network, *route.prefix, bits);
    }
    if (network_of(route, network) != route.address) {
        fail(Errc::xml_error, "{}: Address '{}' in route definition is not a network address",
             network, address_of(node));
    }
}

void need_both(xml::Node node, Route&) {
    const std::string& network = node.document().subject();
    if (!node.attribute("address")) {
        fail(Errc::xml_error, "{}: Missing required address attribute in route definition",
             network);
    }
    if (!node.attribute("gateway")) {
        fail(Errc::xml_error, "{}: Missing required gateway attribute in route definition",
             network);
    }
}

// The turns are the order in which libvirt looks at the parts.
constexpr auto route_rows = xml::rows<Route>({
    xml::attr<&Route::family>("family")
        .or_fail(Errc::xml_error, "{1}: Unrecognized family '{0}' in route definition")
        .from(Origin::network)
        .turn(2),
    xml::check<Route, need_both>(),
    xml::attr<&Route::address>("address")
        .like(xml::pattern::ip_address)
        .or_fail(Errc::xml_error, "{1}: Bad network address '{0}' in route definition")
        .required()
        .from(Origin::network),
    xml::attr<&Route::netmask>("netmask")
        .like(xml::pattern::ip_address)
        .or_fail(Errc::xml_error, "{1}: Bad netmask address '{0}' in route definition")
        .from(Origin::network)
        .turn(3),
    xml::attr<&Route::prefix>("prefix").turn(-1),
    xml::attr<&Route::gateway>("gateway")
        .like(xml::pattern::ip_address)
        .or_fail(Errc::xml_error, "{1}: Bad gateway address '{0}' in route definition")
        .required()
        .from(Origin::network),
    xml::attr<&Route::metric>("metric").nonzero().turn(-1),
    xml::check<Route, check_family>().turn(2),
    xml::check<Route, check_destination>().turn(3),
});

}  // namespace

constinit const xml::Element<Route> route_xml{"route", route_rows};

}  // namespace virtd::conf
