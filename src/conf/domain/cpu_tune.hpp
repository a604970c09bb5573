// <cputune>: how much of the host's processors a guest gets, and which.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/bitmap.hpp"
#include "conf/domain/iothreads.hpp"
#include "conf/domain/resctrl.hpp"
#include "conf/domain/vcpu.hpp"
#include "xml/bind.hpp"

namespace virtd::conf {

/// Numbers of virProcessSchedPolicy.
enum class SchedulerPolicy { batch = 1, idle, fifo, rr };

constexpr auto xml_names(SchedulerPolicy) {
    using enum SchedulerPolicy;
    return std::to_array<xml::Name<SchedulerPolicy>>(
        {{batch, "batch"}, {idle, "idle"}, {fifo, "fifo"}, {rr, "rr"}});
}

struct Scheduler {
    SchedulerPolicy policy = SchedulerPolicy::batch;
    int priority = 0;  // fifo and rr only

    bool operator==(const Scheduler&) const = default;
};

/// Where one thread of the guest may run; `id` is that of a vcpu or an iothread.
struct Pin {
    unsigned id = 0;
    Bitmap cpuset;

    bool operator==(const Pin&) const = default;
};

struct ThreadScheduler {
    unsigned id = 0;
    Scheduler scheduler;

    bool operator==(const ThreadScheduler&) const = default;
};

/// Microseconds; 0: not limited. A quota below 0 means no limit, said out loud.
struct CpuBandwidth {
    std::uint64_t period_us = 0;
    std::int64_t quota_us = 0;

    bool operator==(const CpuBandwidth&) const = default;
};

struct CpuTune {
    std::optional<std::uint64_t> shares;
    CpuBandwidth vcpu, global, emulator, iothread;
    std::vector<Pin> vcpu_pins;  // by id
    Bitmap emulator_pin;
    std::vector<Pin> iothread_pins;  // in the order of the iothreads
    std::optional<Scheduler> emulator_scheduler;
    std::vector<ThreadScheduler> vcpu_schedulers;
    std::vector<ThreadScheduler> iothread_schedulers;
    ResctrlGroups resctrl;

    bool operator==(const CpuTune&) const = default;
};

/// <cputune> of a guest with these threads.
void read_cpu_tune(xml::Node domain, const Vcpus& vcpus, const IoThreads& iothreads, CpuTune& into);
void write_cpu_tune(xml::Writer& out, const CpuTune& from);
extern const xml::Element<CpuTune> cpu_tune_xml;

void validate(const CpuTune& tune);

}  // namespace virtd::conf
