// The calls about volumes.
// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/error.hpp"
#include "drivers/shared/documents.hpp"
#include "drivers/test/storage_driver.hpp"
#include "drivers/test/volume_streams.hpp"
#include "xml/check.hpp"

namespace virtd::test {

namespace {

constexpr Fail fail{Origin::test};

namespace create_volume {  // virStorageVolCreateFlags
enum : std::uint32_t { validate = 4 };
}
namespace info {  // virStorageVolInfoFlags
enum : std::uint32_t { physical = 1 };
}
namespace transfer {  // virStorageVolUploadFlags, virStorageVolDownloadFlags
enum : std::uint32_t { sparse = 1 };
}
namespace resize {  // virStorageVolResizeFlags
enum : std::uint32_t { allocate = 1, delta = 2, shrink = 4 };
}

constexpr std::uint32_t wipe_algorithms = 10;  // virStorageVolWipeAlgorithm

conf::StorageVolume parse(const std::string& text, conf::PoolType pool, std::uint32_t flags) {
    const xml::Document document(text,
                                 {.origin = Origin::storage, .what = "storage_volume_definition"});
    const xml::Node root = document.root("volume");
    if ((flags & create_volume::validate) != 0) {
        xml::validate_names(conf::storage_volume_xml, root, "storagevol");
    }
    conf::StorageVolume volume = conf::parse_volume(root, pool);
    volume.key.clear();  // the place of a new volume is the pool's to choose
    volume.target.path.clear();
    return volume;
}

auto parsed(Pool& threads, std::string xml, conf::PoolType pool, std::uint32_t flags) {
    return shared::parsed(threads, std::move(xml), [pool, flags](const std::string& text) {
        return parse(text, pool, flags);
    });
}

/// A pool that has stopped meanwhile may be of another kind now.
void require_same(const TestPool& now, const TestPool& before, conf::PoolType type) {
    if (&now == &before && now.definition->type == type) return;
    fail(Errc::operation_invalid, "storage pool '{}' is not active", before.definition->name);
}

/// What clients are told that a volume is; its own definition may say otherwise.
conf::VolumeType type_in(const TestPool& pool) {
    switch (pool.definition->type) {
        case conf::PoolType::dir:
        case conf::PoolType::fs:
        case conf::PoolType::netfs:
        case conf::PoolType::vstorage:
            return conf::VolumeType::file;
        case conf::PoolType::rbd:
        case conf::PoolType::sheepdog:
        case conf::PoolType::gluster:
        case conf::PoolType::iscsi_direct:
            return conf::VolumeType::network;
        case conf::PoolType::logical:
        case conf::PoolType::disk:
        case conf::PoolType::iscsi:
        case conf::PoolType::scsi:
        case conf::PoolType::mpath:
        case conf::PoolType::zfs:
            break;
    }
    return conf::VolumeType::block;
}

VolumeRange range_of(std::uint64_t offset, std::uint64_t length, std::uint32_t flags) {
    return {.offset = offset, .length = length, .sparse = (flags & transfer::sparse) != 0};
}

}  // namespace

// listing and finding

Task<driver::StoragePoolNumOfVolumesRet> TestStorageDriver::storage_pool_num_of_volumes(
    driver::StoragePoolNumOfVolumesArgs args) {
    const auto pool = pools_->active(args.pool.name);
    co_return driver::StoragePoolNumOfVolumesRet{
        .num = static_cast<std::int32_t>(pool->volumes().size())};
}

Task<driver::StoragePoolListVolumesRet> TestStorageDriver::storage_pool_list_volumes(
    driver::StoragePoolListVolumesArgs args) {
    const auto pool = pools_->active(args.pool.name);
    driver::StoragePoolListVolumesRet ret;
    for (const auto& volume : pool->volumes()) {
        if (static_cast<std::int64_t>(ret.names.size()) >= args.maxnames) break;
        ret.names.push_back(volume.name);
    }
    co_return ret;
}

Task<driver::StoragePoolListAllVolumesRet> TestStorageDriver::storage_pool_list_all_volumes(
    driver::StoragePoolListAllVolumesArgs args) {
    fail.unless_flags(args.flags, 0, "testStoragePoolListAllVolumes");
    const auto pool = pools_->by_uuid(args.pool.uuid);
    if (!pool->active) fail(Errc::operation_invalid, "storage pool is not active");
    driver::StoragePoolListAllVolumesRet ret;
    ret.ret = static_cast<std::uint32_t>(pool->volumes().size());
    if (args.need_results != 0) {
        for (const auto& volume : pool->volumes())
            ret.vols.push_back(pool->ref(*volume.object));
    }
    co_return ret;
}

Task<driver::StorageVolLookupByNameRet> TestStorageDriver::storage_vol_lookup_by_name(
    driver::StorageVolLookupByNameArgs args) {
    const auto pool = pools_->active(args.pool.name);
    driver::StorageVolLookupByNameRet ret;
    ret.vol = pool->ref(*pool->volume(args.name));
    co_return ret;
}

Task<driver::StorageVolLookupByKeyRet> TestStorageDriver::storage_vol_lookup_by_key(
    driver::StorageVolLookupByKeyArgs args) {
    for (const auto& pool : pools_->all()) {
        const auto volume = pool.object->active ? pool.object->find_key(args.key) : nullptr;
        if (!volume) continue;
        driver::StorageVolLookupByKeyRet ret;
        ret.vol = pool.object->ref(*volume);
        co_return ret;
    }
    fail(Errc::no_storage_vol, "no storage vol with matching key '{}'", args.key);
}

Task<driver::StorageVolLookupByPathRet> TestStorageDriver::storage_vol_lookup_by_path(
    driver::StorageVolLookupByPathArgs args) {
    for (const auto& pool : pools_->all()) {
        const auto volume = pool.object->active ? pool.object->find_path(args.path) : nullptr;
        if (!volume) continue;
        driver::StorageVolLookupByPathRet ret;
        ret.vol = pool.object->ref(*volume);
        co_return ret;
    }
    fail(Errc::no_storage_vol, "no storage vol with matching path '{}'", args.path);
}

// coming and going

Task<driver::StorageVolCreateXmlRet> TestStorageDriver::storage_vol_create_xml(
    driver::StorageVolCreateXmlArgs args) {
    fail.unless_flags(args.flags, create_volume::validate, "testStorageVolCreateXML");
    const auto pool = pools_->active(args.pool.name);
    const conf::PoolType type = pool->definition->type;
    conf::StorageVolume definition =
        co_await parsed(threads_, std::move(args.xml), type, args.flags);
    require_same(*pools_->active(args.pool.name), *pool, type);
    const auto volume = pool->create(std::move(definition));
    driver::StorageVolCreateXmlRet ret;
    ret.vol = pool->ref(*volume);
    co_return ret;
}

Task<driver::StorageVolCreateXmlFromRet> TestStorageDriver::storage_vol_create_xml_from(
    driver::StorageVolCreateXmlFromArgs args) {
    fail.unless_flags(args.flags, create_volume::validate, "testStorageVolCreateXMLFrom");
    const auto pool = pools_->active(args.pool.name);
    const conf::PoolType type = pool->definition->type;
    conf::StorageVolume definition =
        co_await parsed(threads_, std::move(args.xml), type, args.flags);
    require_same(*pools_->active(args.pool.name), *pool, type);
    const auto origin = of(args.clonevol);
    const auto volume = pool->create(std::move(definition));
    volume->data = origin->data;
    driver::StorageVolCreateXmlFromRet ret;
    ret.vol = pool->ref(*volume);
    co_return ret;
}

Task<void> TestStorageDriver::storage_vol_delete(driver::StorageVolDeleteArgs args) {
    fail.unless_flags(args.flags, 0, "testStorageVolDelete");
    const auto volume = of(args.vol);
    pools_->active(args.vol.pool)->remove(*volume);
    co_return;
}

// what they are

Task<driver::StorageVolGetInfoRet> TestStorageDriver::storage_vol_get_info(
    driver::StorageVolGetInfoArgs args) {
    const auto volume = of(args.vol);
    co_return driver::StorageVolGetInfoRet{
        .type = static_cast<std::int8_t>(type_in(*pools_->active(args.vol.pool))),
        .capacity = volume->capacity(),
        .allocation = volume->allocation(),
    };
}

Task<driver::StorageVolGetInfoFlagsRet> TestStorageDriver::storage_vol_get_info_flags(
    driver::StorageVolGetInfoFlagsArgs args) {
    fail.unless_flags(args.flags, info::physical, "testStorageVolGetInfoFlags");
    const auto volume = of(args.vol);
    const bool physical = (args.flags & info::physical) != 0;
    co_return driver::StorageVolGetInfoFlagsRet{
        .type = static_cast<std::int8_t>(type_in(*pools_->active(args.vol.pool))),
        .capacity = volume->capacity(),
        .allocation = physical ? volume->data.stored() : volume->allocation(),
    };
}

Task<driver::StorageVolGetXmlDescRet> TestStorageDriver::storage_vol_get_xml_desc(
    driver::StorageVolGetXmlDescArgs args) {
    fail.unless_flags(args.flags, 0, "testStorageVolGetXMLDesc");
    driver::StorageVolGetXmlDescRet ret;
    ret.xml = co_await shared::printed(threads_, of(args.vol)->definition);
    co_return ret;
}

Task<driver::StorageVolGetPathRet> TestStorageDriver::storage_vol_get_path(
    driver::StorageVolGetPathArgs args) {
    driver::StorageVolGetPathRet ret;
    ret.name = of(args.vol)->definition->target.path;
    co_return ret;
}

// what is in them

Task<std::unique_ptr<driver::Stream>> TestStorageDriver::storage_vol_upload(
    driver::StorageVolUploadArgs args) {
    fail.unless_flags(args.flags, transfer::sparse, "testStorageVolUpload");
    co_return upload_to(of(args.vol), range_of(args.offset, args.length, args.flags));
}

Task<std::unique_ptr<driver::Stream>> TestStorageDriver::storage_vol_download(
    driver::StorageVolDownloadArgs args) {
    fail.unless_flags(args.flags, transfer::sparse, "testStorageVolDownload");
    co_return download_from(of(args.vol), range_of(args.offset, args.length, args.flags));
}

Task<void> TestStorageDriver::storage_vol_wipe(driver::StorageVolWipeArgs args) {
    fail.unless_flags(args.flags, 0, "testStorageVolWipe");
    of(args.vol)->data.clear();
    co_return;
}

// Whatever the pattern, what is left is zeros: there is no disk to keep a trace of the rest.
Task<void> TestStorageDriver::storage_vol_wipe_pattern(driver::StorageVolWipePatternArgs args) {
    fail.unless_flags(args.flags, 0, "testStorageVolWipePattern");
    if (args.algorithm >= wipe_algorithms)
        fail(Errc::invalid_arg, "wiping algorithm {} not supported", args.algorithm);
    of(args.vol)->data.clear();
    co_return;
}

Task<void> TestStorageDriver::storage_vol_resize(driver::StorageVolResizeArgs args) {
    fail.unless_flags(args.flags, resize::allocate | resize::delta | resize::shrink,
                      "testStorageVolResize");
    const auto volume = of(args.vol);
    const auto pool = pools_->active(args.vol.pool);
    const std::uint64_t before = volume->capacity();
    const bool shrinks = (args.flags & resize::shrink) != 0;
    std::uint64_t capacity = args.capacity;
    if ((args.flags & resize::delta) != 0)
        capacity = shrinks ? before - std::min(before, capacity) : before + capacity;

    if (capacity < volume->allocation()) {
        fail(Errc::invalid_arg, "can't shrink capacity below existing allocation");
    }
    if (capacity < before && !shrinks) {
        fail(Errc::invalid_arg,
             "Can't shrink capacity below current capacity unless shrink flag explicitly "
             "specified");
    }
    const bool allocates = (args.flags & resize::allocate) != 0;
    const std::uint64_t allocation = allocates ? capacity : volume->allocation();
    if (allocation - volume->allocation() > pool->sizes.available) {
        fail(Errc::operation_failed, "Not enough space left in storage pool");
    }
    if (capacity < before) volume->data.erase(capacity, before - capacity);
    pool->resize(*volume, capacity, allocation);
    co_return;
}

}  // namespace virtd::test
