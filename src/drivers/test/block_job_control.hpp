// Starting jobs on disks, for the calls about them and for backups.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "drivers/test/block_job.hpp"

namespace virtd::conf {
struct Disk;
}

namespace virtd::test {

class Guest;
struct TestHost;

/// What clients call a disk in events of its job.
struct DiskNames {
    std::string target;
    std::string path;  // of its image
};

DiskNames names_of(const conf::Disk& disk);

/// Bandwidth in bytes a second; 0: as fast as it can. There must be no job on the disk.
void begin_block_job(const std::shared_ptr<TestHost>& host, const std::shared_ptr<Guest>& dom,
                     DiskNames disk, block_job::Type type, std::uint64_t bandwidth);

/// Tells clients what became of one.
void tell_block_job(TestHost& host, const Guest& dom, const DiskNames& disk, std::int32_t type,
                    std::int32_t status);

/// One disk of a backup is done; the last one ends it.
void backup_disk_done(TestHost& host, Guest& dom);

}  // namespace virtd::test
