// x86 models as sets of features, and how to find the model closest to a set.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <bitset>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "conf/cpu.hpp"

namespace virtd::host::x86 {

/// One bit a feature, in the order of the feature table.
using FeatureSet = std::bitset<256>;

std::vector<std::string> model_names();

/// What the model has; nothing for an unknown name.
std::optional<FeatureSet> find_model(std::string_view name);

/// The features of a definition: those of its model, changed by its own list.
/// Throws when it names an unknown model or feature.
FeatureSet features_of(const conf::Cpu& cpu);

/// The definition for a guest that comes closest to having exactly these features.
/// `vendor` empty: any. `preferred` is taken, if it is a model that guests may have, however
/// much it differs.
conf::Cpu closest_guest_cpu(const FeatureSet& set, std::string_view vendor,
                            std::string_view preferred);

/// The largest definition that all of these processors can run, with nothing that is not in
/// `limits`, where there are any. Not empty.
conf::Cpu baseline(const std::vector<conf::Cpu>& cpus, const FeatureSet* limits);

/// Whether this host has all that the processor needs, and nothing else (false: or more). Throws
/// Errc::cpu_incompatible and says what stands against it.
bool is_identical(const conf::Cpu& host, const conf::Cpu& cpu);

/// Whether the host has all features of the model; the model exists.
bool can_run(const conf::Cpu& host, std::string_view model);

/// What stays the same when a guest moves to another host.
const FeatureSet& migratable_features();

/// The same definition with all features of its model written out, sorted by name.
conf::Cpu expand_features(conf::Cpu cpu);

}  // namespace virtd::host::x86
