// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/test/pools.hpp"

#include "base/error.hpp"

namespace virtd::test {

namespace {

constexpr Fail fail{Origin::test};
constexpr Fail fail_storage{Origin::storage};

constexpr std::uint64_t pool_size = 100UL << 30U;  // of every pool, whatever it is made of

namespace event {  // virStoragePoolEventLifecycleType
enum : std::int32_t {
    defined = 0,
    undefined = 1,
    started = 2,
    stopped = 3,
    created = 4,
    deleted = 5
};
}

}  // namespace

std::shared_ptr<TestPool> TestPools::by_name(std::string_view name) const {
    auto pool = pools_.find(name);
    if (!pool) fail(Errc::no_storage_pool, "no storage pool with matching name '{}'", name);
    return pool;
}

std::shared_ptr<TestPool> TestPools::by_uuid(const Uuid& uuid) const {
    auto pool = pools_.find(uuid);
    if (!pool) {
        fail(Errc::no_storage_pool, "no storage pool with matching uuid '{}'", to_string(uuid));
    }
    return pool;
}

std::shared_ptr<TestPool> TestPools::active(std::string_view name) const {
    auto pool = by_name(name);
    pool->require_active();
    return pool;
}

std::shared_ptr<TestPool> TestPools::find_for(const conf::StoragePool& pool) const {
    auto same_uuid = pools_.find(pool.uuid);
    if (same_uuid && same_uuid->definition->name != pool.name) {
        fail_storage(Errc::operation_failed, "pool '{}' is already defined with uuid {}",
                     same_uuid->definition->name, to_string(pool.uuid));
    }
    const auto same_name = pools_.find(pool.name);
    if (same_name && same_name != same_uuid) {
        fail_storage(Errc::operation_failed, "pool '{}' already exists with uuid {}", pool.name,
                     to_string(same_name->definition->uuid));
    }
    return same_uuid;
}

void TestPools::require_own_source(const conf::StoragePool& pool) const {
    for (const auto& other : pools_) {
        if (other.name == pool.name || !have_same_source(*other.object->definition, pool)) continue;
        fail_storage(Errc::operation_failed, "Storage source conflict with pool: '{}'", other.name);
    }
}

std::shared_ptr<TestPool> TestPools::put(conf::StoragePool pool) {
    require_own_source(pool);
    auto known = find_for(pool);
    if (!known) {
        known = std::make_shared<TestPool>();
        pools_.insert(pool.name, pool.uuid, known);
    }
    // clients see that a new definition does not change a pool that runs, not even later
    if (!known->active)
        known->definition = std::make_shared<const conf::StoragePool>(std::move(pool));
    known->sizes = {.capacity = pool_size, .allocation = 0, .available = pool_size};
    return known;
}

std::shared_ptr<TestPool> TestPools::define(conf::StoragePool pool) {
    auto defined = put(std::move(pool));
    defined->persistent = true;
    publish(*defined, event::defined);
    return defined;
}

std::shared_ptr<TestPool> TestPools::create(conf::StoragePool pool) {
    const auto known = find_for(pool);
    if (known && known->active) {
        fail_storage(Errc::operation_invalid, "pool is already active as '{}'", pool.name);
    }
    auto created = put(std::move(pool));
    created->persistent = false;
    created->active = true;
    publish(*created, event::started);
    return created;
}

void TestPools::start(TestPool& pool) {
    pool.require_inactive();
    pool.active = true;
    publish(pool, event::started);
}

void TestPools::stop(TestPool& pool) {
    pool.require_active();
    pool.active = false;
    publish(pool, event::stopped);
    if (!pool.persistent) pools_.remove(std::string(pool.definition->name));
}

void TestPools::build(TestPool& pool) {
    pool.require_inactive();
    publish(pool, event::created);
}

void TestPools::refresh(TestPool& pool) {
    pool.require_active();
    driver::StoragePoolEventRefreshMsg message;
    message.pool = pool.ref();
    events_.publish(std::move(message));
}

void TestPools::erase(TestPool& pool) {
    pool.require_inactive();
    publish(pool, event::deleted);
}

void TestPools::undefine(TestPool& pool) {
    pool.require_inactive();
    publish(pool, event::undefined);
    pools_.remove(std::string(pool.definition->name));
}

void TestPools::load(xml::Node node) {
    const auto pool = put(conf::parse_pool(node));
    pool->persistent = true;
    pool->active = true;
    node.each("volume", [&](xml::Node volume) {
        pool->add(conf::parse_volume(volume, pool->definition->type));
    });
}

void TestPools::publish(const TestPool& pool, std::int32_t what) {
    driver::StoragePoolEventLifecycleMsg message;
    message.pool = pool.ref();
    message.event = what;
    events_.publish(std::move(message));
}

}  // namespace virtd::test
