// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/test/storage_driver.hpp"
#include "base/pool.hpp"

#include <doctest/doctest.h>

#include "driver/stream.hpp"
#include "drivers/test/at_once_fake.hpp"

namespace virtd::test {

namespace {

constexpr std::uint64_t gib = 1UL << 30U;

struct Fixture : AtOnce {
    driver::EventHub events;
    std::shared_ptr<TestPools> pools = std::make_shared<TestPools>(events);
    Loop loop;
    Pool threads{loop};
    TestStorageDriver storage{pools, events, threads};
    driver::StoragePoolRef pool = define("images", "/srv");

    driver::StoragePoolRef define(const std::string& name, const std::string& path) {
        const driver::StoragePoolDefineXmlArgs args{.xml = "<pool type='dir'><name>" + name +
                                                           "</name><target><path>" + path +
                                                           "</path></target></pool>"};
        auto ref = answer(storage.storage_pool_define_xml(args)).pool;
        const driver::StoragePoolCreateArgs start{.pool = ref};
        answer(storage.storage_pool_create(start));
        return ref;
    }

    driver::StorageVolRef create(const std::string& name, std::uint64_t capacity) {
        const driver::StorageVolCreateXmlArgs args{
            .pool = pool,
            .xml = "<volume><name>" + name + "</name><capacity>" + std::to_string(capacity) +
                   "</capacity><allocation>0</allocation></volume>"};
        return answer(storage.storage_vol_create_xml(args)).vol;
    }

    driver::StoragePoolGetInfoRet info() {
        const driver::StoragePoolGetInfoArgs args{.pool = pool};
        return answer(storage.storage_pool_get_info(args));
    }

    std::unique_ptr<driver::Stream> upload(const driver::StorageVolRef& vol, std::uint64_t offset,
                                           std::uint64_t length = 0) {
        const driver::StorageVolUploadArgs args{.vol = vol, .offset = offset, .length = length};
        return answer(storage.storage_vol_upload(args));
    }

