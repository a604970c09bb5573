// What a measurement yields, and the clocks behind it.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

namespace virtd::bench {

/// Nanoseconds of a clock that only rises.
std::int64_t now();
/// Nanoseconds of processor time that a process has used, all threads together.
std::int64_t processor_time(pid_t process);
/// Bytes that are resident.
std::int64_t resident(pid_t process);

/// Counts calls in a period and what the daemon needed for them.
class Measurement {
public:
    explicit Measurement(pid_t daemon) : daemon_(daemon) { restart(); }

    void restart();
    void add(std::int64_t latency) { latencies_.push_back(latency); }
    std::int64_t elapsed() const { return now() - start_; }
    /// {"calls":..., "rate":..., "p50":..., "p99":..., "cpu":...}; times in microseconds, cpu
    /// for each call. `extra` goes inside, e.g. ",\"lost\":0".
    std::string json(const std::string& extra = {});
    /// For what has no latency and is only counted.
    std::string json(std::size_t counted, const std::string& extra) const;

private:
    pid_t daemon_;
    std::int64_t start_ = 0;
    std::int64_t start_processor_ = 0;
    std::vector<std::int64_t> latencies_;
};

}  // namespace virtd::bench
