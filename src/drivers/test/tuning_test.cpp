// SPDX-License-Identifier: LGPL-2.1-or-later
#include <doctest/doctest.h>

#include "driver/flags.hpp"
#include "driver/typed_params.hpp"
#include "drivers/test/blkio.hpp"
#include "drivers/test/block_tuning.hpp"
#include "drivers/test/connection_fake.hpp"

namespace virtd::test {

using namespace driver;  // NOLINT(google-build-using-namespace): the structs of the calls

namespace {

using Params = std::vector<TypedParam>;

std::string blkio_failure(const std::string& text) {
    conf::BlkioTune tune;
    try {
        set_blkio(tune, Params{param<std::string>("device_read_iops_sec", text)});
    } catch (const Error& error) {
        return error.message();
    }
    return "ok";
}

std::string iotune_failure(const Params& params) {
    conf::DiskIoTune tune;
    try {
        set_iotune(tune, params);
    } catch (const Error& error) {
        return error.message();
    }
    return "ok";
}

TypedParam ullong(const char* name, std::uint64_t value) {
    return param<std::uint64_t>(name, value);
}

}  // namespace

TEST_CASE("blkio: limits of devices are merged by path and dropped when they are zero") {
    conf::BlkioTune tune;
    set_blkio(tune, Params{param<std::string>("device_weight", "/dev/a,500,/dev/b,200"),
                           param<std::string>("device_read_bytes_sec", "/dev/a,7")});
    REQUIRE(tune.devices.size() == 2);
    CHECK(tune.devices[0].weight == 500);
    CHECK(tune.devices[0].read_bytes == 7);
    set_blkio(tune, Params{param<std::string>("device_weight", "/dev/b,0")});
    CHECK(tune.devices.size() == 1);
    const Params shown = blkio_params(tune);
    CHECK(*find_param<std::string>(shown, "device_weight") == "/dev/a,500");
    CHECK(*find_param<std::string>(shown, "device_write_iops_sec") == "");
}

TEST_CASE("blkio: a malformed list names what is wrong") {
    CHECK(blkio_failure("") == "ok");
    CHECK(blkio_failure("/dev/a") ==
          "invalid argument: unable to parse blkio device "
          "'device_read_iops_sec' '/dev/a'");
    CHECK(blkio_failure("/dev/a,5,") ==
          "invalid argument: unable to parse blkio device "
          "'device_read_iops_sec' '/dev/a,5,'");
    for (const char* value : {"x", "-1", "5000000000", ""}) {
        CHECK(blkio_failure(std::string("/dev/a,") + value) ==
              std::string("invalid argument: invalid value '") + value +
                  "' for parameter 'device_read_iops_sec' of device '/dev/a'");
    }
}

TEST_CASE("iotune: the rules between limits") {
    CHECK(iotune_failure({ullong("total_bytes_sec", 5), ullong("total_bytes_sec_max", 9)}) == "ok");
    CHECK(iotune_failure({ullong("total_bytes_sec", 5)}) ==
          "invalid argument: total_bytes_sec cannot be set higher than total_bytes_sec_max ");
    CHECK(iotune_failure({ullong("total_iops_sec", 5), ullong("write_iops_sec", 5)}) ==
          "invalid argument: total and read/write of iops_sec cannot be set at the same time");
    CHECK(iotune_failure({ullong("read_bytes_sec_max", std::uint64_t{1} << 60)}) ==
          "argument unsupported: block I/O throttle limit value must be no more than "
          "1000000000000000");
    CHECK(iotune_failure({ullong("speed", 1)}) ==
          "argument unsupported: parameter 'speed' not supported");
}

TEST_CASE("iotune: twenty parameters, the group after the thirteenth") {
    conf::DiskIoTune tune;
    set_iotune(tune, Params{param<std::string>("group_name", "slow"), ullong("size_iops_sec", 7)});
    const Params shown = iotune_params(tune);
    REQUIRE(shown.size() == 20);
    CHECK(shown[12] == ullong("size_iops_sec", 7));
    CHECK(shown[13] == param<std::string>("group_name", "slow"));
    CHECK(shown[19].field == "write_iops_sec_max_length");
}

TEST_CASE_FIXTURE(FakeConnection, "tuning: live and persistent definitions are tuned apart") {
    const DomainRef dom = lookup("test");
    DomainSetMemoryParametersArgs args{.dom = dom, .flags = affect::config};
    args.params.push_back(ullong("soft_limit", 2000));
    CHECK(failure(domains.domain_set_memory_parameters(args)) == "ok");
    CHECK(xml(dom).find("soft_limit") == std::string::npos);
    CHECK(xml(dom, domain_xml::inactive).find("soft_limit") != std::string::npos);
    args.flags = affect::live | affect::config;
    CHECK(failure(domains.domain_set_memory_parameters(args)) ==
          "Flags 'VIR_DOMAIN_AFFECT_LIVE' and 'VIR_DOMAIN_AFFECT_CONFIG' are mutually exclusive");
}

TEST_CASE_FIXTURE(FakeConnection, "tuning: a change that is refused changes nothing") {
    const DomainRef dom = lookup("test");
    const std::string before = xml(dom);
    DomainSetBlkioParametersArgs args{.dom = dom};
    args.params.push_back(param<std::uint32_t>("weight", 300));
    args.params.push_back(param<std::string>("device_weight", "/dev/a"));
    CHECK(failure(domains.domain_set_blkio_parameters(args)) != "ok");
    CHECK(xml(dom) == before);
}

TEST_CASE_FIXTURE(FakeConnection, "tuning: NUMA memory needs nodes and keeps its mode") {
    const DomainRef dom = lookup("test");
    const auto set = [&](Params params) {
        DomainSetNumaParametersArgs args{.dom = dom};
        args.params = std::move(params);
        return failure(domains.domain_set_numa_parameters(args));
    };
    CHECK(set({param<std::int32_t>("numa_mode", 1)}) ==
          "unsupported configuration: nodeset for NUMA memory tuning must be set if 'placement' "
          "is 'static'");
    CHECK(set({param<std::string>("numa_nodeset", "0-1")}) == "ok");
    CHECK(set({param<std::int32_t>("numa_mode", 1)}) ==
          "Requested operation is not valid: can't change numatune mode for running domain");
    CHECK(set({param<std::int32_t>("numa_mode", 9)}) ==
          "invalid argument: unsupported numatune mode: '9'");
    CHECK(set({param<std::string>("numa_nodeset", "a-b")}) ==
          "invalid argument: Failed to parse bitmap 'a-b'");
}

TEST_CASE_FIXTURE(FakeConnection, "memory: the current size stays below the largest") {
    const DomainRef dom = define("a");
    const auto resize = [&](std::uint64_t size, std::uint32_t flags) {
        return failure(domains.domain_set_memory_flags({dom, size, flags}));
    };
    CHECK(resize(8192, 0) == "invalid argument: cannot set memory higher than max memory");
    CHECK(resize(1024, set_memory::maximum) == "ok");
    CHECK(xml(dom).find("<currentMemory unit='KiB'>1024<") != std::string::npos);
    CHECK(resize(512, set_memory::live) ==
          "Requested operation is not valid: domain is not running");
    call(domains.domain_create({dom}));
    CHECK(resize(2048, set_memory::maximum) ==
          "Requested operation is not valid: cannot resize "
          "the maximum memory on an active domain");
}

TEST_CASE_FIXTURE(FakeConnection, "vcpus: counts, limits and pinning") {
    const DomainRef dom = lookup("test");
    const auto plug = [&](std::uint32_t count, std::uint32_t flags) {
        return failure(domains.domain_set_vcpus_flags({dom, count, flags}));
    };
    CHECK(plug(3, vcpus::live) == "invalid argument: requested cpu amount exceeds maximum (3 > 2)");
    CHECK(plug(33, vcpus::config | vcpus::maximum) ==
          "invalid argument: requested cpu amount exceeds maximum supported amount (33 > 32)");
    CHECK(plug(1, vcpus::live) == "ok");
    CHECK(call(domains.domain_get_vcpus_flags({dom, vcpus::live})).num == 1);
    CHECK(call(domains.domain_get_vcpus_flags({dom, vcpus::config})).num == 2);

    CHECK(failure(domains.domain_pin_vcpu({dom, 1, std::string("\2")})) ==
          "invalid argument: requested vcpu '1' is not present in the domain");
    CHECK(failure(domains.domain_pin_vcpu({dom, 0, std::string("\2")})) == "ok");
    const auto info = call(domains.domain_get_vcpus({dom, 5, 2}));
    REQUIRE(info.info.size() == 1);
    CHECK(info.info[0].cpu == 1);
    CHECK(info.cpumaps == std::string("\2\0", 2));
}

TEST_CASE_FIXTURE(FakeConnection, "iothreads: added, tuned, pinned and deleted") {
    const DomainRef dom = lookup("test");
    CHECK(failure(domains.domain_add_iothread({dom, 4, 0})) == "ok");
    CHECK(failure(domains.domain_add_iothread({dom, 4, 0})) ==
          "invalid argument: an IOThread is already using iothread_id '4'");
    CHECK(failure(domains.domain_pin_iothread({dom, 5, std::string("\1"), 0})) ==
          "invalid argument: iothreadid 5 not found");
    DomainSetIothreadParamsArgs args{.dom = dom, .iothread_id = 4};
    args.params.push_back(ullong("poll_max_ns", 99));
    CHECK(failure(domains.domain_set_iothread_params(args)) == "ok");
    const auto stats = call(domains.connect_get_all_domain_stats({}));
    CHECK(*find_param<std::uint64_t>(stats.ret_stats[0].params, "iothread.4.poll-max-ns") == 99);
    CHECK(failure(domains.domain_del_iothread({dom, 4, 0})) == "ok");
    CHECK(call(domains.domain_get_iothread_info({dom, 0})).info.empty());
}

TEST_CASE_FIXTURE(FakeConnection, "tuning: throttle groups come, change, and go when unused") {
    DomainSetThrottleGroupArgs set;
    set.dom = define("a",
                     "<throttlegroups><throttlegroup><group_name>used</group_name>"
                     "</throttlegroup></throttlegroups><devices><disk type='file'>"
                     "<source file='/a'/><target dev='vda' bus='virtio'/><throttlefilters>"
                     "<throttlefilter group='used'/></throttlefilters></disk></devices>");
    set.params = {ullong("total_bytes_sec", 5), ullong("total_bytes_sec_max", 9)};
    CHECK(failure(domains.domain_set_throttle_group(set)) ==
          "invalid argument: a throttle group needs a name");
    set.group = "g";
    call(domains.domain_set_throttle_group(set));
    CHECK(xml(set.dom).find("<total_bytes_sec>5<") != std::string::npos);
    CHECK(xml(set.dom).find("<group_name>g<") != std::string::npos);
    set.params = {ullong("total_bytes_sec", 7)};
    call(domains.domain_set_throttle_group(set));
    CHECK(xml(set.dom).find(">5<") == std::string::npos);
    set.params = {ullong("nonsense", 7)};
    CHECK(failure(domains.domain_set_throttle_group(set)) != "ok");
    set.flags = affect::live;
    CHECK(failure(domains.domain_set_throttle_group(set)) ==
          "Requested operation is not valid: domain is not running");

    DomainDelThrottleGroupArgs del{.dom = set.dom, .group = "used"};
    CHECK(failure(domains.domain_del_throttle_group(del)) ==
          "Requested operation is not valid: throttle group 'used' is still being used by disk "
          "'vda'");
    del.group = "g";
    call(domains.domain_del_throttle_group(del));
    CHECK(xml(set.dom).find("<group_name>g<") == std::string::npos);
    CHECK(failure(domains.domain_del_throttle_group(del)) ==
          "invalid argument: throttle group 'g' was not found in the domain config");
}

}  // namespace virtd::test
