// Which part of the library a public function belongs to, as clients see it in errors.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string_view>

#include "base/error.hpp"

namespace virtd::driver {

/// "virNetworkCreate" is Origin::network.
Origin origin_of(std::string_view function);

}  // namespace virtd::driver
