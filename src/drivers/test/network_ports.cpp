// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/test/network_ports.hpp"

#include <algorithm>
#include <utility>

#include "base/error.hpp"
#include "driver/typed_params.hpp"

namespace virtd::test {

namespace {

constexpr Fail fail{Origin::network};

using driver::ParamType;
using driver::TypedParam;

constexpr driver::ParamKey rate_keys[] = {
    {"inbound.average", ParamType::uint},  {"inbound.peak", ParamType::uint},
    {"inbound.burst", ParamType::uint},    {"inbound.floor", ParamType::uint},
    {"outbound.average", ParamType::uint}, {"outbound.peak", ParamType::uint},
    {"outbound.burst", ParamType::uint},
};

/// Where each of them is.
struct RateParameter {
    std::string_view name;
    std::optional<conf::Rate> conf::Bandwidth::*way;
    std::uint64_t conf::Rate::*value;
};
constexpr RateParameter rate_parameters[] = {
    {"inbound.average", &conf::Bandwidth::inbound, &conf::Rate::average},
    {"inbound.peak", &conf::Bandwidth::inbound, &conf::Rate::peak},
    {"inbound.burst", &conf::Bandwidth::inbound, &conf::Rate::burst},
    {"inbound.floor", &conf::Bandwidth::inbound, &conf::Rate::floor},
    {"outbound.average", &conf::Bandwidth::outbound, &conf::Rate::average},
    {"outbound.peak", &conf::Bandwidth::outbound, &conf::Rate::peak},
    {"outbound.burst", &conf::Bandwidth::outbound, &conf::Rate::burst},
};

conf::DirectMode direct_mode(conf::ForwardMode mode) {
    switch (mode) {
        case conf::ForwardMode::private_:
            return conf::DirectMode::private_;
        case conf::ForwardMode::bridge:
            return conf::DirectMode::bridge;
        case conf::ForwardMode::passthrough:
            return conf::DirectMode::passthrough;
        default:
            return conf::DirectMode::vepa;
    }
}

// The device as a whole goes to one user; other plugs can be shared.
bool is_exclusive(const conf::Plug& plug) {
    if (std::holds_alternative<conf::HostdevPlug>(plug)) return true;
    const auto* const direct = std::get_if<conf::DirectPlug>(&plug);
    return direct != nullptr && direct->mode == conf::DirectMode::passthrough;
}

bool same_device(const conf::Plug& a, const conf::Plug& b) {
    if (const auto* const direct = std::get_if<conf::DirectPlug>(&a)) {
        const auto* const other = std::get_if<conf::DirectPlug>(&b);
        return other != nullptr && other->dev == direct->dev;
    }
    if (const auto* const hostdev = std::get_if<conf::HostdevPlug>(&a)) {
        const auto* const other = std::get_if<conf::HostdevPlug>(&b);
        return other != nullptr && other->address == hostdev->address;
    }
    return false;
}

std::vector<conf::Plug> devices_of(const conf::Network& network) {
    std::vector<conf::Plug> plugs;
    const conf::Forward& forward = *network.forward;
    for (const conf::ForwardDevice& device : forward.interfaces)
        plugs.emplace_back(conf::DirectPlug{device.dev, direct_mode(forward.mode)});
    for (const conf::PciAddress& address : forward.addresses) {
        const auto managed = forward.managed.value_or(false) ? xml::YesNo::yes : xml::YesNo::no;
        plugs.emplace_back(conf::HostdevPlug{managed, forward.driver, address});
    }
    return plugs;
}

/// Which switches outside of us a port can be connected to depends on its plug.
void check_virtual_port(const conf::Network& network, const conf::NetworkPort& port) {
    using enum conf::VirtualPortType;
    const auto type = port.virtual_port->type;
    const std::string_view word = type ? xml::to_word(*type) : "none";
    const conf::Plug& plug = port.plug;
    if (std::holds_alternative<conf::NetworkPlug>(plug)) {
        fail(Errc::config_unsupported,
             "<virtualport type='{}'> not supported for network '{}' which uses IP forwarding",
             word, network.name);
    }
    if (std::holds_alternative<conf::BridgePlug>(plug) && type != openvswitch) {
        fail(Errc::config_unsupported,
             "<virtualport type='{}'> not supported for network '{}' which uses a bridge device",
             word, network.name);
    }
    if (std::holds_alternative<conf::DirectPlug>(plug) && type != qbg && type != qbh) {
        fail(Errc::config_unsupported,
             "<virtualport type='{}'> not supported for network '{}' which uses a macvtap device",
             word, network.name);
    }
    if (std::holds_alternative<conf::HostdevPlug>(plug) && type != qbh) {
        fail(Errc::config_unsupported,
             "<virtualport type='{}'> not supported for network '{}' which uses an SR-IOV Virtual "
             "Function via PCI passthrough",
             word, network.name);
    }
}

void complete_virtual_port(const conf::Network& network, conf::NetworkPort& port) {
    if (!port.virtual_port) return;
    check_virtual_port(network, port);
    conf::settle(*port.virtual_port, {.generates_missing = true, .needs_all = true});
}

}  // namespace

bool NetworkPorts::is_used(const conf::Plug& plug) const {
    return is_exclusive(plug) && std::ranges::any_of(ports_, [&plug](const auto& entry) {
               return same_device(plug, entry.second->plug);
           });
}

conf::Plug NetworkPorts::free_plug(const conf::Network& network) const {
    if (conf::is_managed(network.mode()))
        return conf::NetworkPlug{network.bridge.name, network.bridge.mac_table_manager};
    if (!network.bridge.name.empty()) {
        conf::BridgePlug plug;
        plug.bridge = network.bridge.name;
        plug.mac_table_manager = network.bridge.mac_table_manager;
        return plug;
    }
    for (conf::Plug& plug : devices_of(network)) {
        if (!is_used(plug)) return std::move(plug);
    }
    fail(Errc::internal_error,
         "network '{}' requires exclusive access to interfaces, but none are available",
         network.name);
}

void NetworkPorts::add(const conf::Network& network, conf::NetworkPort port, bool reclaimed) {
    const bool has_plug = !std::holds_alternative<conf::NoPlug>(port.plug);
    if (reclaimed && !has_plug)
        fail(Errc::invalid_arg, "Port reclaim requested but plug type is none");
    if (!reclaimed && has_plug)
        fail(Errc::invalid_arg, "Port reclaim not requested but plug type is not none");
    if (ports_.contains(*port.uuid)) {
        fail(Errc::network_port_exist, "Network port with UUID {} already exists",
             to_string(*port.uuid));
    }
    if (!has_plug) {
        port.plug = free_plug(network);
        complete_virtual_port(network, port);
    }
    if (is_used(port.plug)) {
        fail(Errc::internal_error, "network '{}' claims a device that is in use by another port",
             network.name);
    }
    const Uuid uuid = *port.uuid;
    ports_.emplace(uuid, std::make_shared<const conf::NetworkPort>(std::move(port)));
}

NetworkPortPtr NetworkPorts::find(const Uuid& uuid) const {
    const auto found = ports_.find(uuid);
    if (found == ports_.end()) {
        fail(Errc::no_network_port, "Network port with UUID {} does not exist", to_string(uuid));
    }
    return found->second;
}

void NetworkPorts::remove(const Uuid& uuid) {
    find(uuid);
    ports_.erase(uuid);
}

std::vector<Uuid> NetworkPorts::uuids() const {
    std::vector<Uuid> uuids;
    for (const auto& [uuid, port] : ports_)
        uuids.push_back(uuid);
    return uuids;
}

std::vector<TypedParam> NetworkPorts::parameters(const Uuid& uuid) const {
    std::vector<TypedParam> params;
    const NetworkPortPtr port = find(uuid);
    const auto& bandwidth = port->bandwidth;
    if (!bandwidth) return params;
    for (const RateParameter& known : rate_parameters) {
        const auto& rate = *bandwidth.*known.way;
        if (!rate) continue;
        params.push_back(driver::param(known.name, static_cast<std::uint32_t>(*rate.*known.value)));
    }
    return params;
}

void NetworkPorts::set_parameters(const Uuid& uuid, const std::vector<TypedParam>& params) {
    driver::validate(params, rate_keys);
    conf::NetworkPort changed = *find(uuid);
    conf::Bandwidth bandwidth = changed.bandwidth.value_or(conf::Bandwidth{});
    for (const RateParameter& known : rate_parameters) {
        const auto* const value = driver::find_param<std::uint32_t>(params, known.name);
        if (value == nullptr) continue;
        auto& rate = bandwidth.*known.way;
        if (!rate) rate.emplace();
        *rate.*known.value = *value;
    }
    // an average of zero takes the limit away
    for (auto way : {&conf::Bandwidth::inbound, &conf::Bandwidth::outbound}) {
        auto& rate = bandwidth.*way;
        if (rate && rate->average == 0 && rate->floor == 0) rate.reset();
    }
    changed.bandwidth = bandwidth;
    if (!bandwidth.inbound && !bandwidth.outbound) changed.bandwidth.reset();
    ports_[uuid] = std::make_shared<const conf::NetworkPort>(std::move(changed));
}

}  // namespace virtd::test
