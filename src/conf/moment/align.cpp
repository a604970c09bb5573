// SPDX-License-Identifier: LGPL-2.1-or-later
// Ties the disks of a snapshot or checkpoint to those of its guest.
#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "conf/devices/disk_words.hpp"
#include "conf/moment/checkpoint.hpp"
#include "conf/moment/snapshot.hpp"

namespace virtd::conf {

namespace {

constexpr Fail fail_snapshot{Origin::domain_snapshot};
constexpr Fail fail_checkpoint{Origin::domain_checkpoint};

/// Where each disk stands that may be called by its target or by its path; of several with the
/// same path the first.
std::unordered_map<std::string, std::size_t> places_of(const std::vector<Disk>& disks) {
    std::unordered_map<std::string, std::size_t> places;
    for (std::size_t i = 0; i < disks.size(); ++i) {
        places.emplace(disks[i].target.dev, i);
        if (auto path = storage_path(disks[i].source)) places.emplace(std::move(*path), i);
    }
    return places;
}

// Puts what the document says at the place of each guest's disk, after `complete` has tied it to
// that disk; the names become targets.
template <class MomentDisk, class Complete>
std::vector<MomentDisk> in_order(std::vector<MomentDisk> listed, const std::vector<Disk>& disks,
                                 const Fail& fail, Complete complete) {
    std::vector<MomentDisk> ordered(disks.size());
    if (listed.empty()) return ordered;
    const auto places = places_of(disks);
    for (MomentDisk& item : listed) {
        const auto found = places.find(item.name);
        if (found == places.end()) fail(Errc::config_unsupported, "no disk named '{}'", item.name);
        const std::size_t at = found->second;
        if (!ordered[at].name.empty()) {
            fail(Errc::config_unsupported, "disk '{}' specified twice", disks[at].target.dev);
        }
        item.name = disks[at].target.dev;
        complete(item, disks[at]);
        ordered[at] = std::move(item);
    }
    return ordered;
}

bool can_be_written(const Disk& disk) {
    return storage_path(disk.source).has_value() && !disk.readonly;
}

// /images/a.qcow2 becomes /images/a.NAME
std::string beside(const std::string& path, const std::string& snapshot) {
    const std::size_t slash = path.rfind('/');
    const std::size_t dot = path.rfind('.');
    const bool has_suffix = dot != std::string::npos && (slash == std::string::npos || dot > slash);
    return path.substr(0, has_suffix ? dot : path.size()) + "." + snapshot;
}

void name_file(SnapshotDisk& into, const Disk& disk, const std::string& snapshot,
               const std::unordered_set<std::string_view>& regular_files) {
    if (into.source.as<FileSource>() == nullptr) {
        fail_snapshot(Errc::config_unsupported,
                      "cannot generate external snapshot name for disk '{}' on a '{}' device",
                      into.name, storage_type(into.source));
    }
    const auto path = storage_path(disk.source);
    if (!path) {
        fail_snapshot(Errc::config_unsupported,
                      "cannot generate external snapshot name for disk '{}' without source",
                      into.name);
    }
    if (!regular_files.contains(*path)) {
        fail_snapshot(Errc::config_unsupported,
                      "source for disk '{}' is not a regular file; refusing to generate external "
                      "snapshot name",
                      into.name);
    }
    into.source.place = FileSource{beside(*path, snapshot)};
}

/// What a disk says of its snapshots; there is nothing to save of one that is never written.
std::optional<SnapshotLocation> own_location(const Disk& disk) {
    return disk.snapshot || !disk.readonly ? disk.snapshot : SnapshotLocation::no;
}

void align_listed(SnapshotDisk& item, const Disk& disk, SnapshotLocation location,
                  LocationRule rule) {
    const auto own = own_location(disk);
    const auto may_be = [&](std::optional<SnapshotLocation> wanted) {
        return rule == LocationRule::any || wanted == location;
    };
    if (!item.location) {
        const bool is_own = own && (may_be(own) || own == SnapshotLocation::no);
        item.location = is_own ? own : location;
    }
    const bool is_left_out = item.location == SnapshotLocation::no && own == SnapshotLocation::no;
    if (!may_be(item.location) && !is_left_out) {
        fail_snapshot(Errc::config_unsupported, "disk '{}' must use snapshot mode '{}'", item.name,
                      xml::to_word(location));
    }
    const auto file = storage_path(item.source);
    if (file && item.location != SnapshotLocation::external) {
        fail_snapshot(Errc::config_unsupported,
                      "file '{}' for disk '{}' requires use of external snapshot mode", *file,
                      item.name);
    }
}

void align_other(SnapshotDisk& item, const Disk& disk, SnapshotLocation location) {
    item.name = disk.target.dev;
    item.location =
        is_empty(disk.source) ? SnapshotLocation::no : own_location(disk).value_or(location);
}

}  // namespace

std::vector<std::string> disk_files(const Snapshot& snapshot, const Domain& domain) {
    const auto is_external = [](const SnapshotDisk& disk) {
        return disk.location == SnapshotLocation::external;
    };
    const auto is_always_external = [](const Disk& disk) {
        return disk.snapshot == SnapshotLocation::external;
    };
    std::vector<std::string> files;
    const bool wanted = snapshot.memory.location == SnapshotLocation::external ||
                        snapshot.state == SnapshotState::disk_snapshot ||
                        std::ranges::any_of(snapshot.disks, is_external) ||
                        std::ranges::any_of(domain.devices.disks, is_always_external);
    if (!wanted) return files;
    for (const Disk& disk : domain.devices.disks) {
        if (auto path = storage_path(disk.source)) files.push_back(std::move(*path));
    }
    return files;
}

void align_disks(Snapshot& snapshot, const Domain& domain, SnapshotLocation location,
                 LocationRule rule, const std::vector<std::string>& regular_files) {
    const std::vector<Disk>& disks = domain.devices.disks;
    if (snapshot.disks.size() > disks.size()) {
        fail_snapshot(Errc::config_unsupported, "too many disk snapshot requests for domain");
    }
    const auto align = [=](SnapshotDisk& item, const Disk& disk) {
        align_listed(item, disk, location, rule);
    };
    snapshot.disks = in_order(std::move(snapshot.disks), disks, fail_snapshot, align);
    for (std::size_t i = 0; i < disks.size(); ++i) {
        if (snapshot.disks[i].name.empty()) align_other(snapshot.disks[i], disks[i], location);
    }
    const std::unordered_set<std::string_view> regular(regular_files.begin(), regular_files.end());
    for (std::size_t i = 0; i < disks.size(); ++i) {
        SnapshotDisk& item = snapshot.disks[i];
        if (item.location == SnapshotLocation::external && !storage_path(item.source)) {
            name_file(item, disks[i], snapshot.name, regular);
        }
    }
}

void align_disks(Checkpoint& checkpoint, const Domain& domain) {
    const std::vector<Disk>& disks = domain.devices.disks;
    if (checkpoint.disks.size() > disks.size()) {
        fail_checkpoint(Errc::config_unsupported, "too many disk checkpoint requests for domain");
    }
    if (disks.empty()) {
        fail_checkpoint(Errc::config_unsupported,
                        "domain must have at least one disk to perform checkpoints");
    }
    const bool all = checkpoint.disks.empty();
    const auto align = [](CheckpointDisk& item, const Disk& disk) {
        if (!item.type) item.type = CheckpointType::bitmap;
        if (item.type == CheckpointType::bitmap && !can_be_written(disk))
            fail_checkpoint(Errc::config_unsupported, "disk '{}' is empty or readonly", item.name);
    };
    checkpoint.disks = in_order(std::move(checkpoint.disks), disks, fail_checkpoint, align);
    for (std::size_t i = 0; i < disks.size(); ++i) {
        CheckpointDisk& item = checkpoint.disks[i];
        item.name = disks[i].target.dev;
        const bool tracked = all && can_be_written(disks[i]);
        if (!item.type) item.type = tracked ? CheckpointType::bitmap : CheckpointType::no;
        if (item.type == CheckpointType::bitmap && !item.bitmap) item.bitmap = checkpoint.name;
    }
}

}  // namespace virtd::conf
