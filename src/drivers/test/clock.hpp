// The time of the host, from which the statistics of guests are made up.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>

namespace virtd::test {

/// Microseconds since 1970.
std::uint64_t now_us();

}  // namespace virtd::test
