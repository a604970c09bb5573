// Sockets on which clients arrive over the network.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/file.hpp"

namespace virtd::daemon {

/// One listening socket for each address that a host name stands for; without one, for all
/// addresses of each family. What the kernel lacks or somebody else has is left out; throws when
/// nothing remains. `service` is a number or a name.
std::vector<UniqueFd> listen_on_tcp(const std::optional<std::string>& host,
                                    const std::string& service, unsigned backlog);

/// The address of a listening socket that other hosts may reach; nothing for those of this host.
std::optional<std::string> address_for_others(const UniqueFd& socket);

}  // namespace virtd::daemon
