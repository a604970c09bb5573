// <domaincheckpoint>: a time from which on changes to a guest's disks are tracked.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "conf/domain.hpp"
#include "conf/moment/snapshot.hpp"
#include "xml/bind.hpp"

namespace virtd::conf {

enum class CheckpointType { no, bitmap };

struct CheckpointDisk {
    std::string name;  // target or path of a disk; after align_disks the target
    std::optional<CheckpointType> type;
    std::optional<std::string> bitmap;
    std::optional<std::uint64_t> size;  // bytes that changed since, when they were asked for

    bool operator==(const CheckpointDisk&) const = default;
};

struct Checkpoint {
    std::string name;
    std::string description;
    std::optional<std::string> parent;
    std::optional<std::int64_t> creation_time;  // seconds since the epoch
    std::vector<CheckpointDisk> disks;
    std::shared_ptr<const Domain> domain;  // null: not known
};

Checkpoint parse_checkpoint(std::string_view xml, MomentKind kind,
                            const ParseOptions& domain_options);
std::string format(const Checkpoint& checkpoint, const FormatOptions& options);

/// Lists all disks of the guest in its order. Without a list all that can be written get a
/// bitmap named after the checkpoint, with one those in it.
void align_disks(Checkpoint& checkpoint, const Domain& domain);

constexpr auto xml_names(CheckpointType) {
    return std::to_array<xml::Name<CheckpointType>>(
        {{CheckpointType::no, "no"}, {CheckpointType::bitmap, "bitmap"}});
}

}  // namespace virtd::conf
