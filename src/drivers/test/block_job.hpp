// One job on a disk: an image is copied, or shortened, at a pace of its own.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>

#include "base/loop.hpp"

namespace virtd::test {

namespace block_job {  // virDomainBlockJobType, virConnectDomainEventBlockJobStatus
enum Type : std::int32_t { pull = 1, copy = 2, commit = 3, active_commit = 4, backup = 5 };
enum Status : std::int32_t { completed = 0, failed = 1, canceled = 2, ready = 3 };
}  // namespace block_job

/// Nothing is really copied, so it takes as long as the bandwidth says, or next to no time.
class BlockJob {
public:
    using Clock = std::chrono::steady_clock;

    /// `done` is called once, when everything is copied; the job may end itself in it.
    BlockJob(Loop& loop, block_job::Type type, std::string path, std::uint64_t bytes,
             std::function<void()> done);

    block_job::Type type() const { return type_; }
    /// The image of the disk when the job began; it has that one until the job ends.
    const std::string& path() const { return path_; }
    /// Copies and active commits wait, once everything is copied, for somebody to end them.
    bool waits() const { return type_ == block_job::copy || type_ == block_job::active_commit; }
    bool ready() const { return ready_; }

    std::uint64_t bandwidth() const { return bandwidth_; }
    std::uint64_t total() const { return bytes_; }
    std::uint64_t copied() const;

    /// Copies nothing: somebody else reads, as long as they like.
    void hold();

    /// Bytes a second; 0: as fast as it can.
    void set_bandwidth(std::uint64_t bytes);

private:
    void set_timer();

    Timer timer_;
    block_job::Type type_;
    std::string path_;
    std::uint64_t bytes_;
    std::uint64_t bandwidth_ = 0;
    std::uint64_t copied_before_ = 0;  // at another pace
    Clock::time_point since_ = Clock::now();
    bool ready_ = false;
    bool is_held_ = false;
    std::function<void()> done_;
};

}  // namespace virtd::test
