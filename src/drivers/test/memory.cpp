// SPDX-License-Identifier: LGPL-2.1-or-later
//
// How much memory a guest has, and what is in it.
#include <algorithm>
#include <utility>

#include "base/error.hpp"
#include "conf/domain.hpp"
#include "drivers/test/domains.hpp"
#include "drivers/test/guest.hpp"
#include "drivers/test/host.hpp"

namespace virtd::test {

using namespace driver;  // NOLINT(google-build-using-namespace): the structs of the calls

namespace {

constexpr Fail fail{Origin::test};

/// Peeking shows a pattern in which each byte tells where it was.
char byte_at(std::uint64_t offset) {
    return static_cast<char>(offset % 256);
}

bool has_balloon(const conf::Domain& definition) {
    const auto& balloon = definition.devices.memballoon;
    return balloon && balloon->model != conf::MemballoonModel::none;
}

}  // namespace

Task<DomainGetMaxMemoryRet> TestDomains::domain_get_max_memory(DomainGetMaxMemoryArgs args) {
    DomainGetMaxMemoryRet ret;
    ret.memory = guest(args.dom)->current->memory.total;
    co_return ret;
}

Task<void> TestDomains::domain_set_max_memory(DomainSetMaxMemoryArgs args) {
    resize_memory(args.dom, args.memory, set_memory::maximum);
    co_return;
}

Task<void> TestDomains::domain_set_memory(DomainSetMemoryArgs args) {
    resize_memory(args.dom, args.memory, set_memory::live);
    co_return;
}

Task<void> TestDomains::domain_set_memory_flags(DomainSetMemoryFlagsArgs args) {
    resize_memory(args.dom, args.memory, args.flags);
    co_return;
}

void TestDomains::resize_memory(const DomainRef& ref, std::uint64_t size, std::uint32_t flags) {
    fail.unless_flags(flags, set_memory::live | set_memory::config | set_memory::maximum,
                      "testDomainSetMemoryFlags");
    const auto dom = guest(ref);
    DomainPtr& slot = dom->one(flags);
    if ((flags & set_memory::maximum) != 0) {
        if (dom->active() && &slot == &dom->current) {
            fail(Errc::operation_invalid, "cannot resize the maximum memory on an active domain");
        }
        Guest::change(slot, [size](conf::Domain& definition) {
            definition.memory.total = size;
            definition.memory.current = std::min(definition.memory.current, size);
        });
        return;
    }
    if (size > slot->memory.total) {
        fail(Errc::invalid_arg, "cannot set memory higher than max memory");
    }
    Guest::change(slot, [size](conf::Domain& definition) { definition.memory.current = size; });
}

// What a balloon tells: half of the memory is in use, and nothing ever fails.
Task<DomainMemoryStatsRet> TestDomains::domain_memory_stats(DomainMemoryStatsArgs args) {
    fail.unless_flags(args.flags, 0, "testDomainMemoryStats");
    const auto dom = guest(args.dom);
    dom->require_active();
    DomainMemoryStatsRet ret;
    if (!has_balloon(*dom->current)) co_return ret;
    const std::uint64_t size = dom->current->memory.current;
    const std::pair<std::int32_t, std::uint64_t> all[] = {
        {memory_stat::actual_balloon, size},
        {memory_stat::swap_in, 0},
        {memory_stat::swap_out, 0},
        {memory_stat::major_fault, 0},
        {memory_stat::minor_fault, 0},
        {memory_stat::unused, size / 2},
        {memory_stat::available, size},
        {memory_stat::usable, size / 2},
        {memory_stat::last_update, 627319920},
        {memory_stat::disk_caches, size / 8},
        {memory_stat::hugetlb_pgalloc, 0},
        {memory_stat::hugetlb_pgfail, 0},
        {memory_stat::rss, size / 2},
    };
    for (const auto& [tag, value] : all) {
        if (ret.stats.size() == args.max_stats) break;
        DomainMemoryStat stat;
        stat.tag = tag;
        stat.val = value;
        ret.stats.push_back(stat);
    }
    co_return ret;
}

Task<void> TestDomains::domain_set_memory_stats_period(DomainSetMemoryStatsPeriodArgs args) {
    fail.unless_flags(args.flags, affect::live | affect::config, "testDomainSetMemoryStatsPeriod");
    DomainPtr& slot = guest(args.dom)->one(args.flags);
    if (!has_balloon(*slot)) {
        fail(Errc::internal_error,
             "No memory balloon device configured, can not set the collection period");
    }
    Guest::change(slot, [&args](conf::Domain& definition) {
        definition.devices.memballoon->stats_period = args.period;
    });
    co_return;
}

Task<DomainMemoryPeekRet> TestDomains::domain_memory_peek(DomainMemoryPeekArgs args) {
    fail.unless_flags(args.flags, peek::virtual_ | peek::physical, "testDomainMemoryPeek");
    if (args.flags != peek::virtual_ && args.flags != peek::physical) {
        fail(Errc::invalid_arg,
             "flags parameter must be VIR_MEMORY_VIRTUAL or VIR_MEMORY_PHYSICAL");
    }
    guest(args.dom)->require_active();
    DomainMemoryPeekRet ret;
    ret.buffer.resize(std::min(args.size, decltype(ret.buffer)::max));
    std::uint64_t offset = args.offset;
    std::ranges::generate(ret.buffer, [&offset] { return byte_at(offset++); });
    co_return ret;
}

}  // namespace virtd::test
