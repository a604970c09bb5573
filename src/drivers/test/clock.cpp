// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/test/clock.hpp"

#include <chrono>

namespace virtd::test {

std::uint64_t now_us() {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return static_cast<std::uint64_t>(
        std::chrono::duration_cast<std::chrono::microseconds>(now).count());
}

}  // namespace virtd::test
