// <memoryBacking>: what a guest's memory is made of on the host.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/bitmap.hpp"
#include "xml/bind.hpp"

namespace virtd::conf {

enum class MemorySource { file, anonymous, memfd };
enum class MemoryAccess { shared, private_ };
enum class MemoryAllocation { immediate, ondemand };

constexpr auto xml_names(MemorySource) {
    using enum MemorySource;
    return std::to_array<xml::Name<MemorySource>>(
        {{file, "file"}, {anonymous, "anonymous"}, {memfd, "memfd"}});
}
constexpr auto xml_names(MemoryAccess) {
    return std::to_array<xml::Name<MemoryAccess>>(
        {{MemoryAccess::shared, "shared"}, {MemoryAccess::private_, "private"}});
}
constexpr auto xml_names(MemoryAllocation) {
    return std::to_array<xml::Name<MemoryAllocation>>(
        {{MemoryAllocation::immediate, "immediate"}, {MemoryAllocation::ondemand, "ondemand"}});
}

/// Huge pages of one size, for all of the guest's cells or for some.
struct HugePage {
    std::uint64_t size_kib = 0;
    Bitmap nodeset;

    bool operator==(const HugePage&) const = default;
};

struct MemoryBacking {
    bool has_hugepages = false;
    std::vector<HugePage> hugepages;
    bool nosharepages = false;
    bool locked = false;
    std::optional<MemorySource> source;
    std::optional<MemoryAccess> access;
    std::optional<MemoryAllocation> allocation;
    unsigned allocation_threads = 0;
    bool discard = false;

    bool operator==(const MemoryBacking&) const = default;
};

extern const xml::Element<MemoryBacking> memory_backing_xml;

/// `cells` is how many NUMA cells the guest has; without any, its memory counts as the first's.
void complete_memory_backing(MemoryBacking& backing, std::size_t cells);
void validate(const MemoryBacking& backing, std::size_t cells);

}  // namespace virtd::conf
