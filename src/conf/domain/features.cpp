// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/domain/features.hpp"

#include <algorithm>

#include "base/translate.hpp"
#include "conf/domain/hyperv.hpp"
#include "conf/shapes.hpp"
#include "xml/scaled.hpp"

namespace virtd::conf {

// clang-format off
constexpr auto xml_names(CapabilityPolicy) {
    using enum CapabilityPolicy;
    return std::to_array<xml::Name<CapabilityPolicy>>({{default_, "default"}, {allow, "allow"}, {deny, "deny"}});
}
constexpr auto xml_names(XenPassthrough) {
    return std::to_array<xml::Name<XenPassthrough>>({{XenPassthrough::sync_pt, "sync_pt"}, {XenPassthrough::share_pt, "share_pt"}});
}
constexpr auto xml_names(GicVersion) {
    return std::to_array<xml::Name<GicVersion>>({{GicVersion::host, "host"}, {GicVersion::v2, "2"}, {GicVersion::v3, "3"}});
}
constexpr auto xml_names(IoapicDriver) {
    return std::to_array<xml::Name<IoapicDriver>>({{IoapicDriver::qemu, "qemu"}, {IoapicDriver::kvm, "kvm"}});
}
constexpr auto xml_names(HptResizing) {
    using enum HptResizing;
    return std::to_array<xml::Name<HptResizing>>({{enabled, "enabled"}, {disabled, "disabled"}, {required, "required"}});
}
constexpr auto xml_names(UnknownMsrs) {
    return std::to_array<xml::Name<UnknownMsrs>>({{UnknownMsrs::ignore, "ignore"}, {UnknownMsrs::fault, "fault"}});
}
constexpr auto xml_names(Mitigation) {
    using enum Mitigation;
    return std::to_array<xml::Name<Mitigation>>({{broken, "broken"}, {workaround, "workaround"}, {fixed, "fixed"}});
}
constexpr auto xml_names(IndirectBranch) {
    using enum IndirectBranch;
    return std::to_array<xml::Name<IndirectBranch>>({{broken, "broken"}, {workaround, "workaround"}, {fixed_ibs, "fixed-ibs"}, {fixed_ccd, "fixed-ccd"}, {fixed_na, "fixed-na"}});
}
// clang-format on

namespace {

constexpr Fail fail{Origin::domain};

/// <name state='on'/>, where saying nothing means on
constexpr auto switch_rows = xml::rows<Switch>({xml::attr<&Switch::state>("state")});
constexpr xml::Element<Switch> switch_xml{"", switch_rows};

constexpr auto apic_rows = xml::rows<Apic>({xml::attr<&Apic::eoi>("eoi")});
constexpr xml::Element<Apic> apic_xml{"apic", apic_rows};

// ---- capabilities

constexpr std::string_view capability_names[] = {
    "audit_control",   "audit_write",      "block_suspend",  "chown",
    "dac_override",    "dac_read_search",  "fowner",         "fsetid",
    "ipc_lock",        "ipc_owner",        "kill",           "lease",
    "linux_immutable", "mac_admin",        "mac_override",   "mknod",
    "net_admin",       "net_bind_service", "net_broadcast",  "net_raw",
    "setgid",          "setfcap",          "setpcap",        "setuid",
    "sys_admin",       "sys_boot",         "sys_chroot",     "sys_module",
    "sys_nice",        "sys_pacct",        "sys_ptrace",     "sys_rawio",
    "sys_resource",    "sys_time",         "sys_tty_config", "syslog",
    "wake_alarm"};

std::size_t place_of(std::string_view name) {
    const auto found = std::ranges::find(capability_names, name);
    return static_cast<std::size_t>(found - std::begin(capability_names));
}

void read_capability_list(xml::Node node, RootCapabilities& into) {
    for (xml::Node child = node.first(); child; child = child.next()) {
        if (place_of(child.name()) == std::size(capability_names)) {
            fail(Errc::config_unsupported, "unexpected capability feature '{}'", child.name());
        }
        Switch state;
        xml::read(switch_xml, child, state);
        std::erase_if(into.list, [&](const auto& each) { return each.name == child.name(); });
        into.list.push_back({std::string(child.name()), state.state});
    }
    std::ranges::sort(into.list, {}, [](const auto& each) { return place_of(each.name); });
}

void write_capability_list(xml::Writer& out, const RootCapabilities& from) {
    for (const RootCapability& each : from.list) {
        out.open(each.name);
        out.attribute("state", xml::to_word(each.state));
        out.close();
    }
}

constexpr auto capabilities_rows = xml::rows<RootCapabilities>({
    xml::attr<&RootCapabilities::policy>("policy"),
    xml::custom<RootCapabilities, read_capability_list, write_capability_list>(""),
});
constexpr xml::Element<RootCapabilities> capabilities_xml{"capabilities", capabilities_rows};

constexpr auto state_shape_rows = xml::rows<Shape>({shape::word<xml::OnOff>("state").expected()});
constexpr xml::Element<Shape> state_shape{"chown", state_shape_rows};

constexpr auto capabilities_shape_rows = [] {
    constexpr xml::Row any = shape::child("chown", state_shape);
    constexpr std::size_t count = std::size(capability_names);
    xml::Rows<Shape, count + 1> rows{};
    for (std::size_t i = 0; i < count; ++i) {
        rows.list[i] = any;
        rows.list[i].name = capability_names[i].data();
    }
    rows.list[count] = shape::word<CapabilityPolicy>("policy").expected();
    return rows;
}();
constexpr xml::Element<Shape> capabilities_shape{"capabilities", capabilities_shape_rows};

void read_capabilities(xml::Node node, Features& into) {
    node.each("capabilities",
              [&](xml::Node child) { xml::read(capabilities_xml, child, into.capabilities); });
}

void write_capabilities(xml::Writer& out, const Features& from) {
    if (from.capabilities != RootCapabilities{})
        xml::write(capabilities_xml, out, from.capabilities);
}

// ---- kvm

bool is_ring_size(unsigned size) {
    return size >= 1024 && size <= 65536 && (size & (size - 1)) == 0;
}

constexpr auto ring_size_rows =
    xml::rows<DirtyRing>({xml::attr<&DirtyRing::size>("size").required()});
constexpr xml::Element<DirtyRing> ring_size_xml{"dirty-ring", ring_size_rows};

void read_ring_size(xml::Node node, DirtyRing& into) {
    if (into.state != xml::OnOff::on) return;
    xml::read(ring_size_xml, node, into);
    if (!is_ring_size(into.size)) {
        fail(Errc::xml_error, "dirty ring must be power of 2 and ranges [1024, 65536]");
    }
}

void write_ring_size(xml::Writer& out, const DirtyRing& from) {
    if (from.state == xml::OnOff::on) out.attribute("size", from.size);
}

constexpr auto ring_rows = xml::rows<DirtyRing>({
    xml::attr<&DirtyRing::state>("state").required(),
    xml::custom_attr<DirtyRing, read_ring_size, write_ring_size>("size").like(
        xml::pattern::natural),
});
constexpr xml::Element<DirtyRing> ring_xml{"dirty-ring", ring_rows};

constexpr auto kvm_rows = xml::rows<KvmFeatures>({
    xml::spread<KvmFeatures>(),
    xml::child<&KvmFeatures::hidden, required_switch_xml>("hidden"),
    xml::child<&KvmFeatures::hint_dedicated, required_switch_xml>("hint-dedicated"),
    xml::child<&KvmFeatures::poll_control, required_switch_xml>("poll-control"),
    xml::child<&KvmFeatures::pv_ipi, required_switch_xml>("pv-ipi"),
    xml::child<&KvmFeatures::dirty_ring, ring_xml>(),
});
constexpr xml::Element<KvmFeatures> kvm_xml{"kvm", kvm_rows,
                                            translatable("unsupported KVM feature: {}")};

// ---- xen

void read_xen_mode(xml::Node node, XenPassthroughFeature& into);
void write_xen_mode(xml::Writer& out, const XenPassthroughFeature& from) {
    if (from.mode) out.attribute("mode", xml::to_word(*from.mode));
}

constexpr auto xen_mode_rows =
    xml::rows<XenPassthroughFeature>({xml::attr<&XenPassthroughFeature::mode>("mode")});
constexpr xml::Element<XenPassthroughFeature> xen_mode_xml{"passthrough", xen_mode_rows};

void read_xen_mode(xml::Node node, XenPassthroughFeature& into) {
    if (into.state == xml::OnOff::on) xml::read(xen_mode_xml, node, into);
}

constexpr auto passthrough_rows = xml::rows<XenPassthroughFeature>({
    xml::attr<&XenPassthroughFeature::state>("state").required(),
    xml::custom_attr<XenPassthroughFeature, read_xen_mode, write_xen_mode>("mode")
        .one_of<XenPassthrough>(),
});
constexpr xml::Element<XenPassthroughFeature> passthrough_xml{"passthrough", passthrough_rows};

constexpr auto xen_rows = xml::rows<XenFeatures>({
    xml::spread<XenFeatures>(),
    xml::child<&XenFeatures::e820_host, required_switch_xml>("e820_host"),
    xml::child<&XenFeatures::passthrough, passthrough_xml>(),
});
constexpr xml::Element<XenFeatures> xen_xml{"xen", xen_rows,
                                            translatable("unsupported Xen feature: {}")};

// ---- the rest

constexpr auto gic_rows = xml::rows<Gic>({xml::attr<&Gic::version>("version")});
constexpr xml::Element<Gic> gic_xml{"gic", gic_rows};

void read_tseg(xml::Node node, Smm& into) {
    constexpr std::uint64_t mib = std::uint64_t{1024} * 1024;
    if (into.state != xml::OnOff::on) return;
    into.tseg_bytes = xml::read_size(node, "tseg", mib, "string(./features/smm/tseg)");
}

void write_tseg(xml::Writer& out, const Smm& from) {
    if (!from.tseg_bytes) return;
    const xml::PrettySize size = xml::pretty_size(*from.tseg_bytes);
    out.open("tseg");
    out.attribute("unit", size.unit);
    out.number(size.value);
    out.close();
}

constexpr auto smm_rows = xml::rows<Smm>({
    xml::attr<&Smm::state>("state"),
    xml::custom<Smm, read_tseg, write_tseg>("tseg").of(shape::size).once(),
});
constexpr xml::Element<Smm> smm_xml{"smm", smm_rows};

void read_max_page(xml::Node node, Hpt& into) {
    const xml::Node child = node.child("maxpagesize");
    if (!child) return;
    const auto value = xml::parse_unsigned(child.text());
    if (!value) fail(Errc::config_unsupported, "Unable to parse HPT maxpagesize setting");
    try {
        into.max_page_kib = xml::read_kib(node, "maxpagesize").value_or(0);
    } catch (const Error&) {
        fail(Errc::config_unsupported, "Unable to parse HPT maxpagesize setting");
    }
}

void write_max_page(xml::Writer& out, const Hpt& from) {
    if (from.max_page_kib != 0) xml::write_kib(out, "maxpagesize", from.max_page_kib);
}

constexpr auto hpt_rows = xml::rows<Hpt>({
    xml::attr<&Hpt::resizing>("resizing"),
    xml::custom<Hpt, read_max_page, write_max_page>("maxpagesize").of(shape::size).once(),
});
constexpr xml::Element<Hpt> hpt_xml{"hpt", hpt_rows};

constexpr auto msrs_rows = xml::rows<Features>({
    xml::attr<&Features::unknown_msrs>("unknown").required(),
});
constexpr xml::Element<Features> msrs_xml{"msrs", msrs_rows};

constexpr auto tcg_shape_rows = xml::rows<Shape>({shape::child("tb-cache", shape::size)});
constexpr xml::Element<Shape> tcg_shape{"tcg", tcg_shape_rows};

void read_tcg(xml::Node node, Features& into) {
    node.each("tcg", [&](xml::Node child) {
        if (const auto size = xml::read_kib(child, "tb-cache")) into.tb_cache_kib = *size;
    });
}

void write_tcg(xml::Writer& out, const Features& from) {
    if (from.tb_cache_kib == 0) return;
    out.open("tcg");
    xml::write_kib(out, "tb-cache", from.tb_cache_kib);
    out.close();
}

constexpr auto features_rows = xml::rows<Features>({
    xml::flag<&Features::acpi>("acpi"),
    xml::child<&Features::apic, apic_xml>(),
    xml::flag<&Features::pae>("pae"),
    xml::child<&Features::hap, switch_xml>("hap"),
    xml::flag<&Features::viridian>("viridian"),
    xml::flag<&Features::privnet>("privnet"),
    xml::child<&Features::hyperv, hyperv_xml>(),
    xml::child<&Features::kvm, kvm_xml>(),
    xml::child<&Features::pvspinlock, switch_xml>("pvspinlock"),
    xml::custom<Features, read_capabilities, write_capabilities>("capabilities")
        .of(capabilities_shape)
        .once(),
    xml::child<&Features::pmu, switch_xml>("pmu"),
    xml::child<&Features::vmport, switch_xml>("vmport"),
    xml::child<&Features::gic, gic_xml>(),
    xml::child<&Features::smm, smm_xml>(),
    xml::attr<&Features::ioapic>("driver").expected().inside("ioapic"),
    xml::child<&Features::hpt, hpt_xml>(),
    xml::child<&Features::vmcoreinfo, switch_xml>("vmcoreinfo"),
    xml::child<&Features::htm, required_switch_xml>("htm"),
    xml::child<&Features::nested_hv, required_switch_xml>("nested-hv"),
    xml::nested<Features, msrs_xml>(),
    xml::child<&Features::ccf_assist, required_switch_xml>("ccf-assist"),
    xml::child<&Features::xen, xen_xml>(),
    xml::attr<&Features::cfpc>("value").expected().inside("cfpc"),
    xml::attr<&Features::sbbc>("value").expected().inside("sbbc"),
    xml::attr<&Features::ibs>("value").expected().inside("ibs"),
    xml::custom<Features, read_tcg, write_tcg>("tcg").of(tcg_shape).once(),
});

}  // namespace

constinit const xml::Element<Features> features_xml{"features", features_rows,
                                                    translatable("unexpected feature '{}'")};

}  // namespace virtd::conf
