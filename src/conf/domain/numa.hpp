// <cpu><numa>: the NUMA cells that a guest sees.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "base/bitmap.hpp"
#include "conf/domain/memory_backing.hpp"
#include "xml/bind.hpp"

namespace virtd::conf {

enum class CacheAssociativity { none, direct, full };
enum class CachePolicy { none, writeback, writethrough };
enum class InterconnectAccess { access = 1, read, write };

/// A cache in front of a cell's memory.
struct MemoryCache {
    unsigned level = 0;
    CacheAssociativity associativity = CacheAssociativity::none;
    CachePolicy policy = CachePolicy::none;
    std::uint64_t size_kib = 0;
    std::uint64_t line_bytes = 0;

    bool operator==(const MemoryCache&) const = default;
};

struct NumaCell {
    Bitmap cpus;
    std::uint64_t memory_kib = 0;
    std::optional<MemoryAccess> access;
    std::optional<xml::YesNo> discard;
    std::map<unsigned, unsigned> distances;  // to those cells for which it is said
    std::vector<MemoryCache> caches;

    bool operator==(const NumaCell&) const = default;
};

/// Latency (ns) or bandwidth (KiB/s) between two cells.
struct Interconnect {
    bool is_bandwidth = false;
    unsigned initiator = 0;
    unsigned target = 0;
    std::optional<unsigned> cache;  // latency of a cache of the target
    InterconnectAccess type = InterconnectAccess::access;
    std::uint64_t value = 0;

    bool operator==(const Interconnect&) const = default;
};

struct Numa {
    std::vector<NumaCell> cells;  // by id
    std::vector<Interconnect> interconnects;

    std::uint64_t memory_kib() const;
    bool operator==(const Numa&) const = default;
};

/// The names in <numa>, for checks and documentation; read_numa reads it.
extern const xml::Element<Numa> numa_xml;

/// <numa> below `cpu`, if it is there.
void read_numa(xml::Node cpu, Numa& into);
void write_numa(xml::Writer& out, const Numa& from);

/// No processor is in two cells or beyond those the guest has.
/// Refuses cells with more processors than the guest has; while it is read.
void check_cpus(const Numa& numa, unsigned vcpus);
void validate(const Numa& numa);

}  // namespace virtd::conf
