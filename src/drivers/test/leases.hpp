// The addresses that networks give to the cards of guests.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "driver/api/domain.hpp"
#include "driver/api/network.hpp"

namespace virtd::conf {
struct Network;
}

namespace virtd::test {

struct TestHost;
struct TestNetwork;

/// Each guest has twenty addresses of the range that the network gives out; nothing where it
/// gives out none.
std::optional<driver::DomainIpAddr> lease_of(const conf::Network& network, std::int32_t guest_id,
                                             std::size_t card_index);

/// What running guests got from a running network.
std::vector<driver::NetworkDhcpLease> leases_on(const TestHost& host, const TestNetwork& network);

}  // namespace virtd::test
