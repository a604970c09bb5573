// SPDX-License-Identifier: LGPL-2.1-or-later
//
// The disks of guests: their sizes, limits, statistics and errors, and what is on them.
#include <algorithm>

#include "base/error.hpp"
#include "conf/domain.hpp"
#include "driver/typed_params.hpp"
#include "drivers/test/block_tuning.hpp"
#include "drivers/test/clock.hpp"
#include "drivers/test/domains.hpp"
#include "drivers/test/guest.hpp"
#include "drivers/test/guest_extras.hpp"
#include "drivers/test/host.hpp"
#include "drivers/test/system_disk.hpp"

namespace virtd::test {

using namespace driver;  // NOLINT(google-build-using-namespace): the structs of the calls

namespace {

constexpr Fail fail{Origin::test};

namespace resize {  // virDomainBlockResizeFlags
enum : std::uint32_t { bytes = 1, capacity = 2 };
}

/// By the name of its target, or by where its data are.
template <class Definition>
auto* find_disk(Definition& definition, std::string_view path) {
    const auto found = std::ranges::find_if(definition.devices.disks, [path](const auto& disk) {
        return disk.target.dev == path || conf::storage_path(disk.source) == path;
    });
    return found == definition.devices.disks.end() ? nullptr : &*found;
}

void require_disk(const conf::Domain& definition, std::string_view path) {
    if (find_disk(definition, path) != nullptr) return;
    fail(Errc::invalid_arg, "disk '{}' was not found in the domain config", path);
}

template <class Definition>
auto find_group(Definition& definition, std::string_view name) {
    return std::ranges::find(definition.throttle_groups, name, &conf::DiskIoTune::group);
}

void require_idle_group(const conf::Domain& definition, std::string_view name) {
    if (find_group(definition, name) == definition.throttle_groups.end()) {
        fail(Errc::invalid_arg, "throttle group '{}' was not found in the domain config", name);
    }
    for (const conf::Disk& disk : definition.devices.disks) {
        const auto& filters = disk.throttle_filters;
        const auto found = std::ranges::find(filters, name, &conf::ThrottleFilter::group);
        if (found == filters.end()) continue;
        fail(Errc::operation_invalid, "throttle group '{}' is still being used by disk '{}'", name,
             disk.target.dev);
    }
}

}  // namespace

Task<void> TestDomains::domain_set_block_io_tune(DomainSetBlockIoTuneArgs args) {
    fail.unless_flags(args.flags, affect::live | affect::config, "testDomainSetBlockIoTune");
    DomainPtr& slot = guest(args.dom)->one(args.flags);
    require_disk(*slot, args.disk);
    Guest::change(slot, [&args](conf::Domain& definition) {
        set_iotune(find_disk(definition, args.disk)->iotune, args.params);
    });
    co_return;
}

Task<DomainGetBlockIoTuneRet> TestDomains::domain_get_block_io_tune(DomainGetBlockIoTuneArgs args) {
    fail.unless_flags(args.flags, affect::live | affect::config | typed_params::string_okay,
                      "testDomainGetBlockIoTune");
    const auto dom = guest(args.dom);
    conf::DiskIoTune tune;
    if (args.nparams != 0) {  // else only their number is asked for
        const DomainPtr definition = dom->one(args.flags);
        const std::string path = args.disk.value_or("");
        require_disk(*definition, path);
        tune = find_disk(*definition, path)->iotune;
    }
    co_return counted<DomainGetBlockIoTuneRet>(iotune_params(tune), args.nparams);
}

Task<void> TestDomains::domain_set_throttle_group(DomainSetThrottleGroupArgs args) {
    fail.unless_flags(args.flags, affect::live | affect::config, "testDomainSetThrottleGroup");
    if (args.group.empty()) fail(Errc::invalid_arg, "a throttle group needs a name");
    const auto set = [&args](conf::Domain& definition) {
        auto group = find_group(definition, args.group);
        if (group == definition.throttle_groups.end())
            group = definition.throttle_groups.emplace(group);
        set_iotune(*group, args.params);
        group->group = args.group;
    };
    for (DomainPtr* const slot : guest(args.dom)->each(args.flags))
        Guest::change(*slot, set);
    co_return;
}

Task<void> TestDomains::domain_del_throttle_group(DomainDelThrottleGroupArgs args) {
    fail.unless_flags(args.flags, affect::live | affect::config, "testDomainDelThrottleGroup");
    const std::string name = args.group.value_or("");
    const auto dom = guest(args.dom);
    const auto slots = dom->each(args.flags);
    for (const DomainPtr* const slot : slots)
        require_idle_group(**slot, name);
    const auto erase = [&name](conf::Domain& definition) {
        definition.throttle_groups.erase(find_group(definition, name));
    };
    for (DomainPtr* const slot : slots)
        Guest::change(*slot, erase);
    co_return;
}

Task<DomainGetBlockInfoRet> TestDomains::domain_get_block_info(DomainGetBlockInfoArgs args) {
    // of every image that was never resized, whatever its name
    constexpr std::uint64_t capacity = 1099506450432;
    constexpr std::uint64_t tebibyte = std::uint64_t{1} << 40;
    fail.unless_flags(args.flags, 0, "testDomainGetBlockInfo");
    const auto dom = guest(args.dom);
    const DomainPtr definition = dom->current;
    const conf::Disk* disk = find_disk(*definition, args.path);
    if (disk == nullptr) {
        fail(Errc::invalid_arg, "invalid path {} not assigned to domain", args.path);
    }
    if (is_empty(disk->source)) {
        fail(Errc::invalid_arg, "disk '{}' does not currently have a source assigned", args.path);
    }
    DomainGetBlockInfoRet ret;
    const auto resized = dom->extras().disk_sizes.find(disk->target.dev);
    if (resized != dom->extras().disk_sizes.end()) {
        ret.capacity = ret.allocation = ret.physical = resized->second;
        co_return ret;
    }
    ret.capacity = capacity;
    ret.allocation = tebibyte;
    ret.physical = tebibyte;
    co_return ret;
}

Task<DomainBlockStatsRet> TestDomains::domain_block_stats(DomainBlockStatsArgs args) {
    const auto dom = guest(args.dom);
    if (args.path.empty()) {
        fail(Errc::operation_unsupported, "summary statistics are not supported yet");
    }
    dom->require_active();
    if (find_disk(*dom->current, args.path) == nullptr) {
        fail(Errc::invalid_arg, "invalid path: {}", args.path);
    }
    // as if all disks had been busy since 1970
    const auto now = static_cast<std::int64_t>(now_us());
    DomainBlockStatsRet ret;
    ret.rd_req = now / 10;
    ret.rd_bytes = now / 20;
    ret.wr_req = now / 30;
    ret.wr_bytes = now / 40;
    ret.errs = now / 2'000'000;
    co_return ret;
}

// Nothing was ever written to these disks.
Task<DomainBlockPeekRet> TestDomains::domain_block_peek(DomainBlockPeekArgs args) {
    fail.unless_flags(args.flags, 0, "testDomainBlockPeek");
    const auto dom = guest(args.dom);
    if (find_disk(*dom->current, args.path) == nullptr) {
        fail(Errc::invalid_arg, "invalid path '{}'", args.path);
    }
    DomainBlockPeekRet ret;
    ret.buffer.resize(std::min(args.size, decltype(ret.buffer)::max));
    co_return ret;
}

Task<void> TestDomains::domain_block_resize(DomainBlockResizeArgs args) {
    fail.unless_flags(args.flags, resize::bytes | resize::capacity, "testDomainBlockResize");
    const auto dom = guest(args.dom);
    dom->require_active();
    const conf::Disk* disk = find_disk(*dom->current, args.disk);
    if (disk == nullptr) fail(Errc::invalid_arg, "disk '{}' not found in domain", args.disk);
    if (is_empty(disk->source)) {
        fail(Errc::invalid_arg, "disk '{}' does not currently have a source assigned", args.disk);
    }
    std::uint64_t size = args.size;
    if ((args.flags & resize::bytes) == 0) {
        if (size > UINT64_MAX / 1024) {
            fail(Errc::overflow, "size must be less than {}", UINT64_MAX / 1024);
        }
        size *= 1024;
    }
    if (size == 0) fail(Errc::invalid_arg, "size of disk '{}' must not be zero", args.disk);
    dom->extras().disk_sizes[disk->target.dev] = size;
    co_return;
}

// Every second disk has no space left, the others fail for other reasons.
Task<DomainGetDiskErrorsRet> TestDomains::domain_get_disk_errors(DomainGetDiskErrorsArgs args) {
    const auto dom = guest(args.dom);
    dom->require_active();
    const auto& disks = dom->current->devices.disks;
    DomainGetDiskErrorsRet ret;
    if (args.maxerrors == 0) {
        ret.nerrors = static_cast<std::int32_t>(disks.size());
        co_return ret;
    }
    for (const conf::Disk& disk : disks) {
        if (ret.errors.size() == args.maxerrors) break;
        DomainDiskError error;
        error.disk = disk.target.dev;
        error.error = ret.errors.size() % 2 == 0 ? disk_error::unspecified : disk_error::no_space;
        ret.errors.push_back(std::move(error));
    }
    ret.nerrors = static_cast<std::int32_t>(ret.errors.size());
    co_return ret;
}

// The system's disk has two partitions.
Task<DomainGetFsinfoRet> TestDomains::domain_get_fsinfo(DomainGetFsinfoArgs args) {
    fail.unless_flags(args.flags, 0, "testDomainGetFSInfo");
    const auto dom = guest(args.dom);
    dom->require_active();
    const conf::Disk* const disk = system_disk(*dom->current);
    DomainGetFsinfoRet ret;
    if (disk == nullptr) co_return ret;
    for (const std::string_view mount_point : {"/", "/boot"}) {
        DomainFsinfo info;
        info.mountpoint = mount_point;
        info.name = disk->target.dev + std::to_string(ret.info.size() + 1);
        info.fstype = "ext4";
        info.dev_aliases.push_back(disk->target.dev);
        ret.info.push_back(std::move(info));
    }
    ret.ret = static_cast<std::uint32_t>(ret.info.size());
    co_return ret;
}

}  // namespace virtd::test
