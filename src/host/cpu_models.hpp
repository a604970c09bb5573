// What is known about processor models, whatever their architecture.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "conf/cpu.hpp"

namespace virtd::host {

/// From old to new; empty for architectures whose processors have no models of ours.
std::vector<std::string> cpu_model_names(std::string_view arch);

/// A guest definition that each of these hosts can run. Throws when they have too little in
/// common, and for architectures where nothing is known.
conf::Cpu baseline_cpu(const std::vector<conf::Cpu>& cpus);

/// The same for guests of one host: with nothing that this host lacks, and where asked, nothing
/// that does not survive a migration. Throws for processors without a model, too.
enum class Migratable { no, yes };
conf::Cpu baseline_guest_cpu(const conf::Cpu& host, const std::vector<conf::Cpu>& cpus,
                             Migratable migratable);

/// How a host's processor compares with another one that a guest wants or another host has.
enum class CpuComparison { incompatible = 0, identical = 1, superset = 2 };  // virCPUCompareResult

/// Never says incompatible: throws Errc::cpu_incompatible, with what stands against it.
CpuComparison compare_cpu(const conf::Cpu& host, const conf::Cpu& cpu);

/// A model that guests may choose on a host.
struct ModelChoice {
    std::string_view name;
    std::string_view vendor;  // empty: of none
    bool usable;              // the host has all of it
};
std::vector<ModelChoice> model_choices(const conf::Cpu& host);

/// The same definition with what its model implies written out.
conf::Cpu expand_cpu_features(std::string_view arch, conf::Cpu cpu);

}  // namespace virtd::host
