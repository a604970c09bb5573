// <numatune>: from which of the host's NUMA nodes a guest gets its memory.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>
#include <vector>

#include "base/bitmap.hpp"
#include "conf/domain/vcpu.hpp"
#include "xml/bind.hpp"

namespace virtd::conf {

/// Numbers of virDomainNumatuneMemMode.
enum class NumaMode { strict, preferred, interleave, restrictive };

constexpr auto xml_names(NumaMode) {
    using enum NumaMode;
    return std::to_array<xml::Name<NumaMode>>({{strict, "strict"},
                                               {preferred, "preferred"},
                                               {interleave, "interleave"},
                                               {restrictive, "restrictive"}});
}

/// For all memory; with automatic placement the nodes are found when the guest starts.
struct NumaMemory {
    std::optional<NumaMode> mode;  // always there once completed
    std::optional<Placement> placement;
    Bitmap nodeset;

    bool operator==(const NumaMemory&) const = default;
};

/// For the memory of one of the guest's cells.
struct MemNode {
    unsigned cell = 0;
    NumaMode mode = NumaMode::strict;
    Bitmap nodeset;

    bool operator==(const MemNode&) const = default;
};

struct NumaTune {
    std::optional<NumaMemory> memory;
    std::vector<MemNode> nodes;  // by cell

    bool operator==(const NumaTune&) const = default;
};

extern const xml::Element<NumaTune> numa_tune_xml;

/// Settles who chooses the nodes; processors and memory go together where nothing else is said.
/// `cells` is how many NUMA cells the guest has.
void complete_numa_tune(NumaTune& tune, Vcpus& vcpus, bool has_pins, std::size_t cells);

}  // namespace virtd::conf
