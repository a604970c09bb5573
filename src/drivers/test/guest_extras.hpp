// What few guests have: made when the first of it is needed.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "conf/backup.hpp"
#include "drivers/test/block_job.hpp"
#include "drivers/test/echo_stream.hpp"

namespace virtd::test {

struct GuestExtras {
    // while it runs
    std::map<std::string, std::unique_ptr<BlockJob>, std::less<>> block_jobs;  // by target
    std::unique_ptr<conf::Backup> backup;  // its block jobs are among the others
    std::map<std::string, std::weak_ptr<EchoPipe>, std::less<>> consoles;  // by device

    // for good
    std::map<std::string, std::uint64_t, std::less<>> disk_sizes;  // bytes, by target; resized ones
    std::map<std::string, std::vector<std::string>, std::less<>> ssh_keys;  // by user
    bool autostart_once = false;

    void stopped() {
        block_jobs.clear();
        backup.reset();
        for (const auto& [device, pipe] : consoles)
            if (const auto open = pipe.lock()) open->close();
        consoles.clear();
    }
};

}  // namespace virtd::test
