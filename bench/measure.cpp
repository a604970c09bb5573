// SPDX-License-Identifier: LGPL-2.1-or-later
#include "measure.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <ctime>
#include <fstream>

namespace virtd::bench {

namespace {

std::int64_t read_clock(clockid_t clock) {
    timespec time{};
    ::clock_gettime(clock, &time);
    return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

double percentile(const std::vector<std::int64_t>& sorted, double share) {
    if (sorted.empty()) return 0;
    const auto index = static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1));
    return static_cast<double>(sorted[index]) / 1e3;
}

}  // namespace

std::int64_t now() {
    return read_clock(CLOCK_MONOTONIC);
}

std::int64_t processor_time(pid_t process) {
    clockid_t clock{};
    return ::clock_getcpuclockid(process, &clock) == 0 ? read_clock(clock) : 0;
}

std::int64_t resident(pid_t process) {
    std::ifstream in(fmt::format("/proc/{}/statm", process));
    std::int64_t size = 0;
    std::int64_t pages = 0;
    in >> size >> pages;
    return pages * ::sysconf(_SC_PAGESIZE);
}

void Measurement::restart() {
    start_processor_ = processor_time(daemon_);
    start_ = now();
    latencies_.clear();
}

std::string Measurement::json(std::size_t counted, const std::string& extra) const {
    const auto seconds = static_cast<double>(elapsed()) / 1e9;
    const auto processor = static_cast<double>(processor_time(daemon_) - start_processor_) / 1e3;
    const auto calls = static_cast<double>(counted);
    return fmt::format(R"({{"calls":{:.0f},"rate":{:.1f},"cpu":{:.2f}{}}})", calls, calls / seconds,
                       processor / std::max(calls, 1.0), extra);
}

std::string Measurement::json(const std::string& extra) {
    std::ranges::sort(latencies_);
    return json(latencies_.size(),
                fmt::format(R"(,"p50":{:.2f},"p99":{:.2f}{})", percentile(latencies_, 0.5),
                            percentile(latencies_, 0.99), extra));
}

}  // namespace virtd::bench
