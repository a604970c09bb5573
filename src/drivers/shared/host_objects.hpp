// What drivers that keep the host's definitions in files have in common: the lock, the first look,
// and one change after the other.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>
#include <string>

#include "base/job_slot.hpp"
#include "base/pid_file.hpp"
#include "base/pool.hpp"

namespace virtd::shared {

/// Changes come one after the other: a disk that hangs delays no more than them. What fails on the
/// disk has not happened.
class HostObjects {
public:
    HostObjects(const HostObjects&) = delete;
    HostObjects& operator=(const HostObjects&) = delete;

    /// Reads what is on the disk, once. Throws when another daemon has it.
    Task<void> load();
    /// Takes in what somebody else has put there meanwhile.
    Task<void> reload();

protected:
    HostObjects(Pool& pool, Origin origin, std::string lock_directory);
    ~HostObjects() = default;

    Pool& pool() { return pool_; }
    JobSlot& changes() { return changes_; }

private:
    virtual Task<void> read_files() = 0;

    Pool& pool_;
    const std::string lock_directory_;
    std::optional<PidFile> lock_;
    JobSlot changes_;
};

}  // namespace virtd::shared
