// SPDX-License-Identifier: LGPL-2.1-or-later
//
// The network cards of guests: their limits, statistics and addresses.
#include <algorithm>
#include <utility>

#include "base/error.hpp"
#include "conf/domain.hpp"
#include "driver/typed_params.hpp"
#include "drivers/test/clock.hpp"
#include "drivers/test/domains.hpp"
#include "drivers/test/guest.hpp"
#include "drivers/test/host.hpp"
#include "drivers/test/leases.hpp"
#include "drivers/test/networks.hpp"

namespace virtd::test {

using namespace driver;  // NOLINT(google-build-using-namespace): the structs of the calls

namespace {

constexpr Fail fail{Origin::test};
constexpr Fail fail_domain{Origin::domain};

/// By its MAC address, or by the name of its device on the host.
template <class Definition>
auto& card(Definition& definition, std::string_view name) {
    const auto mac = parse_mac(name);
    for (auto& item : definition.devices.interfaces) {
        if (mac ? item.mac.address == mac : item.target.dev == name) return item;
    }
    fail_domain(Errc::invalid_arg, "'{}' is not a known interface", name);
}

// limits

using Side = std::optional<conf::Rate> conf::Bandwidth::*;
struct RateKey {
    std::string_view name;
    Side side;
    std::uint64_t conf::Rate::*member;
};
constexpr Side inbound = &conf::Bandwidth::inbound;
constexpr Side outbound = &conf::Bandwidth::outbound;
constexpr RateKey rates[] = {
    {"inbound.average", inbound, &conf::Rate::average},
    {"inbound.peak", inbound, &conf::Rate::peak},
    {"inbound.burst", inbound, &conf::Rate::burst},
    {"inbound.floor", inbound, &conf::Rate::floor},
    {"outbound.average", outbound, &conf::Rate::average},
    {"outbound.peak", outbound, &conf::Rate::peak},
    {"outbound.burst", outbound, &conf::Rate::burst},
};

constexpr auto make_rate_keys() {
    std::array<ParamKey, std::size(rates)> keys{};
    for (std::size_t i = 0; i < std::size(rates); ++i)
        keys[i] = {rates[i].name, ParamType::uint};
    return keys;
}
constexpr auto rate_keys = make_rate_keys();

/// Replaces a direction when its average (or what is guaranteed) is given; without either of
/// them there is no limit.
void set_side(conf::Bandwidth& bandwidth, Side side, std::span<const TypedParam> params) {
    conf::Rate rate;
    bool decided = false;
    for (const RateKey& key : rates) {
        const auto* value = find_param<std::uint32_t>(params, key.name);
        if (key.side != side || value == nullptr) continue;
        rate.*key.member = *value;
        decided |= key.member == &conf::Rate::average || key.member == &conf::Rate::floor;
    }
    if (!decided) return;
    bandwidth.*side = rate;
    if (rate.average == 0 && rate.floor == 0) (bandwidth.*side).reset();
}

// addresses

DomainIpAddr address_elsewhere(std::size_t card_index) {
    DomainIpAddr address;
    address.type = address_type::ipv4;
    address.addr = "192.168.0." + std::to_string((1 + card_index) % 256);
    address.prefix = 24;
    return address;
}

}  // namespace

Task<void> TestDomains::domain_set_interface_parameters(DomainSetInterfaceParametersArgs args) {
    fail.unless_flags(args.flags, affect::live | affect::config,
                      "testDomainSetInterfaceParameters");
    validate(args.params, rate_keys);
    DomainPtr& slot = guest(args.dom)->one(args.flags);
    Guest::change(slot, [&args](conf::Domain& definition) {
        auto& bandwidth = card(definition, args.device).bandwidth;
        if (!bandwidth) bandwidth.emplace();
        set_side(*bandwidth, inbound, args.params);
        set_side(*bandwidth, outbound, args.params);
    });
    co_return;
}

Task<DomainGetInterfaceParametersRet> TestDomains::domain_get_interface_parameters(
    DomainGetInterfaceParametersArgs args) {
    fail.unless_flags(args.flags, affect::live | affect::config | typed_params::string_okay,
                      "testDomainGetInterfaceParameters");
    const DomainPtr definition = guest(args.dom)->one(args.flags);
    conf::Bandwidth bandwidth;
    if (args.nparams != 0) {  // else only their number is asked for
        bandwidth = card(*definition, args.device).bandwidth.value_or(conf::Bandwidth{});
    }
    std::vector<TypedParam> params;
    for (const RateKey& key : rates) {
        const std::uint64_t value = (bandwidth.*key.side).value_or(conf::Rate{}).*key.member;
        params.push_back(param<std::uint32_t>(key.name, static_cast<std::uint32_t>(value)));
    }
    co_return counted<DomainGetInterfaceParametersRet>(std::move(params), args.nparams);
}

Task<DomainInterfaceStatsRet> TestDomains::domain_interface_stats(DomainInterfaceStatsArgs args) {
    const auto dom = guest(args.dom);
    dom->require_active();
    card(*dom->current, args.device);
    // as if all cards had been busy since 1970
    const auto now = static_cast<std::int64_t>(now_us());
    DomainInterfaceStatsRet ret;
    ret.rx_bytes = now / 10;
    ret.rx_packets = now / 100;
    ret.rx_errs = now / 1'000'000;
    ret.rx_drop = now / 2'000'000;
    ret.tx_bytes = now / 20;
    ret.tx_packets = now / 110;
    ret.tx_errs = now / 3'000'000;
    ret.tx_drop = now / 4'000'000;
    co_return ret;
}

// All sources know the same.
Task<DomainInterfaceAddressesRet> TestDomains::domain_interface_addresses(
    DomainInterfaceAddressesArgs args) {
    fail.unless_flags(args.flags, 0, "testDomainInterfaceAddresses");
    const auto dom = guest(args.dom);
    if (args.source > addresses::arp) {
        fail(Errc::argument_unsupported, "Unknown IP address data source {}",
             static_cast<std::int32_t>(args.source));
    }
    dom->require_active();
    DomainInterfaceAddressesRet ret;
    for (const conf::Interface& item : dom->current->devices.interfaces) {
        const std::size_t index = ret.ifaces.size();
        DomainInterface interface;
        interface.name = item.target.dev.value_or("");
        if (item.mac.address) interface.hwaddr = to_string(*item.mac.address);
        if (const auto* plugged = item.as<conf::NetworkNet>()) {
            const TestNetwork& network = host_->networks->by_name(plugged->network);
            const auto address = lease_of(*network.current, dom->ref.id, index);
            if (address) interface.addrs.push_back(*address);
        } else {
            interface.addrs.push_back(address_elsewhere(index));
        }
        ret.ifaces.push_back(std::move(interface));
    }
    co_return ret;
}

// Nobody is there to hear it.
Task<void> TestDomains::domain_announce_interface(DomainAnnounceInterfaceArgs args) {
    constexpr ParamKey keys[] = {{"initial", ParamType::uint},
                                 {"max", ParamType::uint},
                                 {"rounds", ParamType::uint},
                                 {"step", ParamType::uint}};
    fail.unless_flags(args.flags, 0, "testDomainAnnounceInterface");
    validate(args.params, keys);
    const auto dom = guest(args.dom);
    dom->require_active();
    if (args.device) card(*dom->current, *args.device);
    co_return;
}

}  // namespace virtd::test
