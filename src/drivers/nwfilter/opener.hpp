// Connections to the network filters of this host: nwfilter:///system.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <memory>

#include "driver/places.hpp"
#include "driver/registry.hpp"

namespace virtd {
class Pool;
}

namespace virtd::nwfilter {

/// Nothing is read before the first connection. A user's daemon has no filters.
std::unique_ptr<driver::Opener> opener(Pool& pool, const driver::Places& places);

}  // namespace virtd::nwfilter
