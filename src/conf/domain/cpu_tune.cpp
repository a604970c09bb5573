// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/domain/cpu_tune.hpp"
#include "xml/shape.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::domain};
constexpr Fail fail_argument{Origin::none};

// ---- numbers

constexpr auto vcpu_rows = xml::rows<CpuBandwidth>({
    xml::text_child<&CpuBandwidth::period_us>("period").if_set().or_fail(
        Errc::xml_error, "can't parse cputune period value"),
    xml::text_child<&CpuBandwidth::quota_us>("quota").if_set().or_fail(
        Errc::xml_error, "can't parse cputune quota value"),
});
constexpr xml::Element<CpuBandwidth> vcpu_xml{"", vcpu_rows};

constexpr auto global_rows = xml::rows<CpuBandwidth>({
    xml::text_child<&CpuBandwidth::period_us>("global_period")
        .if_set()
        .or_fail(Errc::xml_error, "can't parse cputune global period value"),
    xml::text_child<&CpuBandwidth::quota_us>("global_quota")
        .if_set()
        .or_fail(Errc::xml_error, "can't parse cputune global quota value"),
});
constexpr xml::Element<CpuBandwidth> global_xml{"", global_rows};

constexpr auto emulator_rows = xml::rows<CpuBandwidth>({
    xml::text_child<&CpuBandwidth::period_us>("emulator_period")
        .if_set()
        .or_fail(Errc::xml_error, "can't parse cputune emulator period value"),
    xml::text_child<&CpuBandwidth::quota_us>("emulator_quota")
        .if_set()
        .or_fail(Errc::xml_error, "can't parse cputune emulator quota value"),
});
constexpr xml::Element<CpuBandwidth> emulator_xml{"", emulator_rows};

constexpr auto iothread_rows = xml::rows<CpuBandwidth>({
    xml::text_child<&CpuBandwidth::period_us>("iothread_period")
        .if_set()
        .or_fail(Errc::xml_error, "can't parse cputune iothread period value"),
    xml::text_child<&CpuBandwidth::quota_us>("iothread_quota")
        .if_set()
        .or_fail(Errc::xml_error, "can't parse cputune iothread quota value"),
});
constexpr xml::Element<CpuBandwidth> iothread_xml{"", iothread_rows};

void check_range(std::string_view name, std::int64_t value, std::int64_t low, std::int64_t high) {
    if (value <= 0 || (value >= low && value <= high)) return;
    fail(Errc::config_unsupported, "Value of cputune '{}' must be in range [{}, {}]", name, low,
         high);
}

void validate_period(const CpuBandwidth& bandwidth, std::string_view prefix) {
    constexpr std::int64_t max_period_us = 1000000;
    const auto period =
        static_cast<std::int64_t>(std::min<std::uint64_t>(bandwidth.period_us, INT64_MAX));
    check_range(fmt::format("{}period", prefix), period, 1000, max_period_us);
}

void validate_quota(const CpuBandwidth& bandwidth, std::string_view prefix) {
    constexpr std::int64_t max_quota_us = 17592186044415;  // what the kernel can count in
    check_range(fmt::format("{}quota", prefix), bandwidth.quota_us, 1000, max_quota_us);
}

// ---- pins

Bitmap require_cpuset(xml::Node node) {
    const auto text = node.attribute("cpuset");
    if (!text) fail(Errc::internal_error, "missing cpuset for {}", node.name());
    return parse_cpuset(*text, "cpuset");
}

struct VcpuId {
    unsigned id = 0;
};
constexpr auto vcpu_id_rows = xml::rows<VcpuId>({xml::attr<&VcpuId::id>("vcpu").required()});
constexpr xml::Element<VcpuId> vcpu_id_xml{"vcpupin", vcpu_id_rows};
constexpr auto iothread_id_rows =
    xml::rows<VcpuId>({xml::attr<&VcpuId::id>("iothread").required().nonzero()});
constexpr xml::Element<VcpuId> iothread_id_xml{"iothreadpin", iothread_id_rows};

