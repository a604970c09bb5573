// <features>: what the machine offers beside its devices.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/rare.hpp"
#include "xml/bind.hpp"

namespace virtd::conf {

enum class CapabilityPolicy { default_, allow, deny };
enum class HypervMode { custom, passthrough };
enum class XenPassthrough { sync_pt, share_pt };
enum class GicVersion { host, v2, v3 };
enum class IoapicDriver { qemu, kvm };
enum class HptResizing { enabled, disabled, required };
enum class UnknownMsrs { ignore, fault };
enum class Mitigation { broken, workaround, fixed };
enum class IndirectBranch { broken, workaround, fixed_ibs, fixed_ccd, fixed_na };

/// A feature that is on or off.
struct Switch {
    xml::OnOff state = xml::OnOff::on;

    bool operator==(const Switch&) const = default;
};

struct Apic {
    std::optional<xml::OnOff> eoi;

    bool operator==(const Apic&) const = default;
};

/// One capability of a container's root.
struct RootCapability {
    std::string name;
    xml::OnOff state = xml::OnOff::on;

    bool operator==(const RootCapability&) const = default;
};

struct RootCapabilities {
    CapabilityPolicy policy = CapabilityPolicy::default_;
    std::vector<RootCapability> list;  // in the order of the table in features.cpp

    bool operator==(const RootCapabilities&) const = default;
};

struct Spinlocks {
    xml::OnOff state = xml::OnOff::on;
    unsigned retries = 0;

    bool operator==(const Spinlocks&) const = default;
};

struct Stimer {
    xml::OnOff state = xml::OnOff::on;
    std::optional<Switch> direct;

    bool operator==(const Stimer&) const = default;
};

struct VendorId {
    xml::OnOff state = xml::OnOff::on;
    std::optional<std::string> value;

    bool operator==(const VendorId&) const = default;
};

struct Hyperv {
    HypervMode mode = HypervMode::custom;
    std::optional<Switch> relaxed, vapic;
    std::optional<Spinlocks> spinlocks;
    std::optional<Switch> vpindex, runtime, synic;
    std::optional<Stimer> stimer;
    std::optional<Switch> reset;
    std::optional<VendorId> vendor_id;
    std::optional<Switch> frequencies, reenlightenment, tlbflush, ipi, evmcs, avic;

    bool operator==(const Hyperv&) const = default;
};

struct DirtyRing {
    xml::OnOff state = xml::OnOff::on;
    unsigned size = 0;

    bool operator==(const DirtyRing&) const = default;
};

struct KvmFeatures {
    std::optional<Switch> hidden, hint_dedicated, poll_control, pv_ipi;
    std::optional<DirtyRing> dirty_ring;

    bool operator==(const KvmFeatures&) const = default;
};

struct XenPassthroughFeature {
    xml::OnOff state = xml::OnOff::on;
    std::optional<XenPassthrough> mode;

    bool operator==(const XenPassthroughFeature&) const = default;
};

struct XenFeatures {
    std::optional<Switch> e820_host;
    std::optional<XenPassthroughFeature> passthrough;

    bool operator==(const XenFeatures&) const = default;
};

struct Gic {
    std::optional<GicVersion> version;

    bool operator==(const Gic&) const = default;
};

struct Smm {
    xml::OnOff state = xml::OnOff::on;
    std::optional<std::uint64_t> tseg_bytes;

    bool operator==(const Smm&) const = default;
};

struct Hpt {
    std::optional<HptResizing> resizing;
    std::uint64_t max_page_kib = 0;

    bool operator==(const Hpt&) const = default;
};

struct Features {
    bool acpi = false;
    std::optional<Apic> apic;
    bool pae = false;
    std::optional<Switch> hap;
    bool viridian = false;
    bool privnet = false;
    Rare<Hyperv> hyperv;
    Rare<KvmFeatures> kvm;
    std::optional<Switch> pvspinlock;
    RootCapabilities capabilities;
    std::optional<Switch> pmu, vmport;
    std::optional<Gic> gic;
    std::optional<Smm> smm;
    std::optional<IoapicDriver> ioapic;
    Hpt hpt;
    std::optional<Switch> vmcoreinfo, htm, nested_hv;
    std::optional<UnknownMsrs> unknown_msrs;
    std::optional<Switch> ccf_assist;
    Rare<XenFeatures> xen;
    std::optional<Mitigation> cfpc, sbbc;
    std::optional<IndirectBranch> ibs;
    std::uint64_t tb_cache_kib = 0;

    bool operator==(const Features&) const = default;
};

extern const xml::Element<Features> features_xml;

}  // namespace virtd::conf
