// Connections to the secrets of this host or user: secret:///system, secret:///session.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <memory>

#include "driver/inhibitions.hpp"
#include "driver/places.hpp"
#include "driver/registry.hpp"

namespace virtd {
class Pool;
}

namespace virtd::secret {

/// Nothing is read before the first connection.
std::unique_ptr<driver::Opener> opener(Pool& pool, driver::Inhibitions& inhibitions,
                                       const driver::Places& places);

}  // namespace virtd::secret
