// <cachetune> and <memorytune>: shares of the host's cache and memory bandwidth.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "base/bitmap.hpp"
#include "xml/bind.hpp"

namespace virtd::conf {

enum class CacheUse { both, code, data };

constexpr auto xml_names(CacheUse) {
    return std::to_array<xml::Name<CacheUse>>(
        {{CacheUse::both, "both"}, {CacheUse::code, "code"}, {CacheUse::data, "data"}});
}

/// Part of one cache of the host.
struct CacheShare {
    unsigned level = 0;
    CacheUse type = CacheUse::both;
    unsigned id = 0;
    std::uint64_t bytes = 0;

    bool operator==(const CacheShare&) const = default;
};

/// Part of the bandwidth to one node, in percent.
struct BandwidthShare {
    unsigned node = 0;
    unsigned percent = 0;

    bool operator==(const BandwidthShare&) const = default;
};

struct CacheMonitor {
    unsigned level = 0;
    Bitmap vcpus;

    bool operator==(const CacheMonitor&) const = default;
};

/// Everything that a group of virtual processors shares.
struct ResctrlGroup {
    Bitmap vcpus;
    std::vector<CacheShare> caches;  // by level, type and id
    std::vector<CacheMonitor> cache_monitors;
    std::vector<BandwidthShare> nodes;  // by node
    std::vector<Bitmap> memory_monitors;

    bool operator==(const ResctrlGroup&) const = default;
};

using ResctrlGroups = std::vector<ResctrlGroup>;

/// The names in <cachetune> and <memorytune>, for checks and documentation.
extern const xml::Element<ResctrlGroup> cache_tune_xml;
extern const xml::Element<ResctrlGroup> memory_tune_xml;

/// Adds what <cputune> says. Processors that the guest does not have are left out.
void read_cache_tune(xml::Node cputune, unsigned vcpus, ResctrlGroups& into);
void read_memory_tune(xml::Node cputune, unsigned vcpus, ResctrlGroups& into);
void write_cache_tune(xml::Writer& out, const ResctrlGroups& from);
void write_memory_tune(xml::Writer& out, const ResctrlGroups& from);

}  // namespace virtd::conf