    std::unique_ptr<driver::Stream> download(const driver::StorageVolRef& vol,
                                             std::uint32_t flags = 0) {
        const driver::StorageVolDownloadArgs args{.vol = vol, .flags = flags};
        return answer(storage.storage_vol_download(args));
    }
};

}  // namespace

TEST_CASE_FIXTURE(Fixture, "test pools: volumes take what they allocate and give it back") {
    const driver::StorageVolCreateXmlArgs args{
        .pool = pool, .xml = "<volume><name>a</name><capacity unit='G'>10</capacity></volume>"};
    const auto vol = answer(storage.storage_vol_create_xml(args)).vol;
    CHECK(vol.key == "/srv/a");
    CHECK(info().allocation == 10 * gib);
    CHECK(info().available == 90 * gib);
    const driver::StorageVolDeleteArgs gone{.vol = vol};
    answer(storage.storage_vol_delete(gone));
    CHECK(info().allocation == 0);
}

TEST_CASE_FIXTURE(Fixture, "test pools: what does not fit or has a name twice is refused") {
    driver::StorageVolCreateXmlArgs args{
        .pool = pool, .xml = "<volume><name>a</name><capacity unit='T'>1</capacity></volume>"};
    CHECK(refusal([&] { return storage.storage_vol_create_xml(args); }) ==
          "internal error: Not enough free space in pool for volume 'a'");
    create("a", 1);
    CHECK(refusal([&] { return storage.storage_vol_create_xml(args); }) ==
          "operation failed: storage vol already exists");
}

TEST_CASE_FIXTURE(Fixture, "test pools: a pool that is off hides its volumes and keeps them") {
    const auto vol = create("a", 1);
    const driver::StoragePoolDestroyArgs stop{.pool = pool};
    answer(storage.storage_pool_destroy(stop));
    const driver::StorageVolGetInfoArgs ask{.vol = vol};
    CHECK(refusal([&] { return storage.storage_vol_get_info(ask); }) ==
          "Requested operation is not valid: storage pool 'images' is not active");
    const driver::StoragePoolCreateArgs start{.pool = pool};
    answer(storage.storage_pool_create(start));
    CHECK(answer(storage.storage_vol_get_info(ask)).capacity == 1);
}

TEST_CASE_FIXTURE(Fixture, "test pools: two pools cannot hand out the same storage") {
    const driver::StoragePoolDefineXmlArgs args{
        .xml = "<pool type='dir'><name>b</name><target><path>/srv/</path></target></pool>"};
    CHECK(refusal([&] { return storage.storage_pool_define_xml(args); }) ==
          "operation failed: Storage source conflict with pool: 'images'");
}

TEST_CASE_FIXTURE(Fixture, "test pools: one that was never defined is gone when it stops") {
    const driver::StoragePoolCreateXmlArgs args{
        .xml = "<pool type='dir'><name>t</name><target><path>/t</path></target></pool>"};
    const auto ref = answer(storage.storage_pool_create_xml(args)).pool;
    const driver::StoragePoolSetAutostartArgs autostart{.pool = ref, .autostart = 1};
    CHECK(refusal([&] { return storage.storage_pool_set_autostart(autostart); }) ==
          "invalid argument: pool has no config file");
    const driver::StoragePoolDestroyArgs stop{.pool = ref};
    answer(storage.storage_pool_destroy(stop));
    CHECK(refusal([&] { return storage.storage_pool_destroy(stop); }) ==
          "Storage pool not found: no storage pool with matching name 't'");
}

TEST_CASE_FIXTURE(Fixture, "test pools: who listens hears what happens to a pool") {
    std::vector<std::int32_t> heard;
    const auto subscription = events.subscribe(
        {.event_class = driver::EventClass::storage_pool, .event_id = 0, .object = {}},
        [&](const std::shared_ptr<const driver::EventBody>& body) {
            heard.push_back(std::get<driver::StoragePoolEventLifecycleMsg>(*body).event);
        });
    const driver::StoragePoolDestroyArgs stop{.pool = pool};
    answer(storage.storage_pool_destroy(stop));
    const driver::StoragePoolBuildArgs build{.pool = pool};
    answer(storage.storage_pool_build(build));
    const driver::StoragePoolUndefineArgs undefine{.pool = pool};
    answer(storage.storage_pool_undefine(undefine));
    CHECK(heard == std::vector<std::int32_t>{3, 4, 1});
}

TEST_CASE_FIXTURE(Fixture, "test volumes: what was sent up comes down, with zeros around it") {
    const auto vol = create("a", 16);
    const auto up = upload(vol, 4);
    answer(up->write("data"));
    answer(up->finish());
    const auto down = download(vol);
    const auto part = answer(down->read(100));
    CHECK(std::get<std::string>(part) == std::string(4, '\0') + "data" + std::string(8, '\0'));
    CHECK(std::holds_alternative<driver::StreamEnd>(answer(down->read(100))));
}

TEST_CASE_FIXTURE(Fixture, "test volumes: a sparse download tells holes from data") {
    constexpr std::uint64_t block = VolumeData::block_size;
    const auto vol = create("a", 4 * block);
    answer(upload(vol, block)->write("x"));
    const auto down = download(vol, 1);
    CHECK(std::get<driver::StreamHole>(answer(down->read(block))).length == block);
    CHECK(std::get<std::string>(answer(down->read(2 * block))).size() == block);
    CHECK(std::get<driver::StreamHole>(answer(down->read(block))).length == 2 * block);
    CHECK(std::holds_alternative<driver::StreamEnd>(answer(down->read(block))));
}

TEST_CASE_FIXTURE(Fixture, "test volumes: nothing is written beyond the end") {
    const auto vol = create("a", 16);
    const auto up = upload(vol, 8, 4);
    CHECK(refusal([&] { return up->write("hello"); }) ==
          "cannot write to stream: No space left on device");
    const driver::StorageVolUploadArgs args{.vol = vol, .offset = 17};
    CHECK(refusal([&] { return storage.storage_vol_upload(args); }) ==
          "invalid argument: offset 17 and length 0 exceed the volume's 16 bytes");
}

TEST_CASE_FIXTURE(Fixture, "test volumes: wiping leaves zeros") {
    const auto vol = create("a", 4);
    answer(upload(vol, 0)->write("data"));
    const driver::StorageVolWipeArgs wipe{.vol = vol};
    answer(storage.storage_vol_wipe(wipe));
    CHECK(std::get<std::string>(answer(download(vol)->read(10))) == std::string(4, '\0'));
}

TEST_CASE_FIXTURE(Fixture, "test volumes: only those who say so may shrink them") {
    const auto vol = create("a", 100);
    driver::StorageVolResizeArgs args{.vol = vol, .capacity = 50};
    CHECK(refusal([&] { return storage.storage_vol_resize(args); }) ==
          "invalid argument: Can't shrink capacity below current capacity unless shrink flag "
          "explicitly specified");
    args.flags = 4;
    answer(storage.storage_vol_resize(args));
    const driver::StorageVolGetInfoArgs ask{.vol = vol};
    CHECK(answer(storage.storage_vol_get_info(ask)).capacity == 50);
    args.flags = 1 | 2;
    answer(storage.storage_vol_resize(args));
    CHECK(answer(storage.storage_vol_get_info(ask)).capacity == 100);
    CHECK(info().allocation == 100);
}

TEST_CASE_FIXTURE(Fixture, "test volumes: what they are depends on their pool") {
    const driver::StoragePoolCreateXmlArgs args{
        .xml =
            "<pool type='logical'><name>vg</name><source><device path='/dev/q'/></source></pool>"};
    pool = answer(storage.storage_pool_create_xml(args)).pool;
    const driver::StorageVolGetInfoArgs ask{.vol = create("lv", 1)};
    CHECK(ask.vol.key == "/dev/vg/lv");
    CHECK(answer(storage.storage_vol_get_info(ask)).type == 1);  // VIR_STORAGE_VOL_BLOCK
}

TEST_CASE("volume data: blocks that are erased whole take no memory") {
    VolumeData data;
    data.write(10, std::string(2 * VolumeData::block_size, 'x'));
    CHECK(data.stored() == 3 * VolumeData::block_size);
    data.erase(0, 2 * VolumeData::block_size);
    CHECK(data.stored() == VolumeData::block_size);
    CHECK(data.read(2 * VolumeData::block_size, 11) == std::string(10, 'x') + '\0');
    CHECK(data.next_data(0) == 2 * VolumeData::block_size);
}

}  // namespace virtd::test
