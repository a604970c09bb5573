// <pool>: where volumes come from. The members are the document; what a type has no use for is
// dropped when it is read.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/uuid.hpp"
#include "conf/devices/storage_source.hpp"
#include "conf/path.hpp"
#include "conf/storage/permissions.hpp"
#include "conf/storage/pool_adapter.hpp"
#include "conf/storage/pool_types.hpp"
#include "xml/bind.hpp"

namespace virtd::conf {

struct PoolHost {
    std::string name;
    int port = 0;

    bool operator==(const PoolHost&) const = default;
};

struct PoolDevice {
    std::string path;
    std::optional<xml::YesNo> part_separator;

    bool operator==(const PoolDevice&) const = default;
};

struct PoolSource {
    std::vector<PoolHost> hosts;
    std::vector<PoolDevice> devices;
    std::string dir;
    std::optional<PoolAdapter> adapter;
    std::string name;
    std::string initiator;
    std::string format;
    std::string protocol_version;  // of NFS
    std::optional<StorageAuth> auth;
    std::string vendor;
    std::string product;

    bool operator==(const PoolSource&) const = default;
};

struct PoolTarget {
    std::string path;
    Permissions permissions;

    bool operator==(const PoolTarget&) const = default;
};

/// How sizes of volumes are found out when the pool is refreshed.
enum class VolumeAllocation : std::uint8_t { default_, capacity };

/// In bytes.
struct PoolSizes {
    std::uint64_t capacity = 0;
    std::uint64_t allocation = 0;
    std::uint64_t available = 0;

    bool operator==(const PoolSizes&) const = default;
};

struct StoragePool {
    PoolType type = PoolType::dir;
    std::string name;
    Uuid uuid{};
    PoolSizes sizes;  // never read: the driver fills them in
    std::optional<xml::YesNo> copy_on_write;
    PoolSource source;
    PoolTarget target;
    std::optional<VolumeAllocation> volume_allocation;
    std::vector<std::string> mount_options;  // of file systems

    bool operator==(const StoragePool&) const = default;
};

extern const xml::Element<StoragePool> storage_pool_xml;

/// Reads, completes and validates.
StoragePool parse_pool(std::string_view xml);
StoragePool parse_pool(xml::Node node);

std::string format(const StoragePool& pool, const xml::View& view = {});

/// A <source> alone, as searches for pools of a type are told where to look. Throws when there is
/// no such type.
PoolSource parse_pool_source(std::string_view xml, std::optional<PoolType> type);
/// <sources>: what such a search has found.
std::string format_pool_sources(const std::vector<PoolSource>& sources, PoolType type);

// The passes after reading, in this order: pure functions.
void fill_defaults(StoragePool& pool);
void validate(const StoragePool& pool);
void drop_unused(StoragePool& pool);

}  // namespace virtd::conf
