// SPDX-License-Identifier: LGPL-2.1-or-later
//
// Statistics of many guests at once.

#include <iterator>
#include <vector>

#include "base/error.hpp"
#include "base/next_turn.hpp"
#include "base/pool.hpp"
#include "conf/domain.hpp"
#include "driver/typed_params.hpp"
#include "drivers/test/domains.hpp"
#include "drivers/test/filters.hpp"
#include "drivers/test/guest.hpp"
#include "drivers/test/guest_extras.hpp"
#include "drivers/test/host.hpp"

namespace virtd::test {

using namespace driver;  // NOLINT(google-build-using-namespace): the structs of the calls

namespace {

constexpr Fail fail{Origin::test};

using Params = std::vector<TypedParam>;

void add_state(const Guest& dom, Params& params) {
    add_param<std::int32_t>(params, "state.state", dom.state);
    add_param<std::int32_t>(params, "state.reason", dom.reason);
}

void add_iothreads(const Guest& dom, Params& params) {
    if (!dom.active() || dom.iothreads.empty()) return;
    add_param<std::uint32_t>(params, "iothread.count",
                             static_cast<std::uint32_t>(dom.iothreads.size()));
    for (const IothreadPolling& thread : dom.iothreads) {
        const std::string prefix = "iothread." + std::to_string(thread.id) + ".";
        add_param<std::uint64_t>(params, prefix + "poll-max-ns", thread.max_ns);
        add_param<std::uint32_t>(params, prefix + "poll-grow", thread.grow);
        add_param<std::uint32_t>(params, prefix + "poll-shrink", thread.shrink);
    }
}

/// Only of guests with a mark: of others clients know no such group here.
void add_block_thresholds(const Guest& dom, Params& params) {
    const GuestExtras* const extras = dom.find_extras();
    if (extras == nullptr || extras->block_thresholds.empty()) return;
    const auto& disks = dom.current->devices.disks;
    add_param<std::uint32_t>(params, "block.count", static_cast<std::uint32_t>(disks.size()));
    for (std::size_t i = 0; i < disks.size(); ++i) {
        const std::string prefix = "block." + std::to_string(i) + ".";
        add_param<std::string>(params, prefix + "name", disks[i].target.dev);
        if (const auto path = conf::storage_path(disks[i].source))
            add_param<std::string>(params, prefix + "path", *path);
        const auto mark = extras->block_thresholds.find(disks[i].target.dev);
        if (mark != extras->block_thresholds.end())
            add_param<std::uint64_t>(params, prefix + "threshold", mark->second);
    }
}

void add_dirty_rate(const Guest& dom, Params& params) {
    const GuestExtras* const extras = dom.find_extras();
    if (extras == nullptr || !extras->dirty_rate) return;
    enum : std::int32_t { measuring = 1, measured = 2 };  // virDomainDirtyRateStatus
    const DirtyRate& rate = *extras->dirty_rate;
    const bool is_measured = rate.is_measured();
    const auto start =
        std::chrono::duration_cast<std::chrono::seconds>(rate.started.time_since_epoch());
    add_param<std::int32_t>(params, "dirtyrate.calc_status", is_measured ? measured : measuring);
    add_param<std::int64_t>(params, "dirtyrate.calc_start_time", start.count());
    add_param<std::int32_t>(params, "dirtyrate.calc_period",
                            static_cast<std::int32_t>(rate.period.count()));
    add_param<std::string>(params, "dirtyrate.calc_mode", std::string(rate.mode));
    if (is_measured) add_param<std::int64_t>(params, "dirtyrate.megabytes_per_second", 0);
}

/// The groups that there is something to say about, in the order in which they are said.
struct Group {
    std::uint32_t bit;
    void (*add)(const Guest&, Params&);
};
constexpr Group groups[] = {{domain_stats::state, add_state},
                            {domain_stats::block, add_block_thresholds},
                            {domain_stats::iothread, add_iothreads},
                            {domain_stats::dirtyrate, add_dirty_rate}};

// Clients that insist on a group know these two alone; the others are there when there is
// something to say.
constexpr std::uint32_t all_known = domain_stats::state | domain_stats::iothread;

// A turn of the loop makes as many records as take about 100 microseconds.
constexpr std::size_t records_per_turn = 500;

void add_record(const Guest& dom, std::uint32_t stats, std::vector<DomainStatsRecord>& records) {
    DomainStatsRecord& record =
        records.emplace_back(DomainStatsRecord{.dom = dom.ref, .params = {}});
    record.params.reserve(2);  // a state and its reason: most have no more
    for (const Group& group : groups)
        if ((stats & group.bit) != 0) group.add(dom, record.params);
}

}  // namespace

Task<ConnectGetAllDomainStatsRet> TestDomains::connect_get_all_domain_stats(
    ConnectGetAllDomainStatsArgs args) {
    constexpr std::uint32_t filters = list_domains::active | list_domains::inactive |
                                      list_domains::persistent | list_domains::transient |
                                      list_domains::running | list_domains::paused |
                                      list_domains::shutoff | list_domains::other;
    constexpr std::uint32_t others = all_stats::nowait | all_stats::backing | all_stats::enforce;
    fail.unless_flags(args.flags, filters | others, "testConnectGetAllDomainStats");
    if ((args.flags & all_stats::enforce) != 0 && (args.stats & ~all_known) != 0) {
        fail(Errc::argument_unsupported, "Stats types bits 0x{:x} are not supported by this daemon",
             args.stats & ~all_known);
    }
    const std::uint32_t stats = args.stats == 0 ? ~0U : args.stats;

    ConnectGetAllDomainStatsRet ret;
    Directory<Guest>::Walk all(host_->guests);
    const bool are_named = !args.doms.empty();
    ret.ret_stats.reserve(are_named ? args.doms.size() : host_->guests.size());
    for (std::size_t seen = 0; !are_named || seen < args.doms.size();) {
        // Those that have gone since they were listed are left out.
        const Guest* const dom =
            are_named ? host_->guests.find(args.doms[seen].uuid).get() : all.next();
        if (!dom && !are_named) break;
        if (dom && passes(*dom, args.flags & filters)) add_record(*dom, stats, ret.ret_stats);
        if (++seen % records_per_turn != 0) continue;
        NextTurn next(host_->pool.loop());
        co_await next;
    }
    co_return ret;
}

}  // namespace virtd::test
