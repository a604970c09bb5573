// <perf> and <pm>: what is counted while a guest runs, and how deep it may sleep.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "xml/bind.hpp"

namespace virtd::conf {

// clang-format off
/// Numbers of virPerfEventType.
enum class PerfEvent {
    cmt, mbmt, mbml, cpu_cycles, instructions, cache_references, cache_misses, branch_instructions,
    branch_misses, bus_cycles, stalled_cycles_frontend, stalled_cycles_backend, ref_cpu_cycles,
    cpu_clock, task_clock, page_faults, context_switches, cpu_migrations, page_faults_min,
    page_faults_maj, alignment_faults, emulation_faults,
};

constexpr auto xml_names(PerfEvent) {
    using enum PerfEvent;
    return std::to_array<xml::Name<PerfEvent>>({
        {cmt, "cmt"}, {mbmt, "mbmt"}, {mbml, "mbml"}, {cpu_cycles, "cpu_cycles"},
        {instructions, "instructions"}, {cache_references, "cache_references"},
        {cache_misses, "cache_misses"}, {branch_instructions, "branch_instructions"},
        {branch_misses, "branch_misses"}, {bus_cycles, "bus_cycles"},
        {stalled_cycles_frontend, "stalled_cycles_frontend"},
        {stalled_cycles_backend, "stalled_cycles_backend"}, {ref_cpu_cycles, "ref_cpu_cycles"},
        {cpu_clock, "cpu_clock"}, {task_clock, "task_clock"}, {page_faults, "page_faults"},
        {context_switches, "context_switches"}, {cpu_migrations, "cpu_migrations"},
        {page_faults_min, "page_faults_min"}, {page_faults_maj, "page_faults_maj"},
        {alignment_faults, "alignment_faults"}, {emulation_faults, "emulation_faults"}});
}
// clang-format on

struct PerfSetting {
    PerfEvent event = PerfEvent::cmt;
    xml::YesNo enabled = xml::YesNo::no;

    bool operator==(const PerfSetting&) const = default;
};

struct Perf {
    std::vector<PerfSetting> events;  // each once, in the order of the enum

    bool operator==(const Perf&) const = default;
};

struct PowerManagement {
    std::optional<xml::YesNo> suspend_to_mem, suspend_to_disk;

    bool operator==(const PowerManagement&) const = default;
};

extern const xml::Element<Perf> perf_xml;
extern const xml::Element<PowerManagement> pm_xml;

}  // namespace virtd::conf
