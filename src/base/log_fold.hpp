// Repeated log records are written a few times and counted from then on.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <unordered_map>
#include <vector>

#include "base/log_output.hpp"

namespace virtd::log {

/// A cause that repeats thousands of times must not fill the disk or hide the other records.
class Fold {
public:
    using Clock = std::chrono::steady_clock;
    static constexpr std::size_t written_in_full = 10;
    static constexpr std::chrono::seconds window{5};
    static constexpr std::size_t most_causes = 256;

    /// Whether this record is to be written. Debug records always are: a trace has no holes.
    bool admit(const Record& record, Clock::time_point now);

    /// The last record of each cause whose window is over and whose repetitions were held back,
    /// with their number in its text.
    std::vector<Record> finished(Clock::time_point now);
    /// The same of all causes, however young.
    std::vector<Record> all();

    /// When finished() will next give something; nothing while nothing is held back.
    std::optional<Clock::time_point> due() const;

private:
    std::vector<Record> take_older_than(Clock::time_point since);

    struct Cause {
        Clock::time_point since;
        std::size_t seen = 0;
        Record last;  // kept once something is held back
    };

    std::unordered_map<std::size_t, Cause> causes_;
    Clock::time_point next_look_{};
};

}  // namespace virtd::log
