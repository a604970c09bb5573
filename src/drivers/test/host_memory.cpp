// SPDX-License-Identifier: LGPL-2.1-or-later
//
// The memory of the host: what is free, how it is used, how equal pages are shared.
#include <algorithm>

#include "base/error.hpp"
#include "driver/flags.hpp"
#include "driver/typed_params.hpp"
#include "drivers/test/host.hpp"
#include "drivers/test/host_calls.hpp"
#include "xml/text.hpp"

namespace virtd::test {

using namespace driver;  // NOLINT(google-build-using-namespace): the structs of the calls

namespace {

constexpr Fail fail{Origin::test};

constexpr std::int32_t all_cells = -1;  // VIR_NODE_MEMORY_STATS_ALL_CELLS

constexpr std::string_view to_scan = "shm_pages_to_scan";
constexpr std::string_view sleep_millisecs = "shm_sleep_millisecs";
constexpr std::string_view merge_across_nodes = "shm_merge_across_nodes";
constexpr ParamKey sharing_keys[] = {
    {to_scan, ParamType::uint},
    {sleep_millisecs, ParamType::uint},
    {merge_across_nodes, ParamType::uint},
};

/// KiB
struct Use {
    std::uint64_t total = 0;
    std::uint64_t free = 0;

    void add(const TestCell& cell) {
        total += cell.memory;
        free += cell.free_memory;
    }
};

Use use_of(const TestHost& host, std::int32_t cell) {
    Use use;
    if (cell == all_cells) {
        if (host.cells.empty()) use.total = host.node.memory;
        for (const TestCell& each : host.cells)
            use.add(each);
        return use;
    }
    if (static_cast<std::size_t>(cell) >= host.cells.size()) {
        fail(Errc::invalid_arg, "Range exceeds available cells");
    }
    use.add(host.cells[static_cast<std::size_t>(cell)]);
    return use;
}

}  // namespace

Task<NodeGetFreeMemoryRet> TestHostCalls::node_get_free_memory() {
    NodeGetFreeMemoryRet ret;
    for (const TestCell& cell : host_->cells)
        ret.free_mem += cell.free_memory;
    co_return ret;
}

// Clients know the whole memory of a cell as the answer, though the call asks for what is free.
Task<NodeGetCellsFreeMemoryRet> TestHostCalls::node_get_cells_free_memory(
    NodeGetCellsFreeMemoryArgs args) {
    const std::size_t first = static_cast<std::size_t>(std::max(args.start_cell, 0));
    if (first >= host_->cells.size()) fail(Errc::invalid_arg, "Range exceeds available cells");
    NodeGetCellsFreeMemoryRet ret;
    const std::size_t wanted = static_cast<std::size_t>(std::max(args.maxcells, 0));
    const std::size_t count = std::min(wanted, host_->cells.size() - first);
    for (std::size_t i = 0; i < count; ++i)
        ret.cells.push_back(host_->cells[first + i].memory);
    co_return ret;
}

// No client has ever got an answer to this from a test connection.
Task<NodeGetFreePagesRet> TestHostCalls::node_get_free_pages(NodeGetFreePagesArgs args) {
    fail.unless_flags(args.flags, 0, "testNodeGetFreePages");
    constexpr Fail fail_rpc{Origin::rpc};
    fail_rpc(Errc::internal_error, "Library function returned error but did not set virError");
}

Task<NodeGetMemoryStatsRet> TestHostCalls::node_get_memory_stats(NodeGetMemoryStatsArgs args) {
    fail.unless_flags(args.flags, 0, "testNodeGetMemoryStats");
    const Use use = use_of(*host_, args.cell_num);
    NodeGetMemoryStatsRet ret;
    std::vector<NodeGetMemoryStats> stats{{"total", use.total}, {"free", use.free}};
    if (args.cell_num == all_cells) {  // Linux tells these of the whole host only
        stats.push_back({"buffers", 0});
        stats.push_back({"cached", 0});
    }
    ret.nparams = static_cast<std::int32_t>(stats.size());
    if (args.nparams == 0) co_return ret;
    if (args.nparams < ret.nparams) stats.resize(static_cast<std::size_t>(args.nparams));
    ret.params = std::move(stats);
    co_return ret;
}

// Guests in memory have no pages: what is set is kept and told, and nothing is ever shared.

Task<NodeGetMemoryParametersRet> TestHostCalls::node_get_memory_parameters(
    NodeGetMemoryParametersArgs args) {
    fail.unless_flags(args.flags, typed_params::string_okay, "testNodeGetMemoryParameters");
    const PageSharing& sharing = host_->page_sharing;
    std::vector<TypedParam> params;
    add_param<std::uint32_t>(params, to_scan, sharing.pages_to_scan);
    add_param<std::uint32_t>(params, sleep_millisecs, sharing.sleep_millisecs);
    for (const auto* count : {"shm_pages_shared", "shm_pages_sharing", "shm_pages_unshared",
                              "shm_pages_volatile", "shm_full_scans"})
        add_param<std::uint64_t>(params, count, 0);
    add_param<std::uint32_t>(params, merge_across_nodes, sharing.merge_across_nodes);
    auto ret = counted<NodeGetMemoryParametersRet>(std::move(params), args.nparams);
    co_return ret;
}

Task<void> TestHostCalls::node_set_memory_parameters(NodeSetMemoryParametersArgs args) {
    fail.unless_flags(args.flags, 0, "testNodeSetMemoryParameters");
    validate(args.params, sharing_keys);
    PageSharing changed = host_->page_sharing;
    if (const auto* value = find_param<std::uint32_t>(args.params, to_scan))
        changed.pages_to_scan = *value;
    if (const auto* value = find_param<std::uint32_t>(args.params, sleep_millisecs))
        changed.sleep_millisecs = *value;
    if (const auto* value = find_param<std::uint32_t>(args.params, merge_across_nodes)) {
        if (*value > 1) {
            fail(Errc::invalid_arg, "{}: value for '{}' parameter must be 0 or 1",
                 "testNodeSetMemoryParameters", merge_across_nodes);
        }
        changed.merge_across_nodes = *value;
    }
    host_->page_sharing = changed;
    co_return;
}

}  // namespace virtd::test