// Pins of processors that are not there are dropped, as they always were.
void read_vcpu_pins(xml::Node cputune, const Vcpus& vcpus, std::vector<Pin>& into) {
    std::set<unsigned> known;
    cputune.each("vcpupin", [&](xml::Node node) {
        VcpuId which;
        xml::read(vcpu_id_xml, node, which);
        if (which.id >= vcpus.max) return;
        if (!known.insert(which.id).second)
            fail(Errc::internal_error, "duplicate vcpupin for vcpu '{}'", which.id);
        into.push_back({which.id, require_cpuset(node)});
    });
    std::ranges::sort(into, {}, &Pin::id);
}

/// Where each thread stands in the guest's list.
using ThreadPlaces = std::map<unsigned, std::size_t>;

ThreadPlaces places_of(const IoThreads& iothreads) {
    ThreadPlaces places;
    for (const IoThread& thread : iothreads.list)
        places.emplace(thread.id, places.size());
    return places;
}

void require_thread(const ThreadPlaces& places, unsigned id) {
    if (!places.contains(id)) fail(Errc::config_unsupported, "Cannot find 'iothread' : {}", id);
}

void read_iothread_pins(xml::Node cputune, const ThreadPlaces& places, std::vector<Pin>& into) {
    std::set<unsigned> known;
    cputune.each("iothreadpin", [&](xml::Node node) {
        VcpuId which;
        xml::read(iothread_id_xml, node, which);
        require_thread(places, which.id);
        Bitmap cpuset = require_cpuset(node);
        if (!known.insert(which.id).second) {
            fail(Errc::internal_error, "duplicate iothreadpin for same iothread '{}'", which.id);
        }
        into.push_back({which.id, std::move(cpuset)});
    });
}

void read_emulator_pin(xml::Node cputune, Bitmap& into) {
    const xml::Node node = cputune.child("emulatorpin");
    if (!node) return;
    if (node.twin()) fail(Errc::xml_error, "only one emulatorpin is supported");
    into = require_cpuset(node);
}

void write_pins(xml::Writer& out, const std::vector<Pin>& pins, std::string_view element,
                std::string_view attribute) {
    for (const Pin& pin : pins) {
        out.open(element);
        out.attribute(attribute, pin.id);
        out.attribute("cpuset", to_string(pin.cpuset));
        out.close();
    }
}

// ---- schedulers

constexpr auto policy_rows =
    xml::rows<Scheduler>({xml::attr<&Scheduler::policy>("scheduler").required()});
constexpr xml::Element<Scheduler> policy_xml{"vcpusched", policy_rows};
constexpr auto priority_rows =
    xml::rows<Scheduler>({xml::attr<&Scheduler::priority>("priority").required()});
constexpr xml::Element<Scheduler> priority_xml{"vcpusched", priority_rows};

bool has_priority(const Scheduler& scheduler) {
    return scheduler.policy == SchedulerPolicy::fifo || scheduler.policy == SchedulerPolicy::rr;
}

Scheduler read_scheduler(xml::Node node) {
    Scheduler scheduler;
    xml::read(policy_xml, node, scheduler);
    if (has_priority(scheduler)) xml::read(priority_xml, node, scheduler);
    return scheduler;
}

void write_scheduler(xml::Writer& out, const Scheduler& scheduler) {
    xml::write_rows(policy_xml, out, &scheduler);
    if (has_priority(scheduler)) xml::write_rows(priority_xml, out, &scheduler);
}

Bitmap read_threads(xml::Node node, std::string_view attribute) {
    const auto text = node.attribute(attribute);
    if (!text) {
        fail(Errc::xml_error, "Missing attribute '{}' in element '{}'", attribute, node.name());
    }
    const auto threads = parse_bitmap(*text, max_host_cpus);
    if (!threads) fail_argument(Errc::invalid_arg, "Failed to parse bitmap '{}'", *text);
    if (threads->empty()) {
        fail(Errc::config_unsupported, "'{}' scheduler bitmap '{}' is empty", attribute, *text);
    }
    return *threads;
}

