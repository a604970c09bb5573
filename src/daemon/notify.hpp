// Telling the init system how we are, sd_notify(3).
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string_view>

#include "daemon/paths.hpp"

namespace virtd::daemon {

/// "READY=1" and the like, when somebody wants to know; that it does not get through is only
/// worth a warning.
void notify(const GetEnv& get, std::string_view state);

}  // namespace virtd::daemon
