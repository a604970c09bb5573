// Ranges of IP addresses: what is a range at all, and what fits into a network.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>

#include "base/ip.hpp"

namespace virtd::conf {

/// How many bits of an address are its network's: the prefix if there is one, else those of the
/// netmask, else what the class of the address says. Nothing for a netmask with holes.
std::optional<unsigned> prefix_length(const IpAddress& address,
                                      const std::optional<IpAddress>& netmask,
                                      std::optional<unsigned> prefix);

/// Throws unless the two are of one family, ascend and span less than 65535 addresses.
void check_range(const IpAddress& start, const IpAddress& end);

/// As above, and both must be hosts of the network that `address` is in.
void check_range_in(const IpAddress& start, const IpAddress& end, const IpAddress& address,
                    std::optional<unsigned> prefix);

}  // namespace virtd::conf
