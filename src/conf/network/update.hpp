// Changes to single parts of a network, as virNetworkUpdate asks for them.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <string_view>

#include "conf/network.hpp"

namespace virtd::conf {

/// virNetworkUpdateCommand
enum class UpdateCommand : std::uint32_t { modify = 1, delete_ = 2, add_last = 3, add_first = 4 };

/// The network with the change made. `section` is a virNetworkUpdateSection; `parent_index`
/// says which <ip> is meant, -1 leaves it to us. Throws when the change is not possible or the
/// network would not be valid afterwards.
Network update(const Network& network, UpdateCommand command, std::uint32_t section,
               std::int32_t parent_index, std::string_view xml);

}  // namespace virtd::conf
