// What few guests have: made when the first of it is needed.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "conf/backup.hpp"
#include "driver/stream.hpp"
#include "driver/types.hpp"
#include "drivers/test/block_job.hpp"
#include "drivers/test/echo_stream.hpp"

namespace virtd::test {

/// MiB/s, as many as a signed number of bytes can count.
inline constexpr std::uint64_t most_migration_speed = 8796093022207;

/// What migrations of a running guest would heed; it starts with QEMU's defaults.
struct MigrationLimits {
    std::uint64_t postcopy_speed = 0;  // MiB/s; 0: none
    std::uint64_t downtime = 300;      // ms
    std::uint64_t cache_size = 64UL << 20U;
};

/// How fast the memory of a guest changes, measured once.
struct DirtyRate {
    using Clock = std::chrono::steady_clock;

    Clock::time_point started = Clock::now();
    std::chrono::seconds period{0};
    std::string_view mode;

    bool is_measured() const { return Clock::now() >= started + period; }
};

/// Files that a client lent for disks; closed when the last connection that did so ends.
struct LentFiles {
    driver::Descriptors files;
    std::uint32_t flags = 0;  // virDomainFDAssociateFlags
};

/// What a job of a whole guest came to.
struct CompletedJob {
    std::int32_t type = 0;
    std::vector<driver::TypedParam> params;
};

struct GuestExtras {
    // while it runs
    std::map<std::string, std::unique_ptr<BlockJob>, std::less<>> block_jobs;  // by target
    std::shared_ptr<const conf::Backup> backup;  // its block jobs are among the others
    std::chrono::steady_clock::time_point backup_began;
    std::uint64_t backup_total = 0;  // bytes of all its disks
    std::optional<CompletedJob> completed_job;
    std::map<std::string, std::weak_ptr<EchoPipe>, std::less<>> consoles;  // by device
    std::map<std::string, std::uint64_t, std::less<>> block_thresholds;    // bytes, by target
    std::optional<DirtyRate> dirty_rate;
    MigrationLimits migration_limits;

    // for good
    std::map<std::string, std::uint64_t, std::less<>> disk_sizes;  // bytes, by target; resized ones
    std::map<std::string, std::vector<std::string>, std::less<>> ssh_keys;    // by user
    std::map<std::string, std::weak_ptr<LentFiles>, std::less<>> lent_files;  // by name of group
    std::uint64_t migration_speed = most_migration_speed;
    std::shared_ptr<const conf::Domain> saved;  // a managed save image that was redefined,
    bool saved_paused = false;                  // and the state that the guest goes on in
    bool autostart_once = false;

    /// Whether somebody still lends files under that name.
    bool has_lent(const std::string& group) const {
        const auto found = lent_files.find(group);
        return found != lent_files.end() && !found->second.expired();
    }

    void stopped() {
        block_jobs.clear();
        backup.reset();
        completed_job.reset();
        block_thresholds.clear();
        dirty_rate.reset();
        migration_limits = {};
        for (const auto& [device, pipe] : consoles)
            if (const auto open = pipe.lock()) open->close();
        consoles.clear();
    }
};

}  // namespace virtd::test
