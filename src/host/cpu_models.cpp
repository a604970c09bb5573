// SPDX-License-Identifier: LGPL-2.1-or-later
#include "host/cpu_models.hpp"

#include "base/error.hpp"
#include "conf/domain/arch.hpp"
#include "host/cpu_ppc64.hpp"
#include "host/cpu_x86.hpp"
#include "host/cpu_x86_data.hpp"

namespace virtd::host {

namespace {

constexpr Fail fail{Origin::cpu};

/// What an architecture can do; null: it cannot.
struct ArchCalls {
    bool (*covers)(std::string_view arch);
    std::vector<std::string> (*names)();
    conf::Cpu (*baseline)(const std::vector<conf::Cpu>& cpus);
    conf::Cpu (*expand)(conf::Cpu cpu);
};

// Any model is taken for these: the emulator knows best.
std::vector<std::string> no_names() {
    return {};
}

conf::Cpu first_model(const std::vector<conf::Cpu>& cpus) {
    conf::Cpu cpu;
    cpu.mode = conf::CpuMode::custom;
    cpu.match = conf::CpuMatch::exact;
    cpu.model = conf::CpuModel{cpus.front().model->name, conf::CpuFallback::allow, {}};
    return cpu;
}

conf::Cpu as_it_is(conf::Cpu cpu) {
    return cpu;
}

conf::Cpu x86_baseline(const std::vector<conf::Cpu>& cpus) {
    return x86::baseline(cpus, nullptr);
}

void require_x86(std::string_view arch) {
    if (!conf::is_x86(arch)) fail(Errc::no_support, "processors of {} cannot be compared", arch);
}

constexpr ArchCalls calls[] = {
    {conf::is_x86, x86::model_names, x86_baseline, x86::expand_features},
    {conf::is_ppc64, ppc64::model_names, ppc64::baseline, as_it_is},
    {conf::is_arm, no_names, first_model, as_it_is},
    {conf::is_s390, no_names, nullptr, as_it_is},
};

const ArchCalls& calls_for(std::string_view arch) {
    for (const ArchCalls& candidate : calls) {
        if (candidate.covers(arch)) return candidate;
    }
    fail(Errc::no_support, "'{}' architecture is not supported by CPU driver", arch);
}

}  // namespace

std::vector<std::string> cpu_model_names(std::string_view arch) {
    return calls_for(arch).names();
}

conf::Cpu baseline_cpu(const std::vector<conf::Cpu>& cpus) {
    if (cpus.empty()) fail(Errc::invalid_arg, "no CPUs given");
    const std::string& arch = cpus.front().arch;
    const ArchCalls& known = calls_for(arch);
    if (known.baseline == nullptr)
        fail(Errc::no_support, "cannot compute baseline CPU of {} architecture", arch);
    return known.baseline(cpus);
}

conf::Cpu baseline_guest_cpu(const conf::Cpu& host, const std::vector<conf::Cpu>& cpus,
                             Migratable migratable) {
    require_x86(host.arch);
    for (std::size_t i = 0; i < cpus.size(); ++i) {
        if (!cpus[i].model) fail(Errc::invalid_arg, "no CPU model specified at index {}", i);
    }
    x86::FeatureSet limits = x86::features_of(host);
    if (migratable == Migratable::yes) limits &= x86::migratable_features();
    conf::Cpu cpu = x86::baseline(cpus, &limits);
    cpu.model->fallback = conf::CpuFallback::forbid;
    return cpu;
}

CpuComparison compare_cpu(const conf::Cpu& host, const conf::Cpu& cpu) {
    require_x86(host.arch);
    return x86::is_identical(host, cpu) ? CpuComparison::identical : CpuComparison::superset;
}

std::vector<ModelChoice> model_choices(const conf::Cpu& host) {
    require_x86(host.arch);
    std::vector<ModelChoice> choices;
    for (const x86::Model& model : x86::models()) {
        if (model.decodes == x86::Decodes::nowhere) continue;
        choices.push_back({model.name, model.vendor, x86::can_run(host, model.name)});
    }
    return choices;
}

conf::Cpu expand_cpu_features(std::string_view arch, conf::Cpu cpu) {
    return calls_for(arch).expand(std::move(cpu));
}

}  // namespace virtd::host
