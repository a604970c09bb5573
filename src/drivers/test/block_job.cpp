// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/test/block_job.hpp"

#include <algorithm>
#include <utility>

namespace virtd::test {

namespace {

using Milliseconds = std::chrono::milliseconds;

constexpr Milliseconds unhurried{100};             // what a job without a limit takes
constexpr Milliseconds longest{24 * 3600 * 1000};  // of one timer; it is set again then

}  // namespace

BlockJob::BlockJob(Loop& loop, block_job::Type type, std::string path, std::uint64_t bytes,
                   std::function<void()> done)
    : timer_(loop, "block job"),
      type_(type),
      path_(std::move(path)),
      bytes_(bytes),
      done_(std::move(done)) {
    set_timer();
}

void BlockJob::hold() {
    is_held_ = true;
    timer_.cancel();
}

std::uint64_t BlockJob::copied() const {
    if (ready_) return bytes_;
    if (is_held_) return 0;
    const auto elapsed = std::chrono::duration<double>(Clock::now() - since_).count();
    const double pace = bandwidth_ != 0 ? static_cast<double>(bandwidth_)
                                        : static_cast<double>(bytes_) * 1000 / unhurried.count();
    const double more = std::min(pace * elapsed, static_cast<double>(bytes_ - copied_before_));
    return std::min(bytes_, copied_before_ + static_cast<std::uint64_t>(more));
}

void BlockJob::set_bandwidth(std::uint64_t bytes) {
    copied_before_ = copied();
    since_ = Clock::now();
    bandwidth_ = bytes;
    if (!ready_ && !is_held_) set_timer();
}

void BlockJob::set_timer() {
    Milliseconds left = unhurried;
    if (bandwidth_ != 0) {
        const double seconds =
            static_cast<double>(bytes_ - copied()) / static_cast<double>(bandwidth_);
        left = seconds * 1000 < static_cast<double>(longest.count())
                   ? Milliseconds(static_cast<std::int64_t>(seconds * 1000) + 1)
                   : longest;
    }
    timer_.start(left, [this, left] {
        if (left == longest) return set_timer();
        ready_ = true;
        const auto done = done_;  // the job may be gone when it returns
        done();
    });
}

}  // namespace virtd::test
