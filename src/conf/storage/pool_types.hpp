// The types of storage pools, and which parts of a definition mean something for each.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "xml/text.hpp"

namespace virtd::conf {

enum class PoolType : std::uint8_t {
    dir,
    fs,
    netfs,
    logical,
    disk,
    iscsi,
    iscsi_direct,
    scsi,
    mpath,
    rbd,
    sheepdog,
    gluster,
    zfs,
    vstorage
};

constexpr auto xml_names(PoolType) {
    using enum PoolType;
    return std::to_array<xml::Name<PoolType>>({
        {dir, "dir"},
        {fs, "fs"},
        {netfs, "netfs"},
        {logical, "logical"},
        {disk, "disk"},
        {iscsi, "iscsi"},
        {iscsi_direct, "iscsi-direct"},
        {scsi, "scsi"},
        {mpath, "mpath"},
        {rbd, "rbd"},
        {sheepdog, "sheepdog"},
        {gluster, "gluster"},
        {zfs, "zfs"},
        {vstorage, "vstorage"},
    });
}

/// Parts of a <source>.
namespace pool_part {
enum : unsigned {
    host = 1,
    device = 2,
    needs_device = 4,
    dir = 8,
    adapter = 16,
    name = 32,
    initiator = 64,
    needs_initiator = 128,
};
}

struct PoolTypeFacts {
    unsigned source = 0;                             // of pool_part
    std::span<const std::string_view> formats = {};  // of the source; the first is the default
    std::span<const std::string_view> volume_formats = {};
    std::string_view target_prefix = {};  // the target path is this and the source's name
    bool has_target = true;

    bool has(unsigned part) const { return (source & part) != 0; }
};

const PoolTypeFacts& facts_of(PoolType type);

}  // namespace virtd::conf
