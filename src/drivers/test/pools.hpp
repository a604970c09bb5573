// The storage pools of a test host: what its connections share about them.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "conf/storage/pool.hpp"
#include "conf/storage/volume.hpp"
#include "driver/api/storage.hpp"
#include "driver/directory.hpp"
#include "driver/event.hpp"
#include "drivers/test/volume_data.hpp"

namespace virtd::test {

struct TestVolume {
    std::shared_ptr<const conf::StorageVolume> definition;
    VolumeData data;

    std::uint64_t capacity() const { return *definition->capacity; }
    std::uint64_t allocation() const { return *definition->allocation; }
};

class TestPool {
public:
    std::shared_ptr<const conf::StoragePool> definition;
    conf::PoolSizes sizes;
    bool active = false;
    bool persistent = false;
    bool autostart = false;

    driver::StoragePoolRef ref() const { return {definition->name, definition->uuid}; }
    driver::StorageVolRef ref(const TestVolume& volume) const;

    /// Throw "is active" and "is not active".
    void require_active() const;
    void require_inactive() const;

    const driver::Directory<TestVolume>& volumes() const { return volumes_; }
    /// Throws when there is none.
    std::shared_ptr<TestVolume> volume(std::string_view name) const;
    std::shared_ptr<TestVolume> find_key(std::string_view key) const;
    std::shared_ptr<TestVolume> find_path(std::string_view path) const;

    /// Throws when the name is taken or there is no room.
    std::shared_ptr<TestVolume> create(conf::StorageVolume volume);
    /// One that was there before, whatever its size. Throws when the name is taken.
    std::shared_ptr<TestVolume> add(conf::StorageVolume volume);
    void remove(const TestVolume& volume);
    void resize(TestVolume& volume, std::uint64_t capacity, std::uint64_t allocation);

    /// Where a volume of that name goes.
    std::string path_of(std::string_view volume) const;

private:
    void require_new(std::string_view volume) const;
    void take(std::uint64_t bytes);

    driver::Directory<TestVolume> volumes_;
    std::unordered_map<std::string, std::string> name_by_key_;
    std::unordered_map<std::string, std::string> name_by_path_;
};

class TestPools {
public:
    explicit TestPools(driver::EventHub& events) : events_(events) {}

    const driver::Directory<TestPool>& all() const { return pools_; }

    /// Throw when there is none.
    std::shared_ptr<TestPool> by_name(std::string_view name) const;
    std::shared_ptr<TestPool> by_uuid(const Uuid& uuid) const;
    /// Throws also when it is not running.
    std::shared_ptr<TestPool> active(std::string_view name) const;

    /// Makes it persistent. While the pool runs, its definition stays what it is. Throws when name
    /// and uuid belong to different pools, or another pool has the same source.
    std::shared_ptr<TestPool> define(conf::StoragePool pool);
    /// Starts a pool that is gone when it stops.
    std::shared_ptr<TestPool> create(conf::StoragePool pool);
    void start(TestPool& pool);
    void stop(TestPool& pool);
    void build(TestPool& pool);
    void refresh(TestPool& pool);
    void erase(TestPool& pool);
    void undefine(TestPool& pool);

    /// A <pool> of a file that describes the host, with its volumes: defined and running.
    void load(xml::Node node);

private:
    std::shared_ptr<TestPool> find_for(const conf::StoragePool& pool) const;
    /// Throws when another pool has the same source.
    void require_own_source(const conf::StoragePool& pool) const;
    std::shared_ptr<TestPool> put(conf::StoragePool pool);
    void publish(const TestPool& pool, std::int32_t event);

    driver::EventHub& events_;
    driver::Directory<TestPool> pools_;
};

/// Whether two pools would hand out the same storage.
bool have_same_source(const conf::StoragePool& one, const conf::StoragePool& other);

}  // namespace virtd::test
