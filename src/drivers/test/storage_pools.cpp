// The calls about pools.
// SPDX-License-Identifier: LGPL-2.1-or-later
#include <algorithm>

#include "base/error.hpp"
#include "conf/storage/pool_capabilities.hpp"
#include "drivers/shared/documents.hpp"
#include "drivers/test/storage_driver.hpp"
#include "xml/check.hpp"

namespace virtd::test {

namespace {

constexpr Fail fail{Origin::test};

namespace define {  // virStoragePoolDefineFlags
enum : std::uint32_t { validate = 1 };
}
namespace list {  // virConnectListAllStoragePoolsFlags
enum : std::uint32_t {
    inactive = 1,
    active = 2,
    persistent = 4,
    transient = 8,
    autostart = 16,
    no_autostart = 32,
    all = 0xfffff,
};
}
namespace state {  // virStoragePoolState
enum : std::uint8_t { inactive = 0, running = 2 };
}

struct ListedType {
    conf::PoolType type;
    std::uint32_t flag;
};
constexpr ListedType listed_types[] = {
    {conf::PoolType::dir, 1U << 6},       {conf::PoolType::fs, 1U << 7},
    {conf::PoolType::netfs, 1U << 8},     {conf::PoolType::logical, 1U << 9},
    {conf::PoolType::disk, 1U << 10},     {conf::PoolType::iscsi, 1U << 11},
    {conf::PoolType::scsi, 1U << 12},     {conf::PoolType::mpath, 1U << 13},
    {conf::PoolType::rbd, 1U << 14},      {conf::PoolType::sheepdog, 1U << 15},
    {conf::PoolType::gluster, 1U << 16},  {conf::PoolType::zfs, 1U << 17},
    {conf::PoolType::vstorage, 1U << 18}, {conf::PoolType::iscsi_direct, 1U << 19},
};

std::uint32_t type_flags(conf::PoolType type) {
    return std::ranges::find(listed_types, type, &ListedType::type)->flag;
}

// Flags come in groups that ask the same question; a pool passes when each group that occurs at
// all holds a flag that is true for it.
bool passes(const TestPool& pool, std::uint32_t flags) {
    const std::uint32_t its = (pool.active ? list::active : list::inactive) |
                              (pool.persistent ? list::persistent : list::transient) |
                              (pool.autostart ? list::autostart : list::no_autostart) |
                              type_flags(pool.definition->type);
    constexpr std::uint32_t groups[] = {
        list::active | list::inactive,
        list::persistent | list::transient,
        list::autostart | list::no_autostart,
        list::all & ~0x3fU,
    };
    return std::ranges::all_of(groups, [&](std::uint32_t group) {
        return (flags & group) == 0 || (flags & group & its) != 0;
    });
}

template <class List>
void list_names(const driver::Directory<TestPool>& pools, bool active, std::int32_t limit,
                List& names) {
    for (const auto& pool : pools) {
        if (static_cast<std::int64_t>(names.size()) >= limit) return;
        if (pool.object->active == active) names.push_back(pool.name);
    }
}

std::int32_t count(const driver::Directory<TestPool>& pools, bool active) {
    return static_cast<std::int32_t>(std::ranges::count_if(
        pools, [active](const auto& pool) { return pool.object->active == active; }));
}

conf::StoragePool parse(const std::string& text, std::uint32_t flags) {
    const xml::Document document(text,
                                 {.origin = Origin::storage, .what = "storage_pool_definition"});
    const xml::Node root = document.root("pool");
    if ((flags & define::validate) != 0)
        xml::validate_names(conf::storage_pool_xml, root, "storagepool");
    return conf::parse_pool(root);
}

/// What there is to be found on the test host.
std::vector<conf::PoolSource> volume_groups() {
    conf::PoolSource one;
    one.devices = {{.path = "/dev/sda20", .part_separator = {}}};
    one.name = "testvg1";
    one.format = "lvm2";
    conf::PoolSource two = one;
    two.devices.front().path = "/dev/sda21";
    two.name = "testvg2";
    return {one, two};
}

auto parsed(Pool& threads, std::string xml, std::uint32_t flags) {
    return shared::parsed(threads, std::move(xml),
                          [flags](const std::string& text) { return parse(text, flags); });
}

std::vector<conf::PoolSource> shares_of(const std::optional<conf::PoolSource>& where) {
    if (!where || where->hosts.empty())
        fail(Errc::invalid_arg, "hostname must be specified for netfs sources");
    conf::PoolSource share;
    share.hosts = {{.name = where->hosts.front().name}};
    share.dir = "/testshare";
    share.format = "nfs";
    return {share};
}

}  // namespace

// listing and finding

Task<driver::ConnectNumOfStoragePoolsRet> TestStorageDriver::connect_num_of_storage_pools() {
    co_return driver::ConnectNumOfStoragePoolsRet{.num = count(pools_->all(), true)};
}

Task<driver::ConnectListStoragePoolsRet> TestStorageDriver::connect_list_storage_pools(
    driver::ConnectListStoragePoolsArgs args) {
    driver::ConnectListStoragePoolsRet ret;
    list_names(pools_->all(), true, args.maxnames, ret.names);
    co_return ret;
}

Task<driver::ConnectNumOfDefinedStoragePoolsRet>
TestStorageDriver::connect_num_of_defined_storage_pools() {
    co_return driver::ConnectNumOfDefinedStoragePoolsRet{.num = count(pools_->all(), false)};
}

Task<driver::ConnectListDefinedStoragePoolsRet>
TestStorageDriver::connect_list_defined_storage_pools(
    driver::ConnectListDefinedStoragePoolsArgs args) {
    driver::ConnectListDefinedStoragePoolsRet ret;
    list_names(pools_->all(), false, args.maxnames, ret.names);
    co_return ret;
}

Task<driver::ConnectListAllStoragePoolsRet> TestStorageDriver::connect_list_all_storage_pools(
    driver::ConnectListAllStoragePoolsArgs args) {
    fail.unless_flags(args.flags, list::all, "testConnectListAllStoragePools");
    driver::ConnectListAllStoragePoolsRet ret;
    for (const auto& pool : pools_->all()) {
        if (!passes(*pool.object, args.flags)) continue;
        ++ret.ret;
        if (args.need_results != 0) ret.pools.push_back(pool.object->ref());
    }
    co_return ret;
}

Task<driver::ConnectFindStoragePoolSourcesRet> TestStorageDriver::connect_find_storage_pool_sources(
    driver::ConnectFindStoragePoolSourcesArgs args) {
    fail.unless_flags(args.flags, 0, "testConnectFindStoragePoolSources");
    const auto type = xml::from_word<conf::PoolType>(args.type);
    if (type == conf::PoolType::dir) fail(Errc::internal_error, "unknown storage pool type dir");
    std::optional<conf::PoolSource> where;
    if (args.src_spec) {
        const auto parse_source = [type](const std::string& text) {
            return conf::parse_pool_source(text, type);
        };
        where = co_await shared::parsed(threads_, std::move(*args.src_spec), parse_source);
    }
    driver::ConnectFindStoragePoolSourcesRet ret;
    if (type == conf::PoolType::logical) {
        ret.xml = conf::format_pool_sources(volume_groups(), *type);
    } else if (type == conf::PoolType::netfs) {
        ret.xml = conf::format_pool_sources(shares_of(where), *type);
    } else {
        fail(Errc::no_support, "pool type '{}' does not support source discovery", args.type);
    }
    co_return ret;
}

Task<driver::StoragePoolLookupByNameRet> TestStorageDriver::storage_pool_lookup_by_name(
    driver::StoragePoolLookupByNameArgs args) {
    driver::StoragePoolLookupByNameRet ret;
    ret.pool = pools_->by_name(args.name)->ref();
    co_return ret;
}

Task<driver::StoragePoolLookupByUuidRet> TestStorageDriver::storage_pool_lookup_by_uuid(
    driver::StoragePoolLookupByUuidArgs args) {
    driver::StoragePoolLookupByUuidRet ret;
    ret.pool = pools_->by_uuid(args.uuid)->ref();
    co_return ret;
}

Task<driver::StoragePoolLookupByVolumeRet> TestStorageDriver::storage_pool_lookup_by_volume(
    driver::StoragePoolLookupByVolumeArgs args) {
    driver::StoragePoolLookupByVolumeRet ret;
    ret.pool = pools_->active(args.vol.pool)->ref();
    co_return ret;
}

Task<driver::StoragePoolLookupByTargetPathRet>
TestStorageDriver::storage_pool_lookup_by_target_path(
    driver::StoragePoolLookupByTargetPathArgs args) {
    const std::string path = conf::tidy_path(args.path);
    for (const auto& pool : pools_->all()) {
        if (!pool.object->active || pool.object->definition->target.path != path) continue;
        driver::StoragePoolLookupByTargetPathRet ret;
        ret.pool = pool.object->ref();
        co_return ret;
    }
    fail(Errc::no_storage_pool, "no storage pool with matching target path '{}'", args.path);
}

// their life

Task<driver::StoragePoolCreateXmlRet> TestStorageDriver::storage_pool_create_xml(
    driver::StoragePoolCreateXmlArgs args) {
    fail.unless_flags(args.flags, 0, "testStoragePoolCreateXML");
    conf::StoragePool pool = co_await parsed(threads_, std::move(args.xml), 0);
    driver::StoragePoolCreateXmlRet ret;
    ret.pool = pools_->create(std::move(pool))->ref();
    co_return ret;
}

Task<driver::StoragePoolDefineXmlRet> TestStorageDriver::storage_pool_define_xml(
    driver::StoragePoolDefineXmlArgs args) {
    fail.unless_flags(args.flags, define::validate, "testStoragePoolDefineXML");
    conf::StoragePool pool = co_await parsed(threads_, std::move(args.xml), args.flags);
    driver::StoragePoolDefineXmlRet ret;
    ret.pool = pools_->define(std::move(pool))->ref();
    co_return ret;
}

Task<void> TestStorageDriver::storage_pool_create(driver::StoragePoolCreateArgs args) {
    fail.unless_flags(args.flags, 0, "testStoragePoolCreate");
    pools_->start(*of(args.pool));
    co_return;
}

Task<void> TestStorageDriver::storage_pool_build(driver::StoragePoolBuildArgs args) {
    fail.unless_flags(args.flags, 0, "testStoragePoolBuild");
    pools_->build(*of(args.pool));
    co_return;
}

Task<void> TestStorageDriver::storage_pool_destroy(driver::StoragePoolDestroyArgs args) {
    const auto pool = of(args.pool);
    pools_->stop(*pool);
    co_return;
}

Task<void> TestStorageDriver::storage_pool_delete(driver::StoragePoolDeleteArgs args) {
    fail.unless_flags(args.flags, 0, "testStoragePoolDelete");
    pools_->erase(*of(args.pool));
    co_return;
}

Task<void> TestStorageDriver::storage_pool_undefine(driver::StoragePoolUndefineArgs args) {
    const auto pool = of(args.pool);
    pools_->undefine(*pool);
    co_return;
}

Task<void> TestStorageDriver::storage_pool_refresh(driver::StoragePoolRefreshArgs args) {
    fail.unless_flags(args.flags, 0, "testStoragePoolRefresh");
    pools_->refresh(*of(args.pool));
    co_return;
}

// what they are

Task<driver::StoragePoolGetInfoRet> TestStorageDriver::storage_pool_get_info(
    driver::StoragePoolGetInfoArgs args) {
    const auto pool = of(args.pool);
    co_return driver::StoragePoolGetInfoRet{
        .state = pool->active ? state::running : state::inactive,
        .capacity = pool->sizes.capacity,
        .allocation = pool->sizes.allocation,
        .available = pool->sizes.available,
    };
}

Task<driver::StoragePoolGetXmlDescRet> TestStorageDriver::storage_pool_get_xml_desc(
    driver::StoragePoolGetXmlDescArgs args) {
    fail.unless_flags(args.flags, 0, "testStoragePoolGetXMLDesc");
    const auto pool = of(args.pool);
    auto shown = std::make_shared<conf::StoragePool>(*pool->definition);
    shown->sizes = pool->sizes;
    driver::StoragePoolGetXmlDescRet ret;
    ret.xml = co_await shared::printed<conf::StoragePool>(threads_, std::move(shown));
    co_return ret;
}

Task<driver::StoragePoolGetAutostartRet> TestStorageDriver::storage_pool_get_autostart(
    driver::StoragePoolGetAutostartArgs args) {
    const auto pool = of(args.pool);
    co_return driver::StoragePoolGetAutostartRet{.autostart = pool->autostart ? 1 : 0};
}

Task<void> TestStorageDriver::storage_pool_set_autostart(driver::StoragePoolSetAutostartArgs args) {
    const auto pool = of(args.pool);
    if (!pool->persistent) fail(Errc::invalid_arg, "pool has no config file");
    pool->autostart = args.autostart != 0;
    co_return;
}

Task<driver::StoragePoolIsActiveRet> TestStorageDriver::storage_pool_is_active(
    driver::StoragePoolIsActiveArgs args) {
    const auto pool = pools_->by_uuid(args.pool.uuid);
    co_return driver::StoragePoolIsActiveRet{.active = pool->active ? 1 : 0};
}

Task<driver::StoragePoolIsPersistentRet> TestStorageDriver::storage_pool_is_persistent(
    driver::StoragePoolIsPersistentArgs args) {
    const auto pool = pools_->by_uuid(args.pool.uuid);
    co_return driver::StoragePoolIsPersistentRet{.persistent = pool->persistent ? 1 : 0};
}

// In memory there can be pools of every type.
Task<driver::ConnectGetStoragePoolCapabilitiesRet>
TestStorageDriver::connect_get_storage_pool_capabilities(
    driver::ConnectGetStoragePoolCapabilitiesArgs args) {
    fail.unless_flags(args.flags, 0, "testConnectGetStoragePoolCapabilities");
    driver::ConnectGetStoragePoolCapabilitiesRet ret;
    ret.capabilities = conf::format(conf::pool_capabilities([](conf::PoolType) { return true; }));
    co_return ret;
}

}  // namespace virtd::test
