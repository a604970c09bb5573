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

/// The same definition with what its model implies written out.
conf::Cpu expand_cpu_features(std::string_view arch, conf::Cpu cpu);

}  // namespace virtd::host
