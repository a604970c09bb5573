// The <cpu> element, of guests and of hosts.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "xml/bind.hpp"

namespace virtd::conf {

// clang-format off
enum class CpuMode : std::uint8_t { custom, host_model, host_passthrough, maximum };
enum class CpuMatch : std::uint8_t { minimum, exact, strict };
enum class CpuCheck : std::uint8_t { none, partial, full };
enum class CpuFallback : std::uint8_t { allow, forbid };
enum class CpuPolicy : std::uint8_t { force, require, optional, disable, forbid };
enum class CpuCacheMode : std::uint8_t { emulate, passthrough, disable };
enum class CpuAddressMode : std::uint8_t { emulate, passthrough };
constexpr auto xml_names(CpuMode) {
    using enum CpuMode;
    return std::to_array<xml::Name<CpuMode>>(
        {{custom, "custom"}, {host_model, "host-model"}, {host_passthrough, "host-passthrough"},
         {maximum, "maximum"}});
}
constexpr auto xml_names(CpuFallback) {
    using enum CpuFallback;
    return std::to_array<xml::Name<CpuFallback>>({{allow, "allow"}, {forbid, "forbid"}});
}
constexpr auto xml_names(CpuPolicy) {
    using enum CpuPolicy;
    return std::to_array<xml::Name<CpuPolicy>>(
        {{force, "force"}, {require, "require"}, {optional, "optional"}, {disable, "disable"},
         {forbid, "forbid"}});
}
// clang-format on

/// Whether unknown elements and attributes are refused.
enum class CheckNames : std::uint8_t { no, yes };

struct CpuFeature {
    std::string name;
    std::optional<CpuPolicy> policy;  // a host's features have none

    bool operator==(const CpuFeature&) const = default;
};

struct CpuModel {
    std::string name;  // empty: a model element without text
    std::optional<CpuFallback> fallback;
    std::optional<std::string> vendor_id;  // 12 characters shown to the guest

    bool operator==(const CpuModel&) const = default;
};

struct CpuSignature {
    unsigned family = 0;
    unsigned model = 0;
    unsigned stepping = 0;

    bool operator==(const CpuSignature&) const = default;
};

struct CpuCounter {
    std::string name;             // "tsc"
    std::uint64_t frequency = 0;  // Hz
    std::optional<xml::YesNo> scaling;

    bool operator==(const CpuCounter&) const = default;
};

struct CpuTopology {
    unsigned sockets = 0;
    unsigned dies = 1;
    unsigned cores = 0;
    unsigned threads = 0;

    bool operator==(const CpuTopology&) const = default;
};

struct CpuCache {
    std::optional<int> level;  // 1 to 3; absent: all
    CpuCacheMode mode = CpuCacheMode::emulate;

    bool operator==(const CpuCache&) const = default;
};

struct CpuAddressBits {
    CpuAddressMode mode = CpuAddressMode::emulate;
    std::optional<int> bits;

    bool operator==(const CpuAddressBits&) const = default;
};

/// A host's element names its architecture and has features without policies; a guest's has
/// a mode, and policies.
struct Cpu {
    std::string arch;             // hosts only
    std::optional<CpuMode> mode;  // these two: nothing when a guest leaves the choice open
    std::optional<CpuMatch> match;
    std::optional<CpuCheck> check;
    std::optional<xml::OnOff> migratable;
    std::optional<CpuModel> model;
    std::optional<std::string> vendor;
    std::optional<std::uint32_t> microcode;  // hosts only, as the next three
    std::optional<CpuSignature> signature;
    std::optional<CpuCounter> counter;
    std::optional<CpuTopology> topology;
    std::optional<CpuCache> cache;
    std::optional<CpuAddressBits> address_bits;
    std::vector<CpuFeature> features;

    /// Whether it is known by name; <model> may hold a vendor's id and nothing else.
    bool has_model() const { return model && !model->name.empty(); }
    bool operator==(const Cpu&) const = default;
};

/// Both are complete when they are read: defaults filled in, contradictions refused.
extern const xml::Element<Cpu> guest_cpu_xml;
extern const xml::Element<Cpu> host_cpu_xml;
/// <feature policy='...' name='...'/>
extern const xml::Element<CpuFeature> guest_feature_xml;

/// A document with a host's <cpu>.
/// There are only so many processors.
void validate_topology(const Cpu& cpu);
Cpu parse_host_cpu(std::string_view xml);
/// A document with a guest's <cpu>, or with a host's: that one names an architecture.
Cpu parse_cpu(std::string_view xml, CheckNames check_names);
/// The document of a guest's <cpu>.
std::string format_guest_cpu(const Cpu& cpu);

}  // namespace virtd::conf
