// What this machine is called.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>

namespace virtd::host {

/// As the kernel knows it; asks no name service, so it never waits.
std::string hostname();

}  // namespace virtd::host
