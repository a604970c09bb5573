// <memory>, <currentMemory>, <maxMemory>: how much a guest has.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>

#include "xml/bind.hpp"

namespace virtd::conf {

/// All sizes in KiB.
struct Memory {
    std::uint64_t total = 0;
    std::uint64_t current = 0;  // what the balloon leaves; never more than total
    std::uint64_t max = 0;      // with hot-plugged modules; 0: none can be plugged
    unsigned slots = 0;         // for such modules
    std::optional<xml::OnOff> dump_core;

    bool operator==(const Memory&) const = default;
};

extern const xml::Element<Memory> memory_xml;

/// Fills in what was left out and checks the sizes against each other. `numa_total` is what the
/// guest's NUMA cells add up to, 0 without any; `plugged` is what its memory devices add to that.
void complete_memory(Memory& memory, std::uint64_t numa_total, std::uint64_t plugged);

}  // namespace virtd::conf
