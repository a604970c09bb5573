// The figures of a pool of workers that administrators expect.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <algorithm>
#include <cstdint>

namespace virtd::rpc {

/// Calls need no workers here: they run on the loop, and what blocks on a pool of its own. The
/// numbers follow the rules of a pool all the same, so that tools which tune it go on working.
struct Workers {
    std::uint32_t min = 5;
    std::uint32_t max = 20;
    std::uint32_t priority = 5;
    std::uint32_t running = min;

    /// Workers start at once when there must be more, and end when there may be fewer.
    void settle() { running = std::clamp(running, min, max); }
    std::uint32_t free(std::size_t busy) const {
        return running - static_cast<std::uint32_t>(std::min<std::size_t>(busy, running));
    }
};

}  // namespace virtd::rpc
