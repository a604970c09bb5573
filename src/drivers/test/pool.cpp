// One pool of a test host and its volumes.
// SPDX-License-Identifier: LGPL-2.1-or-later
#include <algorithm>

#include "base/error.hpp"
#include "drivers/test/pools.hpp"

namespace virtd::test {

namespace {

constexpr Fail fail{Origin::test};

using conf::PoolSource;
using conf::PoolType;

bool share_a_device(const PoolSource& one, const PoolSource& other) {
    return std::ranges::any_of(one.devices, [&](const conf::PoolDevice& device) {
        return std::ranges::find(other.devices, device.path, &conf::PoolDevice::path) !=
               other.devices.end();
    });
}

bool have_same_host(const PoolSource& one, const PoolSource& other) {
    return one.hosts.size() == 1 && other.hosts.size() == 1 &&
           one.hosts.front() == other.hosts.front();
}

bool have_same_target(const conf::StoragePool& one, const conf::StoragePool& other) {
    return one.target.path == other.target.path;
}

}  // namespace

bool have_same_source(const conf::StoragePool& one, const conf::StoragePool& other) {
    if (one.type != other.type) return false;
    const PoolSource& a = one.source;
    const PoolSource& b = other.source;
    switch (one.type) {
        case PoolType::dir:
            return have_same_target(one, other);
        case PoolType::netfs:
            return have_same_target(one, other) || (a.dir == b.dir && have_same_host(a, b));
        case PoolType::gluster:
            return a.name == b.name && a.dir == b.dir && have_same_host(a, b);
        case PoolType::scsi:
            return a.adapter == b.adapter;
        case PoolType::iscsi:
        case PoolType::iscsi_direct:
            return a.initiator == b.initiator && have_same_host(a, b) && share_a_device(a, b);
        case PoolType::fs:
        case PoolType::logical:
        case PoolType::disk:
        case PoolType::zfs:
            return share_a_device(a, b);
        case PoolType::vstorage:
            return a.name == b.name;
        case PoolType::mpath:
            return true;  // there is one multipath daemon in a host
        case PoolType::rbd:
        case PoolType::sheepdog:
            return false;
    }
    return false;
}

driver::StorageVolRef TestPool::ref(const TestVolume& volume) const {
    return {definition->name, volume.definition->name, volume.definition->key};
}

void TestPool::require_active() const {
    if (!active) {
        fail(Errc::operation_invalid, "storage pool '{}' is not active", definition->name);
    }
}

void TestPool::require_inactive() const {
    if (active) fail(Errc::operation_invalid, "storage pool '{}' is active", definition->name);
}

std::string TestPool::path_of(std::string_view volume) const {
    // pools without a directory are known to clients with this word in its place
    const std::string& directory = definition->target.path;
    return (directory.empty() ? "(null)" : directory) + "/" + std::string(volume);
}

void TestPool::require_new(std::string_view volume) const {
    if (volumes_.find(volume)) fail(Errc::operation_failed, "storage vol already exists");
}

std::shared_ptr<TestVolume> TestPool::volume(std::string_view name) const {
    auto found = volumes_.find(name);
    if (!found) fail(Errc::no_storage_vol, "no storage vol with matching name '{}'", name);
    return found;
}

std::shared_ptr<TestVolume> TestPool::find_key(std::string_view key) const {
    const auto name = name_by_key_.find(std::string(key));
    return name == name_by_key_.end() ? nullptr : volumes_.find(name->second);
}

std::shared_ptr<TestVolume> TestPool::find_path(std::string_view path) const {
    const auto name = name_by_path_.find(std::string(path));
    return name == name_by_path_.end() ? nullptr : volumes_.find(name->second);
}

std::shared_ptr<TestVolume> TestPool::create(conf::StorageVolume volume) {
    require_new(volume.name);
    if (*volume.allocation > sizes.available) {
        fail(Errc::internal_error, "Not enough free space in pool for volume '{}'", volume.name);
    }
    return add(std::move(volume));
}

std::shared_ptr<TestVolume> TestPool::add(conf::StorageVolume volume) {
    require_new(volume.name);
    if (volume.target.path.empty()) volume.target.path = path_of(volume.name);
    if (volume.key.empty()) volume.key = volume.target.path;
    take(*volume.allocation);
    name_by_key_.emplace(volume.key, volume.name);
    name_by_path_.emplace(volume.target.path, volume.name);
    auto added = std::make_shared<TestVolume>();
    added->definition = std::make_shared<const conf::StorageVolume>(std::move(volume));
    volumes_.insert(added->definition->name, std::nullopt, added);
    return added;
}

void TestPool::remove(const TestVolume& volume) {
    const auto definition_of_volume = volume.definition;
    take(0 - volume.allocation());
    name_by_key_.erase(definition_of_volume->key);
    name_by_path_.erase(definition_of_volume->target.path);
    volumes_.remove(definition_of_volume->name);
}

void TestPool::resize(TestVolume& volume, std::uint64_t capacity, std::uint64_t allocation) {
    take(allocation - volume.allocation());
    auto changed = std::make_shared<conf::StorageVolume>(*volume.definition);
    changed->capacity = capacity;
    changed->allocation = allocation;
    volume.definition = std::move(changed);
}

// Modulo 2^64, so that giving back is taking a negative number.
void TestPool::take(std::uint64_t bytes) {
    sizes.allocation += bytes;
    sizes.available = sizes.capacity - sizes.allocation;
}

}  // namespace virtd::test
