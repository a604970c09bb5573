// <domainsnapshot>: a guest as it was at one time.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "conf/devices/disk.hpp"
#include "conf/domain.hpp"
#include "xml/bind.hpp"

namespace virtd::conf {

/// Numbers of virDomainState, and one more for snapshots of disks only.
enum class SnapshotState {
    nostate,
    running,
    blocked,
    paused,
    shutdown,
    shutoff,
    crashed,
    pmsuspended,
    disk_snapshot
};

/// Where what was saved lies: nowhere, in the image itself, in a file of its own.
using SnapshotLocation = DiskSnapshot;

struct SnapshotMemory {
    std::optional<SnapshotLocation> location;
    std::optional<std::string> file;  // absolute path

    bool operator==(const SnapshotMemory&) const = default;
};

struct SnapshotDisk {
    std::string name;  // target or path of a disk; after align_disks the target
    std::optional<SnapshotLocation> location;
    ImageFormat driver;
    StorageSource source;  // of an external snapshot

    bool operator==(const SnapshotDisk&) const = default;
};

struct Snapshot {
    std::string name;
    std::string description;
    std::optional<SnapshotState> state;
    std::optional<std::string> parent;
    std::optional<std::int64_t> creation_time;  // seconds since the epoch
    SnapshotMemory memory;
    std::vector<SnapshotDisk> disks;
    std::shared_ptr<const Domain> domain;           // null: not known
    std::shared_ptr<const Domain> inactive_domain;  // of a running guest with another definition

    /// Made of a guest that was off, or of its disks only.
    bool is_offline() const {
        return state == SnapshotState::shutoff || state == SnapshotState::disk_snapshot;
    }
};

/// New: what the daemon knows better is not read. Redefined: everything is, and must be there.
enum class MomentKind { created, redefined };

Snapshot parse_snapshot(std::string_view xml, MomentKind kind, const ParseOptions& domain_options);
/// The same for a part of a larger document.
Snapshot parse_snapshot(xml::Node root, MomentKind kind, const ParseOptions& domain_options);
std::string format(const Snapshot& snapshot, const FormatOptions& options);

/// Lists all disks of the guest in its order, each with a location: what the document says, else
/// what the disk says, else `location`. `must_match` refuses other locations than that.
/// An external snapshot without a file gets one beside the disk's own, named after the
/// snapshot; the disk's must be one of `regular_files`.
enum class LocationRule { any, must_match };
void align_disks(Snapshot& snapshot, const Domain& domain, SnapshotLocation location,
                 LocationRule rule, const std::vector<std::string>& regular_files);

/// The files of which align_disks wants to know whether they are regular; mostly none.
std::vector<std::string> disk_files(const Snapshot& snapshot, const Domain& domain);

constexpr auto xml_names(SnapshotState) {
    using enum SnapshotState;
    return std::to_array<xml::Name<SnapshotState>>({{nostate, "nostate"},
                                                    {running, "running"},
                                                    {blocked, "blocked"},
                                                    {paused, "paused"},
                                                    {shutdown, "shutdown"},
                                                    {shutoff, "shutoff"},
                                                    {crashed, "crashed"},
                                                    {pmsuspended, "pmsuspended"},
                                                    {disk_snapshot, "disk-snapshot"}});
}

}  // namespace virtd::conf
