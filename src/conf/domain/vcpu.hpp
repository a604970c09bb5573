// <vcpu> and <vcpus>: how many processors a guest has, and on which of the host's it runs.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>
#include <vector>

#include "base/bitmap.hpp"
#include "xml/bind.hpp"

namespace virtd::conf {

/// Processor numbers above this are refused in sets (VIR_DOMAIN_CPUMASK_LEN).
constexpr std::size_t max_host_cpus = 16384;

enum class Placement { static_, auto_ };

constexpr auto xml_names(Placement) {
    return std::to_array<xml::Name<Placement>>(
        {{Placement::static_, "static"}, {Placement::auto_, "auto"}});
}

/// One processor of a guest that lists them one by one.
struct Vcpu {
    unsigned id = 0;
    bool enabled = false;
    bool hotpluggable = false;
    unsigned order = 0;  // in which they were plugged in; 0: not said

    bool operator==(const Vcpu&) const = default;
};

struct Vcpus {
    Placement placement = Placement::static_;
    Bitmap cpuset;  // of the host; empty: all
    unsigned max = 1;
    unsigned current = 1;
    std::vector<Vcpu> list;  // all `max` of them, or none where only the number matters

    bool operator==(const Vcpus&) const = default;
};

extern const xml::Element<Vcpus> vcpus_xml;

/// The set in an attribute. Throws when it is malformed, or has nothing in it.
Bitmap parse_cpuset(std::string_view text, std::string_view attribute);

namespace detail {
xml::Verdict read_cpuset(std::string_view text, void* field);
xml::Verdict read_nodeset(std::string_view text, void* field);
bool write_set(const void* field, xml::Text& out);
bool is_set_filled(const void* field);
}  // namespace detail

/// Bitmap fields as attributes of that name; an empty set is not written.
inline constexpr xml::Codec cpuset{detail::read_cpuset, detail::write_set, detail::is_set_filled,
                                   "set of processors"};
inline constexpr xml::Codec nodeset{detail::read_nodeset, detail::write_set, detail::is_set_filled,
                                    "set of NUMA nodes"};

/// What the rest of the definition implies for them.
void complete_vcpus(Vcpus& vcpus);

}  // namespace virtd::conf
