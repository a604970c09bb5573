// SPDX-License-Identifier: LGPL-2.1-or-later
//
// Limits and shares of a guest as a whole: memory, disks of the host, NUMA nodes, events that
// are counted, and what it does when it ends.
#include <algorithm>
#include <utility>

#include "base/error.hpp"
#include "conf/domain.hpp"
#include "driver/typed_params.hpp"
#include "drivers/test/blkio.hpp"
#include "drivers/test/domains.hpp"
#include "drivers/test/guest.hpp"
#include "drivers/test/host.hpp"

namespace virtd::test {

using namespace driver;  // NOLINT(google-build-using-namespace): the structs of the calls

namespace {

constexpr Fail fail{Origin::test};
constexpr Fail fail_domain{Origin::domain};
constexpr Fail fail_bitmap{Origin::none};

constexpr std::uint32_t set_flags = affect::live | affect::config;
constexpr std::uint32_t get_flags = set_flags | typed_params::string_okay;

// memory

using Limit = std::optional<std::uint64_t> conf::MemTune::*;
constexpr std::pair<std::string_view, Limit> memory_limits[] = {
    {"hard_limit", &conf::MemTune::hard_limit},
    {"soft_limit", &conf::MemTune::soft_limit},
    {"swap_hard_limit", &conf::MemTune::swap_hard_limit},
};
constexpr ParamKey memory_keys[] = {{"hard_limit", ParamType::ullong},
                                    {"soft_limit", ParamType::ullong},
                                    {"swap_hard_limit", ParamType::ullong}};

std::uint64_t limit_of(const conf::MemTune& tune, Limit limit) {
    return (tune.*limit).value_or(conf::unlimited_kib);
}

/// A limit that is not given is compared as it is `now`, whatever it will be.
void set_memory_limits(conf::MemTune& tune, const conf::MemTune& now,
                       std::span<const TypedParam> params) {
    const auto asked = [&](std::string_view name, Limit limit) {
        const auto* value = find_param<std::uint64_t>(params, name);
        return value == nullptr ? limit_of(now, limit) : *value;
    };
    if (asked("hard_limit", &conf::MemTune::hard_limit) >
        asked("swap_hard_limit", &conf::MemTune::swap_hard_limit)) {
        fail(Errc::invalid_arg,
             "memory hard_limit tunable value must be lower than or equal to swap_hard_limit");
    }
    for (const auto& [name, limit] : memory_limits) {
        const auto* value = find_param<std::uint64_t>(params, name);
        if (value == nullptr) continue;
        tune.*limit = *value;
        if (*value >= conf::unlimited_kib) (tune.*limit).reset();
    }
}

// NUMA nodes

constexpr ParamKey numa_keys[] = {{"numa_mode", ParamType::int_},
                                  {"numa_nodeset", ParamType::string}};

/// What a client wants of <numatune>; nothing where it does not say.
struct NumaWish {
    std::optional<conf::NumaMode> mode;
    std::optional<Bitmap> nodeset;
};

NumaWish read_numa_wish(std::span<const TypedParam> params) {
    constexpr auto last_mode = static_cast<std::int32_t>(conf::NumaMode::restrictive);
    NumaWish wish;
    for (const TypedParam& given : params) {  // in their order, which decides what fails first
        if (const auto* mode = std::get_if<std::int32_t>(&given.value)) {
            if (*mode < 0 || *mode > last_mode) {
                fail(Errc::invalid_arg, "unsupported numatune mode: '{}'", *mode);
            }
            wish.mode = static_cast<conf::NumaMode>(*mode);
        } else if (const auto* text = std::get_if<std::string>(&given.value)) {
            wish.nodeset = parse_bitmap(*text, conf::max_host_cpus);
            if (!wish.nodeset || wish.nodeset->empty()) {
                fail_bitmap(Errc::invalid_arg, "Failed to parse bitmap '{}'", *text);
            }
        }
    }
    return wish;
}

void apply(conf::NumaTune& tune, NumaWish wish) {
    conf::NumaMemory memory = tune.memory.value_or(conf::NumaMemory{});
    if (!memory.mode) memory.mode = conf::NumaMode::strict;
    if (wish.mode) memory.mode = wish.mode;
    if (wish.nodeset) {
        memory.nodeset = std::move(*wish.nodeset);
        memory.placement = conf::Placement::static_;
    }
    const auto placement = memory.placement.value_or(conf::Placement::static_);
    if (placement == conf::Placement::static_ && memory.nodeset.empty()) {
        fail_domain(Errc::config_unsupported,
                    "nodeset for NUMA memory tuning must be set if 'placement' is 'static'");
    }
    tune.memory = std::move(memory);
}

// events

constexpr std::size_t perf_events = xml_names(conf::PerfEvent{}).size();

constexpr auto perf_keys() {
    std::array<ParamKey, perf_events> keys{};
    std::size_t i = 0;
    for (const auto& [event, word] : xml_names(conf::PerfEvent{}))
        keys[i++] = {word, ParamType::boolean};
    return keys;
}

void set_event(conf::Perf& perf, conf::PerfEvent event, bool enabled) {
    const conf::PerfSetting setting{event, enabled ? xml::YesNo::yes : xml::YesNo::no};
    const auto at = std::ranges::lower_bound(perf.events, event, {}, &conf::PerfSetting::event);
    if (at != perf.events.end() && at->event == event) {
        *at = setting;
    } else {
        perf.events.insert(at, setting);
    }
}

}  // namespace

Task<void> TestDomains::domain_set_memory_parameters(DomainSetMemoryParametersArgs args) {
    fail.unless_flags(args.flags, set_flags, "testDomainSetMemoryParameters");
    validate(args.params, memory_keys);
    const auto dom = guest(args.dom);
    const conf::MemTune now = dom->current->mem_tune;
    Guest::change(dom->one(args.flags), [&](conf::Domain& definition) {
        set_memory_limits(definition.mem_tune, now, args.params);
    });
    co_return;
}

Task<DomainGetMemoryParametersRet> TestDomains::domain_get_memory_parameters(
    DomainGetMemoryParametersArgs args) {
    fail.unless_flags(args.flags, get_flags, "testDomainGetMemoryParameters");
    const DomainPtr definition = guest(args.dom)->one(args.flags);
    std::vector<TypedParam> params;
    for (const auto& [name, limit] : memory_limits)
        params.push_back(param<std::uint64_t>(name, limit_of(definition->mem_tune, limit)));
    auto ret = counted<DomainGetMemoryParametersRet>(std::move(params), args.nparams);
    co_return ret;
}

Task<void> TestDomains::domain_set_blkio_parameters(DomainSetBlkioParametersArgs args) {
    fail.unless_flags(args.flags, set_flags, "testDomainSetBlkioParameters");
    Guest::change(guest(args.dom)->one(args.flags), [&args](conf::Domain& definition) {
        set_blkio(definition.blkio_tune, args.params);
    });
    co_return;
}

Task<DomainGetBlkioParametersRet> TestDomains::domain_get_blkio_parameters(
    DomainGetBlkioParametersArgs args) {
    fail.unless_flags(args.flags, get_flags, "testDomainGetBlkioParameters");
    const DomainPtr definition = guest(args.dom)->one(args.flags);
    co_return counted<DomainGetBlkioParametersRet>(blkio_params(definition->blkio_tune),
                                                   args.nparams);
}

Task<void> TestDomains::domain_set_numa_parameters(DomainSetNumaParametersArgs args) {
    fail.unless_flags(args.flags, set_flags, "testDomainSetNumaParameters");
    validate(args.params, numa_keys);
    NumaWish wish = read_numa_wish(args.params);
    const auto dom = guest(args.dom);
    DomainPtr& slot = dom->one(args.flags);
    const auto& memory = slot->numa_tune.memory;
    const bool is_live = dom->active() && &slot == &dom->current;
    if (is_live && wish.mode && memory && memory->mode != wish.mode) {
        fail(Errc::operation_invalid, "can't change numatune mode for running domain");
    }
    Guest::change(
        slot, [&wish](conf::Domain& definition) { apply(definition.numa_tune, std::move(wish)); });
    co_return;
}

Task<DomainGetNumaParametersRet> TestDomains::domain_get_numa_parameters(
    DomainGetNumaParametersArgs args) {
    fail.unless_flags(args.flags, get_flags, "testDomainGetNumaParameters");
    const DomainPtr definition = guest(args.dom)->one(args.flags);
    const conf::NumaMemory memory = definition->numa_tune.memory.value_or(conf::NumaMemory{});
    const auto mode = memory.mode.value_or(conf::NumaMode::strict);
    std::vector<TypedParam> params;
    params.push_back(param<std::int32_t>("numa_mode", static_cast<std::int32_t>(mode)));
    params.push_back(param<std::string>("numa_nodeset", to_string(memory.nodeset)));
    auto ret = counted<DomainGetNumaParametersRet>(std::move(params), args.nparams);
    co_return ret;
}

Task<void> TestDomains::domain_set_perf_events(DomainSetPerfEventsArgs args) {
    fail.unless_flags(args.flags, set_flags, "testDomainSetPerfEvents");
    validate(args.params, perf_keys());
    Guest::change(guest(args.dom)->one(args.flags), [&args](conf::Domain& definition) {
        for (const TypedParam& event : args.params) {
            set_event(definition.perf, *xml::from_word<conf::PerfEvent>(event.field),
                      std::get<TypedBool>(event.value).value != 0);
        }
    });
    co_return;
}

Task<DomainGetPerfEventsRet> TestDomains::domain_get_perf_events(DomainGetPerfEventsArgs args) {
    fail.unless_flags(args.flags, get_flags, "testDomainGetPerfEvents");
    const DomainPtr definition = guest(args.dom)->one(args.flags);
    const auto& events = definition->perf.events;
    DomainGetPerfEventsRet ret;
    for (const auto& [event, word] : xml_names(conf::PerfEvent{})) {
        const auto at = std::ranges::find(events, event, &conf::PerfSetting::event);
        const bool enabled = at != events.end() && at->enabled == xml::YesNo::yes;
        ret.params.push_back(param<TypedBool>(word, {enabled ? 1 : 0}));
    }
    co_return ret;
}

// Nothing is scheduled: the weight is what it is, whatever is set.

Task<DomainGetSchedulerTypeRet> TestDomains::domain_get_scheduler_type(DomainGetSchedulerTypeArgs) {
    DomainGetSchedulerTypeRet ret;
    ret.type = "fair";
    ret.nparams = 1;
    co_return ret;
}

std::vector<TypedParam> TestDomains::scheduler_params(const DomainRef& ref) const {
    guest(ref);
    std::vector<TypedParam> params;
    params.push_back(param<std::uint32_t>("weight", 50));
    return params;
}

Task<DomainGetSchedulerParametersRet> TestDomains::domain_get_scheduler_parameters(
    DomainGetSchedulerParametersArgs args) {
    DomainGetSchedulerParametersRet ret;
    ret.params = scheduler_params(args.dom);
    co_return ret;
}

Task<DomainGetSchedulerParametersFlagsRet> TestDomains::domain_get_scheduler_parameters_flags(
    DomainGetSchedulerParametersFlagsArgs args) {
    fail.unless_flags(args.flags, 0, "testDomainGetSchedulerParametersFlags");
    DomainGetSchedulerParametersFlagsRet ret;
    ret.params = scheduler_params(args.dom);
    co_return ret;
}

void TestDomains::set_scheduler(const DomainRef& ref, std::span<const TypedParam> params) const {
    constexpr ParamKey keys[] = {{"weight", ParamType::uint}};
    validate(params, keys);
    guest(ref);
}

Task<void> TestDomains::domain_set_scheduler_parameters(DomainSetSchedulerParametersArgs args) {
    set_scheduler(args.dom, args.params);
    co_return;
}

Task<void> TestDomains::domain_set_scheduler_parameters_flags(
    DomainSetSchedulerParametersFlagsArgs args) {
    fail.unless_flags(args.flags, 0, "testDomainSetSchedulerParametersFlags");
    set_scheduler(args.dom, args.params);
    co_return;
}

// what it does when it ends

Task<void> TestDomains::domain_set_lifecycle_action(DomainSetLifecycleActionArgs args) {
    fail.unless_flags(args.flags, set_flags, "testDomainSetLifecycleAction");
    static constexpr conf::LifecycleAction conf::Lifecycle::*actions[] = {
        &conf::Lifecycle::on_poweroff, &conf::Lifecycle::on_reboot, &conf::Lifecycle::on_crash};
    const auto dom = guest(args.dom);
    const auto action = static_cast<conf::LifecycleAction>(args.action);
    conf::Lifecycle wanted;
    wanted.*actions[args.type] = action;
    conf::validate(wanted);
    const auto change = [&](conf::Domain& definition) {
        definition.lifecycle.*actions[args.type] = action;
    };
    for (DomainPtr* slot : dom->each(args.flags))
        Guest::change(*slot, change);
    co_return;
}

}  // namespace virtd::test
