// The passes after reading a network.
// SPDX-License-Identifier: LGPL-2.1-or-later
#include <algorithm>

#include "conf/network.hpp"

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::network};

bool is_reachable(const IpAddress& gateway, const NetworkIp& ip) {
    const auto length = ip.prefix_length();
    return length && gateway.family == ip.address.family &&
           network_of(gateway, *length) == network_of(ip.address, *length);
}

void check_gateways(const Network& network) {
    for (const Route& route : network.routes) {
        const auto reaches = [&](const NetworkIp& ip) { return is_reachable(route.gateway, ip); };
        if (std::ranges::any_of(network.ips, reaches)) continue;
        fail(Errc::config_unsupported,
             "unreachable static route gateway '{}' specified for network '{}'",
             to_string(route.gateway), network.name);
    }
}

// Networks that route have addresses to route from, and at most one way out.
void check_routed(const Network& network) {
    const ForwardMode mode = network.mode();
    if (mode == ForwardMode::none) return;
    if (network.ips.empty()) {
        fail(Errc::xml_error,
             "{} forwarding requested, but no IP address provided for network '{}'",
             xml::to_word(mode), network.name);
    }
    const auto& interfaces = network.forward->interfaces;
    if (interfaces.size() > 1) {
        fail(Errc::xml_error,
             "multiple forwarding interfaces specified for network '{}', only one is supported",
             network.name);
    }
    if (mode == ForwardMode::open && !interfaces.empty()) {
        fail(Errc::xml_error, "forward dev not allowed for network '{}' with forward mode='open'",
             network.name);
    }
}

// Networks that hand out what the host has do not set up a bridge.
void check_handed_out(const Network& network) {
    const ForwardMode mode = network.mode();
    const std::string_view word = xml::to_word(mode);
    const Bridge& bridge = network.bridge;
    if (mode != ForwardMode::bridge && !bridge.name.empty()) {
        fail(Errc::xml_error, "bridge name not allowed in {} mode (network '{}')", word,
             network.name);
    }
    if (mode != ForwardMode::bridge && !bridge.zone.empty()) {
        fail(Errc::xml_error, "bridge zone not allowed in {} mode (network '{}')", word,
             network.name);
    }
    if (mode != ForwardMode::bridge && bridge.mac_table_manager) {
        fail(Errc::xml_error,
             "bridge macTableManager setting not allowed in {} mode (network '{}')", word,
             network.name);
    }
    if (bridge.stp || bridge.delay || !bridge.zone.empty()) {
        fail(Errc::xml_error,
             "bridge delay/stp/zone options only allowed in route, nat, and isolated mode, not in "
             "{} (network '{}')",
             word, network.name);
    }
    if (network.mtu != 0) {
        fail(Errc::xml_error,
             "mtu size only allowed in open, route, nat, and isolated mode, not in {} (network "
             "'{}')",
             word, network.name);
    }
    const Forward& forward = *network.forward;
    const bool has_device =
        !forward.interfaces.empty() || !forward.addresses.empty() || forward.physical_function;
    if (!bridge.name.empty() && has_device) {
        fail(Errc::xml_error,
             "A network with forward mode='{}' can specify a bridge name or a forward dev, but not "
             "both (network '{}')",
             word, network.name);
    }
}

}  // namespace

void fill_defaults(Network& network) {
    if (network.uuid == Uuid{}) network.uuid = random_uuid();
    if (!is_managed(network.mode())) return;
    Bridge& bridge = network.bridge;
    if (!bridge.stp) bridge.stp = true;
    if (!bridge.delay) bridge.delay = 0;
}

void validate(const Network& network) {
    if (network.name.find('/') != std::string::npos) {
        constexpr Fail fail_name{Origin::xml};
        fail_name(Errc::xml_detail, "invalid char in name: /");
    }
    check_gateways(network);
    if (is_managed(network.mode())) {
        check_routed(network);
    } else {
        check_handed_out(network);
    }
}

}  // namespace virtd::conf