/// The schedulers of all <element>s; `check` throws for threads that the guest does not have.
template <class Check>
void read_schedulers(xml::Node cputune, std::string_view element, std::string_view attribute,
                     std::vector<ThreadScheduler>& into, Check check) {
    Bitmap seen;
    cputune.each(element, [&](xml::Node node) {
        const Bitmap threads = read_threads(node, attribute);
        const Scheduler scheduler = read_scheduler(node);
        if (seen.overlaps(threads)) {
            fail(Errc::xml_detail, "'{}' attributes '{}' must not overlap", element, attribute);
        }
        seen.merge(threads);
        for (auto id = threads.next(); id; id = threads.next(*id + 1)) {
            check(static_cast<unsigned>(*id));
            into.push_back({static_cast<unsigned>(*id), scheduler});
        }
    });
}

void write_schedulers(xml::Writer& out, const std::vector<ThreadScheduler>& schedulers,
                      std::string_view element, std::string_view attribute) {
    for (const ThreadScheduler& each : schedulers) {
        out.open(element);
        out.attribute(attribute, each.id);
        write_scheduler(out, each.scheduler);
        out.close();
    }
}

void read_emulator_scheduler(xml::Node cputune, CpuTune& into) {
    const xml::Node node = cputune.child("emulatorsched");
    if (!node) return;
    if (node.twin()) fail(Errc::xml_error, "only one emulatorsched is supported");
    into.emulator_scheduler = read_scheduler(node);
}

void write_emulator_scheduler(xml::Writer& out, const CpuTune& from) {
    if (!from.emulator_scheduler) return;
    out.open("emulatorsched");
    write_scheduler(out, *from.emulator_scheduler);
    out.close();
}

// Written in the order of the guest's own lists.
template <class T>
void sort_by(std::vector<T>& list, const ThreadPlaces& places) {
    std::ranges::stable_sort(list, {}, [&](const T& it) { return places.at(it.id); });
}

void read_pins(xml::Node cputune, const Vcpus& vcpus, const ThreadPlaces& places, CpuTune& into) {
    read_vcpu_pins(cputune, vcpus, into.vcpu_pins);
    read_emulator_pin(cputune, into.emulator_pin);
    read_iothread_pins(cputune, places, into.iothread_pins);
    sort_by(into.iothread_pins, places);
}

void read_vcpu_schedulers(xml::Node cputune, const Vcpus& vcpus, CpuTune& into) {
    read_schedulers(cputune, "vcpusched", "vcpus", into.vcpu_schedulers, [&](unsigned id) {
        if (id < vcpus.max) return;
        fail(Errc::config_unsupported, "vCPU '{}' is not present in domain definition", id);
    });
    std::ranges::sort(into.vcpu_schedulers, {}, &ThreadScheduler::id);
}

void read_iothread_schedulers(xml::Node cputune, const ThreadPlaces& places, CpuTune& into) {
    read_schedulers(cputune, "iothreadsched", "iothreads", into.iothread_schedulers,
                    [&](unsigned id) { require_thread(places, id); });
    sort_by(into.iothread_schedulers, places);
}

// ---- what functions read has a table of names

constexpr const xml::When& is_ranked = xml::when<"scheduler", "fifo", "rr">;

consteval auto name(const char* word) {
    return xml::mention<CpuTune>(word, xml::Part::element);
}
consteval auto word(const char* word) {
    return xml::mention<CpuTune>(word, xml::Part::attribute);
}

constexpr auto vcpu_pin_names =
    xml::rows<CpuTune>({word("vcpu").like(xml::pattern::natural).expected(),
                        word("cpuset").like(xml::pattern::cpu_set).expected()});
constexpr xml::Element<CpuTune> vcpu_pin_xml{"vcpupin", vcpu_pin_names};
constexpr auto emulator_pin_names =
    xml::rows<CpuTune>({word("cpuset").like(xml::pattern::cpu_set).expected()});
constexpr xml::Element<CpuTune> emulator_pin_xml{"emulatorpin", emulator_pin_names};
constexpr auto iothread_pin_names =
    xml::rows<CpuTune>({word("iothread").like(xml::pattern::natural).expected(),
                        word("cpuset").like(xml::pattern::cpu_set).expected()});
constexpr xml::Element<CpuTune> iothread_pin_xml{"iothreadpin", iothread_pin_names};

