// How often a procedure was called, and how long its calls took.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace virtd::rpc {

/// To count a call is to increment one number: the histogram goes by the bit width of the time.
struct CallTimes {
    using Clock = std::chrono::steady_clock;
    static constexpr std::size_t widths = 26;

    /// The time below which the calls of a class are; the last class has no such time.
    static constexpr std::chrono::nanoseconds bound(std::size_t width) {
        return std::chrono::nanoseconds(std::int64_t{1024} << width);
    }
    static constexpr std::size_t width_of(std::chrono::nanoseconds took) {
        const auto units =
            static_cast<std::uint64_t>(std::max<std::int64_t>(took.count(), 0)) >> 10U;
        return std::min(static_cast<std::size_t>(std::bit_width(units)), widths - 1);
    }

    void add(std::chrono::nanoseconds took) {
        ++by_width[width_of(took)];
        in_all += took;
    }

    std::array<std::uint64_t, widths> by_width{};
    std::chrono::nanoseconds in_all{};
};

}  // namespace virtd::rpc
