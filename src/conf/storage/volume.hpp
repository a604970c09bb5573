// <volume>: one image, partition or the like in a pool. The members are the document.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "conf/storage/encryption.hpp"
#include "conf/storage/permissions.hpp"
#include "conf/storage/pool_types.hpp"
#include "xml/bind.hpp"

namespace virtd::conf {

/// The values are those of virStorageVolType.
enum class VolumeType : std::uint8_t { file, block, dir, network, netdir, ploop };

/// What newer versions of an image format can do.
enum class VolumeFeature : std::uint8_t { lazy_refcounts, extended_l2 };

struct VolumeTarget {
    std::string path;
    std::string format;  // empty in pools whose volumes have none
    Permissions permissions;
    std::optional<StorageEncryption> encryption;
    std::string compat;                         // version of the format, "1.1"
    std::optional<std::uint64_t> cluster_size;  // bytes
    std::optional<std::vector<VolumeFeature>> features;

    bool operator==(const VolumeTarget&) const = default;
};

struct VolumeBacking {
    std::string path;
    std::string format;
    Permissions permissions;

    bool operator==(const VolumeBacking&) const = default;
};

struct StorageVolume {
    VolumeType type = VolumeType::file;
    std::string name;
    std::string key;
    std::optional<std::uint64_t> capacity;  // these three in bytes
    std::optional<std::uint64_t> allocation;
    std::optional<std::uint64_t> physical;
    VolumeTarget target;
    std::optional<VolumeBacking> backing;

    bool operator==(const StorageVolume&) const = default;
};

extern const xml::Element<StorageVolume> storage_volume_xml;

/// What may be missing where the new volume is a copy of another.
enum class VolumeSize { required, optional };

/// Reads, completes and validates for a pool of that type. Key and path are mostly the pool's to
/// give, whatever the document says.
StorageVolume parse_volume(std::string_view xml, PoolType pool,
                           VolumeSize size = VolumeSize::required);
StorageVolume parse_volume(xml::Node node, PoolType pool, VolumeSize size = VolumeSize::required);

std::string format(const StorageVolume& volume, const xml::View& view = {});

}  // namespace virtd::conf
