// SPDX-License-Identifier: LGPL-2.1-or-later
#include "host/cpu_ppc64.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/error.hpp"

namespace virtd::host::ppc64 {

namespace {

constexpr Fail fail{Origin::cpu};

constexpr std::string_view ibm = "IBM";
constexpr std::string_view freescale = "Freescale";

struct Model {
    std::string_view name;
    std::string_view vendor;
    std::array<std::uint16_t, 3> versions;  // upper half of the processor version register
};

constexpr Model models[] = {
    {"POWER6", ibm, {0x003e}},
    {"POWER7", ibm, {0x003f, 0x004a}},
    {"POWER8", ibm, {0x004b, 0x004c, 0x004d}},
    {"POWER9", ibm, {0x004e}},
    {"POWER10", ibm, {0x0080}},
    {"POWERPC_e5500", freescale, {0x8024}},
    {"POWERPC_e6500", freescale, {0x8040}},
};

void check_vendor(const conf::Cpu& cpu, const Model& model) {
    if (!cpu.vendor || *cpu.vendor == model.vendor) return;
    if (*cpu.vendor != ibm && *cpu.vendor != freescale)
        fail(Errc::operation_failed, "Unknown CPU vendor {}", *cpu.vendor);
    fail(Errc::operation_failed, "CPU vendor {} of model {} differs from vendor {}", model.vendor,
         model.name, *cpu.vendor);
}

}  // namespace

std::vector<std::string> model_names() {
    std::vector<std::string> names;
    for (const Model& model : models)
        names.emplace_back(model.name);
    return names;
}

conf::Cpu baseline(const std::vector<conf::Cpu>& cpus) {
    const std::string& name = cpus.front().model->name;
    const auto model = std::ranges::find(models, name, &Model::name);
    if (model == std::end(models)) fail(Errc::internal_error, "Unknown CPU model {}", name);
    for (const conf::Cpu& cpu : cpus) {
        if (cpu.model->name != name) fail(Errc::operation_failed, "CPUs are incompatible");
        check_vendor(cpu, *model);
    }
    conf::Cpu cpu;
    cpu.mode = conf::CpuMode::custom;
    cpu.match = conf::CpuMatch::exact;
    cpu.model = conf::CpuModel{name, conf::CpuFallback::forbid, {}};
    return cpu;
}

}  // namespace virtd::host::ppc64
