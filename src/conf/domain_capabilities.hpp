// <domainCapabilities>: what guests of one emulator, architecture and machine may have.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "conf/cpu.hpp"
#include "conf/words.hpp"

namespace virtd::conf {

/// The words that some attribute of guests may have.
struct CapabilityEnum {
    std::string name;
    std::vector<std::string> values;

    bool operator==(const CapabilityEnum&) const = default;
};

/// Something that guests can have or not. What is not supported has no choices.
struct Capability {
    YesNo supported = YesNo::no;
    std::vector<CapabilityEnum> choices;

    bool operator==(const Capability&) const = default;
};

/// Firmware images that guests may name.
struct LoaderCapability {
    YesNo supported = YesNo::no;
    std::vector<std::string> paths;
    std::vector<CapabilityEnum> choices;

    bool operator==(const LoaderCapability&) const = default;
};

struct OsCapability {
    YesNo supported = YesNo::no;
    std::vector<CapabilityEnum> choices;
    std::optional<LoaderCapability> loader;

    bool operator==(const OsCapability&) const = default;
};

enum class ModelUsable : std::uint8_t { unknown, yes, no };

constexpr auto xml_names(ModelUsable) {
    using enum ModelUsable;
    return std::to_array<xml::Name<ModelUsable>>({{unknown, "unknown"}, {yes, "yes"}, {no, "no"}});
}

/// A model that guests may choose, or the one that they get.
struct ModelCapability {
    std::optional<CpuFallback> fallback;  // of the model that they get
    std::optional<ModelUsable> usable;    // the rest: of one to choose
    std::optional<YesNo> deprecated;
    std::optional<std::string> vendor;  // "unknown": of none
    std::string name;

    bool operator==(const ModelCapability&) const = default;
};

/// What a guest may say in <cpu mode='...'>; only host-model has a vendor and features.
struct CpuModeCapability {
    CpuMode mode = CpuMode::custom;
    YesNo supported = YesNo::no;
    std::vector<CapabilityEnum> choices;
    std::vector<ModelCapability> models;
    std::optional<std::string> vendor;
    std::vector<CpuFeature> features;

    bool operator==(const CpuModeCapability&) const = default;
};

struct CpuCapability {
    std::vector<CpuModeCapability> modes;

    bool operator==(const CpuCapability&) const = default;
};

struct DeviceCapabilities {
    std::optional<Capability> disk, graphics, video, hostdev, rng, filesystem, tpm, redirdev,
        channel, crypto, interface, panic, console;

    bool operator==(const DeviceCapabilities&) const = default;
};

struct SevCapability {
    YesNo supported = YesNo::no;
    std::optional<std::uint32_t> cbitpos, reduced_phys_bits, max_guests, max_es_guests;

    bool operator==(const SevCapability&) const = default;
};

struct SgxSection {
    std::uint32_t node = 0;
    std::uint64_t size = 0;
    std::string unit = "KiB";

    bool operator==(const SgxSection&) const = default;
};

struct SgxSize {
    std::string unit = "KiB";
    std::uint64_t size = 0;

    bool operator==(const SgxSize&) const = default;
};

struct SgxCapability {
    YesNo supported = YesNo::no;
    std::optional<YesNo> flc, sgx1, sgx2;
    std::optional<SgxSize> section_size;
    std::vector<SgxSection> sections;

    bool operator==(const SgxCapability&) const = default;
};

struct FeatureCapabilities {
    std::optional<Capability> gic, vmcoreinfo, genid, backing_store_input, backup, async_teardown,
        s390_pv, ps2, tdx;
    std::optional<SevCapability> sev;
    std::optional<SgxCapability> sgx;
    std::optional<Capability> hyperv, launch_security;

    bool operator==(const FeatureCapabilities&) const = default;
};

struct DomainCapabilities {
    std::string path;  // of the emulator
    std::string domain_type;
    std::optional<std::string> machine;
    std::string arch;
    std::optional<std::uint32_t> max_vcpus;
    std::optional<Capability> iothreads;
    std::optional<OsCapability> os;
    std::optional<CpuCapability> cpu;
    std::optional<Capability> memory_backing;
    std::optional<DeviceCapabilities> devices;
    std::optional<FeatureCapabilities> features;

    bool operator==(const DomainCapabilities&) const = default;
};

extern const xml::Element<DomainCapabilities> domain_capabilities_xml;

DomainCapabilities parse_domain_capabilities(std::string_view xml);
std::string format(const DomainCapabilities& capabilities);

}  // namespace virtd::conf
