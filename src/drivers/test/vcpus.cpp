// SPDX-License-Identifier: LGPL-2.1-or-later
//
// The processors of guests: how many, where they run, how long they ran.
#include <algorithm>

#include "base/bitmap.hpp"
#include "base/error.hpp"
#include "conf/domain.hpp"
#include "driver/typed_params.hpp"
#include "drivers/test/clock.hpp"
#include "drivers/test/cpu_maps.hpp"
#include "drivers/test/domains.hpp"
#include "drivers/test/emulator.hpp"
#include "drivers/test/guest.hpp"
#include "drivers/test/host.hpp"

namespace virtd::test {

using namespace driver;  // NOLINT(google-build-using-namespace): the structs of the calls

namespace {

constexpr Fail fail{Origin::test};

void require_room(const DomainPtr& definition, unsigned count) {
    if (count <= definition->vcpus.max) return;
    fail(Errc::invalid_arg, "requested cpu amount exceeds maximum ({} > {})", count,
         definition->vcpus.max);
}

/// Plugs in the first `count` and unplugs the others.
void set_current(conf::Vcpus& vcpus, unsigned count) {
    vcpus.current = count;
    for (std::size_t i = 0; i < vcpus.list.size(); ++i)
        vcpus.list[i].enabled = i < count;
}

void set_max(conf::Vcpus& vcpus, unsigned count) {
    vcpus.max = count;
    if (!vcpus.list.empty()) {
        const auto old = static_cast<unsigned>(vcpus.list.size());
        vcpus.list.resize(count);
        for (unsigned id = old; id < count; ++id)
            vcpus.list[id].id = id;
        vcpus.current =
            static_cast<unsigned>(std::ranges::count(vcpus.list, true, &conf::Vcpu::enabled));
    }
    vcpus.current = std::min(vcpus.current, count);
}

bool is_plugged(const conf::Vcpus& vcpus, unsigned id) {
    return vcpus.list.empty() ? id < vcpus.current
                              : id < vcpus.list.size() && vcpus.list[id].enabled;
}

/// Plugs some in or out one by one; from then on the definition lists them all.
void set_plugged(conf::Vcpus& vcpus, const Bitmap& which, bool plugged) {
    if (vcpus.list.empty()) {
        vcpus.list.resize(vcpus.max);
        for (unsigned id = 0; id < vcpus.max; ++id)
            vcpus.list[id] = {.id = id, .enabled = id<vcpus.current, .hotpluggable = id> 0};
    }
    for (auto id = which.next(); id; id = which.next(*id + 1)) {
        if (*id >= vcpus.list.size()) {
            fail(Errc::invalid_arg, "vCPU '{}' is not present in the domain", *id);
        }
        conf::Vcpu& vcpu = vcpus.list[*id];
        if (vcpu.enabled == plugged) continue;
        if (!vcpu.hotpluggable) {
            fail(Errc::invalid_arg, "vCPU '{}' is not hotpluggable", *id);
        }
        vcpu.enabled = plugged;
    }
    vcpus.current =
        static_cast<unsigned>(std::ranges::count(vcpus.list, true, &conf::Vcpu::enabled));
}

void set_pin(std::vector<conf::Pin>& pins, unsigned id, Bitmap cpus) {
    const auto at = std::ranges::lower_bound(pins, id, {}, &conf::Pin::id);
    if (at != pins.end() && at->id == id) {
        at->cpuset = std::move(cpus);
    } else {
        pins.insert(at, {id, std::move(cpus)});
    }
}

/// One processor of the host in the statistics of a guest, in ns. Each was used a little more
/// than the one before.
std::vector<TypedParam> cpu_time(std::uint64_t number) {
    return {param<std::uint64_t>("cpu_time", 24386308517 + number),
            param<std::uint64_t>("vcpu_time", 23151740627 + number)};
}

std::vector<TypedParam> total_cpu_time() {
    return {param<std::uint64_t>("cpu_time", 48772617035),
            param<std::uint64_t>("user_time", 5540000000),
            param<std::uint64_t>("system_time", 6460000000)};
}

std::vector<TypedParam> first(std::vector<TypedParam> params, std::size_t wanted) {
    if (params.size() > wanted) params.resize(wanted);
    return params;
}

}  // namespace

// how many

Task<void> TestDomains::domain_set_vcpus(DomainSetVcpusArgs args) {
    plug_vcpus(args.dom, args.nvcpus, vcpus::live);
    co_return;
}

Task<void> TestDomains::domain_set_vcpus_flags(DomainSetVcpusFlagsArgs args) {
    plug_vcpus(args.dom, args.nvcpus, args.flags);
    co_return;
}

void TestDomains::plug_vcpus(const DomainRef& ref, std::uint32_t count, std::uint32_t flags) {
    fail.unless_flags(flags, vcpus::live | vcpus::config | vcpus::maximum,
                      "testDomainSetVcpusFlags");
    if (count > max_vcpus) {
        fail(Errc::invalid_arg, "requested cpu amount exceeds maximum supported amount ({} > {})",
             static_cast<std::int32_t>(count), max_vcpus);
    }
    const auto dom = guest(ref);
    const bool maximum = (flags & vcpus::maximum) != 0;
    const auto slots = dom->each(flags);
    for (const DomainPtr* slot : slots) {
        const bool is_live = dom->active() && slot == &dom->current;
        if (is_live || !maximum) require_room(*slot, count);
    }
    for (DomainPtr* slot : slots) {
        Guest::change(*slot, [&](conf::Domain& definition) {
            maximum ? set_max(definition.vcpus, count) : set_current(definition.vcpus, count);
        });
    }
}

Task<void> TestDomains::domain_set_vcpu(DomainSetVcpuArgs args) {
    fail.unless_flags(args.flags, affect::live | affect::config, "testDomainSetVcpu");
    if (args.state != 0 && args.state != 1) fail(Errc::invalid_arg, "unsupported state value");
    const auto which = parse_bitmap(args.cpumap, conf::max_host_cpus);
    if (!which || which->empty()) {
        fail(Errc::invalid_arg, "invalid vcpu map '{}'", args.cpumap);
    }
    // all definitions are changed, or none
    const std::vector<DomainPtr*> slots = guest(args.dom)->each(args.flags);
    std::vector<DomainPtr> changed;
    for (const DomainPtr* slot : slots) {
        DomainPtr copy = *slot;
        Guest::change(copy, [&](conf::Domain& definition) {
            set_plugged(definition.vcpus, *which, args.state == 1);
        });
        changed.push_back(std::move(copy));
    }
    for (std::size_t i = 0; i < slots.size(); ++i)
        *slots[i] = std::move(changed[i]);
    co_return;
}

Task<DomainGetVcpusFlagsRet> TestDomains::domain_get_vcpus_flags(DomainGetVcpusFlagsArgs args) {
    fail.unless_flags(args.flags, vcpus::live | vcpus::config | vcpus::maximum,
                      "testDomainGetVcpusFlags");
    const conf::Vcpus& counts = guest(args.dom)->one(args.flags)->vcpus;
    DomainGetVcpusFlagsRet ret;
    ret.num =
        static_cast<std::int32_t>((args.flags & vcpus::maximum) != 0 ? counts.max : counts.current);
    co_return ret;
}

Task<DomainGetMaxVcpusRet> TestDomains::domain_get_max_vcpus(DomainGetMaxVcpusArgs args) {
    DomainGetMaxVcpusRet ret;
    ret.num = static_cast<std::int32_t>(guest(args.dom)->one(affect::live)->vcpus.max);
    co_return ret;
}

// where

Task<DomainGetVcpusRet> TestDomains::domain_get_vcpus(DomainGetVcpusArgs args) {
    const auto dom = guest(args.dom);
    if (!dom->active()) {
        fail(Errc::operation_invalid, "cannot list vcpus for an inactive domain");
    }
    const conf::Domain& definition = *dom->current;
    const Affinity affinity = vcpu_affinity(definition, host_cpus(host_->node));
    const auto map_size = static_cast<std::size_t>(std::max(args.maplen, 0));
    DomainGetVcpusRet ret;
    for (unsigned id = 0; id < definition.vcpus.max; ++id) {
        if (ret.info.size() >= static_cast<std::size_t>(std::max(args.maxinfo, 0))) break;
        if (!is_plugged(definition.vcpus, id)) continue;
        const Bitmap& cpus = affinity.of(id);
        VcpuInfo info;
        info.number = id;
        info.state = vcpu_state::running;
        info.cpu_time = now_us() / 10;
        const auto last = cpus.last();
        info.cpu = last ? static_cast<std::int32_t>(*last) : -1;
        ret.info.push_back(info);
        ret.cpumaps += cpu_map(cpus, map_size);
    }
    co_return ret;
}

Task<void> TestDomains::domain_pin_vcpu(DomainPinVcpuArgs args) {
    pin_vcpu(args.dom, args.vcpu, args.cpumap, 0);
    co_return;
}

Task<void> TestDomains::domain_pin_vcpu_flags(DomainPinVcpuFlagsArgs args) {
    pin_vcpu(args.dom, args.vcpu, args.cpumap, args.flags);
    co_return;
}

void TestDomains::pin_vcpu(const DomainRef& ref, std::uint32_t vcpu, std::string_view map,
                           std::uint32_t flags) {
    fail.unless_flags(flags, 0, "testDomainPinVcpuFlags");
    const auto dom = guest(ref);
    if (!dom->active()) {
        fail(Errc::operation_invalid, "cannot pin vcpus on an inactive domain");
    }
    if (!is_plugged(dom->current->vcpus, vcpu)) {
        fail(Errc::invalid_arg, "requested vcpu '{}' is not present in the domain",
             static_cast<std::int32_t>(vcpu));
    }
    Guest::change(dom->current, [&](conf::Domain& definition) {
        set_pin(definition.cpu_tune.vcpu_pins, vcpu, cpu_set(map));
    });
}

Task<DomainGetVcpuPinInfoRet> TestDomains::domain_get_vcpu_pin_info(DomainGetVcpuPinInfoArgs args) {
    const DomainPtr definition = guest(args.dom)->one(args.flags);
    const Affinity affinity = vcpu_affinity(*definition, host_cpus(host_->node));
    const auto wanted = static_cast<unsigned>(std::max(args.ncpumaps, 0));
    DomainGetVcpuPinInfoRet ret;
    for (unsigned id = 0; id < std::min(wanted, definition->vcpus.max); ++id) {
        ret.cpumaps += cpu_map(affinity.of(id), static_cast<std::size_t>(args.maplen));
        ++ret.num;
    }
    co_return ret;
}

Task<void> TestDomains::domain_pin_emulator(DomainPinEmulatorArgs args) {
    fail.unless_flags(args.flags, affect::live | affect::config, "testDomainPinEmulator");
    DomainPtr& slot = guest(args.dom)->one(args.flags);
    Bitmap cpus = cpu_set(args.cpumap);
    if (cpus.empty()) fail(Errc::invalid_arg, "Empty cpu list for pinning");
    Guest::change(slot, [&cpus](conf::Domain& definition) {
        definition.cpu_tune.emulator_pin = std::move(cpus);
    });
    co_return;
}

Task<DomainGetEmulatorPinInfoRet> TestDomains::domain_get_emulator_pin_info(
    DomainGetEmulatorPinInfoArgs args) {
    fail.unless_flags(args.flags, affect::live | affect::config, "testDomainGetEmulatorPinInfo");
    const DomainPtr definition = guest(args.dom)->one(args.flags);
    DomainGetEmulatorPinInfoRet ret;
    ret.cpumaps = cpu_map(emulator_affinity(*definition, host_cpus(host_->node)),
                          static_cast<std::size_t>(args.maplen));
    ret.ret = 1;
    co_return ret;
}

// how long

Task<DomainGetCpuStatsRet> TestDomains::domain_get_cpu_stats(DomainGetCpuStatsArgs args) {
    constexpr std::uint32_t host_cpus_used = 2;
    fail.unless_flags(args.flags, typed_params::string_okay, "testDomainGetCPUStats");
    guest(args.dom)->require_active();
    DomainGetCpuStatsRet ret;
    if (args.start_cpu == -1) {
        const auto total = total_cpu_time();
        ret.nparams = static_cast<std::int32_t>(
            args.nparams == 0 ? total.size() : std::min<std::size_t>(total.size(), args.nparams));
        ret.params = first(total, args.nparams);
        co_return ret;
    }
    if (args.ncpus == 0 && args.nparams == 0) {  // how many processors are there?
        ret.nparams = host_cpus_used;
        co_return ret;
    }
    const auto start = static_cast<std::uint32_t>(args.start_cpu);
    if (start >= host_cpus_used) {
        fail(Errc::invalid_arg, "start_cpu {} larger than maximum of {}", start,
             host_cpus_used - 1);
    }
    const std::size_t each = cpu_time(0).size();
    ret.nparams = static_cast<std::int32_t>(
        args.nparams == 0 ? each : std::min<std::size_t>(each, args.nparams));
    for (std::uint32_t number = start; number < host_cpus_used && number - start < args.ncpus;
         ++number) {
        const auto params = first(cpu_time(number), args.nparams);
        ret.params.insert(ret.params.end(), params.begin(), params.end());
    }
    co_return ret;
}

}  // namespace virtd::test
