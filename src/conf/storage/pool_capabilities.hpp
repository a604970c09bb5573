// <storagepoolCapabilities>: which types of storage pools there are, and their formats.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <functional>
#include <string>

#include "conf/storage/pool_types.hpp"

namespace virtd::conf {

/// The document, in which `is_supported` says of which types this daemon can have pools.
std::string format_pool_capabilities(const std::function<bool(PoolType)>& is_supported);

}  // namespace virtd::conf