constexpr auto vcpu_sched_names =
    xml::rows<CpuTune>({word("vcpus").like(xml::pattern::cpu_set),
                        word("scheduler").expected().one_of<SchedulerPolicy>(),
                        word("priority").like(xml::pattern::integer).only(is_ranked).expected()});
constexpr xml::Element<CpuTune> vcpu_sched_xml{"vcpusched", vcpu_sched_names};
constexpr auto emulator_sched_names =
    xml::rows<CpuTune>({word("scheduler").expected().one_of<SchedulerPolicy>(),
                        word("priority").like(xml::pattern::integer).only(is_ranked).expected()});
constexpr xml::Element<CpuTune> emulator_sched_xml{"emulatorsched", emulator_sched_names};
constexpr auto iothread_sched_names =
    xml::rows<CpuTune>({word("iothreads").like(xml::pattern::cpu_set),
                        word("scheduler").expected().one_of<SchedulerPolicy>(),
                        word("priority").like(xml::pattern::integer).only(is_ranked).expected()});
constexpr xml::Element<CpuTune> iothread_sched_xml{"iothreadsched", iothread_sched_names};

constexpr auto number_rows = xml::rows<CpuTune>({
    xml::text_child<&CpuTune::shares>("shares").or_fail(Errc::xml_error,
                                                        "can't parse cputune shares value"),
    xml::same<&CpuTune::vcpu, vcpu_xml>(),
    xml::same<&CpuTune::global, global_xml>(),
    xml::same<&CpuTune::emulator, emulator_xml>(),
    xml::same<&CpuTune::iothread, iothread_xml>(),
    name("vcpupin").of(vcpu_pin_xml),
    name("emulatorpin").of(emulator_pin_xml).once(),
    name("iothreadpin").of(iothread_pin_xml),
    name("emulatorsched").of(emulator_sched_xml).once(),
    name("vcpusched").of(vcpu_sched_xml),
    name("iothreadsched").of(iothread_sched_xml),
    name("cachetune").of(cache_tune_xml),
    name("memorytune").of(memory_tune_xml),
});

}  // namespace

constinit const xml::Element<CpuTune> cpu_tune_xml{"cputune", number_rows};

void read_cpu_tune(xml::Node domain, const Vcpus& vcpus, const IoThreads& iothreads,
                   CpuTune& into) {
    const xml::Node cputune = domain.child("cputune");
    if (!cputune) return;
    xml::read(cpu_tune_xml, cputune, into);
    const ThreadPlaces places = places_of(iothreads);
    read_pins(cputune, vcpus, places, into);
    read_vcpu_schedulers(cputune, vcpus, into);
    read_iothread_schedulers(cputune, places, into);
    read_emulator_scheduler(cputune, into);
    read_cache_tune(cputune, vcpus.max, into.resctrl);
    read_memory_tune(cputune, vcpus.max, into.resctrl);
}

void write_cpu_tune(xml::Writer& out, const CpuTune& from) {
    out.open("cputune");
    xml::write_rows(cpu_tune_xml, out, &from);
    write_pins(out, from.vcpu_pins, "vcpupin", "vcpu");
    if (!from.emulator_pin.empty()) {
        out.open("emulatorpin");
        out.attribute("cpuset", to_string(from.emulator_pin));
        out.close();
    }
    write_pins(out, from.iothread_pins, "iothreadpin", "iothread");
    write_emulator_scheduler(out, from);
    write_schedulers(out, from.vcpu_schedulers, "vcpusched", "vcpus");
    write_schedulers(out, from.iothread_schedulers, "iothreadsched", "iothreads");
    write_cache_tune(out, from.resctrl);
    write_memory_tune(out, from.resctrl);
    out.close_unless_empty();
}

void validate(const CpuTune& tune) {
    const std::uint64_t shares = std::min<std::uint64_t>(tune.shares.value_or(0), INT64_MAX);
    check_range("shares", static_cast<std::int64_t>(shares), 2, 262144);
    for (const auto validate_one : {validate_period, validate_quota}) {
        validate_one(tune.vcpu, "");
        validate_one(tune.global, "global_");
        validate_one(tune.emulator, "emulator_");
        validate_one(tune.iothread, "iothread_");
    }
}

}  // namespace virtd::conf
