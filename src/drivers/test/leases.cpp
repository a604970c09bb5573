// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/test/leases.hpp"

#include <string>
#include <utility>

#include "conf/domain.hpp"
#include "conf/network.hpp"
#include "driver/flags.hpp"
#include "drivers/test/clock.hpp"
#include "drivers/test/guest.hpp"
#include "drivers/test/host.hpp"
#include "drivers/test/networks.hpp"

namespace virtd::test {

namespace {

constexpr std::int64_t lease_time = 3600;  // seconds

/// IPv4 addresses as numbers.
std::uint32_t number_of(const IpAddress& address) {
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < 4; ++i)
        number = number << 8 | address.bytes[i];
    return number;
}
std::string text_of(std::uint32_t number) {
    IpAddress address;
    for (std::size_t i = 0; i < 4; ++i)
        address.bytes[i] = static_cast<std::uint8_t>(number >> (24 - 8 * i));
    return to_string(address);
}

void add_leases(const Guest& dom, const TestNetwork& network,
                std::vector<driver::NetworkDhcpLease>& leases) {
    const auto& cards = dom.current->devices.interfaces;
    for (std::size_t i = 0; i < cards.size(); ++i) {
        const auto* const plugged = cards[i].as<conf::NetworkNet>();
        if (plugged == nullptr || plugged->network != network.current->name) continue;
        auto address = lease_of(*network.current, dom.ref.id, i);
        if (!address) continue;
        driver::NetworkDhcpLease lease;
        lease.iface = network.current->bridge.name;
        lease.expirytime = static_cast<std::int64_t>(now_us() / 1'000'000) + lease_time;
        lease.type = address->type;
        if (cards[i].mac.address) lease.mac = to_string(*cards[i].mac.address);
        lease.ipaddr = std::move(address->addr);
        lease.prefix = address->prefix;
        lease.hostname = dom.ref.name + "host";
        leases.push_back(std::move(lease));
    }
}

}  // namespace

std::optional<driver::DomainIpAddr> lease_of(const conf::Network& network, std::int32_t guest_id,
                                             std::size_t card_index) {
    for (const conf::NetworkIp& ip : network.ips) {
        const auto& ranges = ip.dhcp.ranges;
        if (ranges.empty() || !ranges.front().start.is_v4()) continue;
        const std::uint32_t first = number_of(ranges.front().start);
        const auto guest = static_cast<std::uint32_t>(guest_id - 1);
        driver::DomainIpAddr address;
        address.type = driver::address_type::ipv4;
        address.addr = text_of(first + 20 * guest + static_cast<std::uint32_t>(card_index) + 1);
        address.prefix = ip.prefix_length().value_or(24);
        return address;
    }
    return std::nullopt;
}

std::vector<driver::NetworkDhcpLease> leases_on(const TestHost& host, const TestNetwork& network) {
    std::vector<driver::NetworkDhcpLease> leases;
    if (!network.active) return leases;
    for (const auto& entry : host.guests)
        if (entry.object->active()) add_leases(*entry.object, network, leases);
    return leases;
}

}  // namespace virtd::test
