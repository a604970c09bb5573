// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/domain_capabilities.hpp"

#include "conf/value_list.hpp"

namespace virtd::conf {

namespace {

constexpr auto enum_rows = xml::rows<CapabilityEnum>({
    xml::attr<&CapabilityEnum::name>("name").required(),
    values<CapabilityEnum, &CapabilityEnum::values>(),
});
constexpr xml::Element<CapabilityEnum> enum_xml{"enum", enum_rows};

constexpr auto capability_rows = xml::rows<Capability>({
    xml::attr<&Capability::supported>("supported").required(),
    xml::list<&Capability::choices, enum_xml>(),
});
constexpr xml::Element<Capability> capability_xml{"capability", capability_rows};

constexpr auto loader_rows = xml::rows<LoaderCapability>({
    xml::attr<&LoaderCapability::supported>("supported").required(),
    values<LoaderCapability, &LoaderCapability::paths>(),
    xml::list<&LoaderCapability::choices, enum_xml>(),
});
constexpr xml::Element<LoaderCapability> loader_xml{"loader", loader_rows};

constexpr auto os_rows = xml::rows<OsCapability>({
    xml::attr<&OsCapability::supported>("supported").required(),
    xml::list<&OsCapability::choices, enum_xml>(),
    xml::child<&OsCapability::loader, loader_xml>(),
});
constexpr xml::Element<OsCapability> os_xml{"os", os_rows};

constexpr auto model_rows = xml::rows<ModelCapability>({
    xml::attr<&ModelCapability::fallback>("fallback"),
    xml::attr<&ModelCapability::usable>("usable"),
    xml::attr<&ModelCapability::deprecated>("deprecated"),
    xml::attr<&ModelCapability::vendor>("vendor"),
    xml::text<&ModelCapability::name>(),
});
constexpr xml::Element<ModelCapability> model_xml{"model", model_rows};

constexpr auto mode_rows = xml::rows<CpuModeCapability>({
    xml::attr<&CpuModeCapability::mode>("name").required(),
    xml::attr<&CpuModeCapability::supported>("supported").required(),
    xml::list<&CpuModeCapability::choices, enum_xml>(),
    xml::list<&CpuModeCapability::models, model_xml>(),
    xml::text_child<&CpuModeCapability::vendor>("vendor"),
    xml::list<&CpuModeCapability::features, guest_feature_xml>(),
});
constexpr xml::Element<CpuModeCapability> mode_xml{"mode", mode_rows};

constexpr auto cpu_rows = xml::rows<CpuCapability>({
    xml::list<&CpuCapability::modes, mode_xml>(),
});
constexpr xml::Element<CpuCapability> cpu_xml{"cpu", cpu_rows};

using D = DeviceCapabilities;
constexpr auto device_rows = xml::rows<D>({
    xml::child<&D::disk, capability_xml>("disk"),
    xml::child<&D::graphics, capability_xml>("graphics"),
    xml::child<&D::video, capability_xml>("video"),
    xml::child<&D::hostdev, capability_xml>("hostdev"),
    xml::child<&D::rng, capability_xml>("rng"),
    xml::child<&D::filesystem, capability_xml>("filesystem"),
    xml::child<&D::tpm, capability_xml>("tpm"),
    xml::child<&D::redirdev, capability_xml>("redirdev"),
    xml::child<&D::channel, capability_xml>("channel"),
    xml::child<&D::crypto, capability_xml>("crypto"),
    xml::child<&D::interface, capability_xml>("interface"),
    xml::child<&D::panic, capability_xml>("panic"),
    xml::child<&D::console, capability_xml>("console"),
});
constexpr xml::Element<D> devices_xml{"devices", device_rows};

constexpr auto sev_rows = xml::rows<SevCapability>({
    xml::attr<&SevCapability::supported>("supported").required(),
    xml::text_child<&SevCapability::cbitpos>("cbitpos"),
    xml::text_child<&SevCapability::reduced_phys_bits>("reducedPhysBits"),
    xml::text_child<&SevCapability::max_guests>("maxGuests"),
    xml::text_child<&SevCapability::max_es_guests>("maxESGuests"),
});
constexpr xml::Element<SevCapability> sev_xml{"sev", sev_rows};

constexpr auto sgx_size_rows = xml::rows<SgxSize>({
    xml::attr<&SgxSize::unit>("unit"),
    xml::text<&SgxSize::size>(),
});
constexpr xml::Element<SgxSize> sgx_size_xml{"section_size", sgx_size_rows};

constexpr auto sgx_section_rows = xml::rows<SgxSection>({
    xml::attr<&SgxSection::node>("node").required(),
    xml::attr<&SgxSection::size>("size").required(),
    xml::attr<&SgxSection::unit>("unit"),
});
constexpr xml::Element<SgxSection> sgx_section_xml{"section", sgx_section_rows};

constexpr auto sgx_rows = xml::rows<SgxCapability>({
    xml::attr<&SgxCapability::supported>("supported").required(),
    xml::text_child<&SgxCapability::flc>("flc"),
    xml::text_child<&SgxCapability::sgx1>("sgx1"),
    xml::text_child<&SgxCapability::sgx2>("sgx2"),
    xml::child<&SgxCapability::section_size, sgx_size_xml>(),
    xml::list<&SgxCapability::sections, sgx_section_xml>().inside("sections"),
});
constexpr xml::Element<SgxCapability> sgx_xml{"sgx", sgx_rows};

using F = FeatureCapabilities;
constexpr auto feature_rows = xml::rows<F>({
    xml::child<&F::gic, capability_xml>("gic"),
    xml::child<&F::vmcoreinfo, capability_xml>("vmcoreinfo"),
    xml::child<&F::genid, capability_xml>("genid"),
    xml::child<&F::backing_store_input, capability_xml>("backingStoreInput"),
    xml::child<&F::backup, capability_xml>("backup"),
    xml::child<&F::async_teardown, capability_xml>("async-teardown"),
    xml::child<&F::s390_pv, capability_xml>("s390-pv"),
    xml::child<&F::ps2, capability_xml>("ps2"),
    xml::child<&F::tdx, capability_xml>("tdx"),
    xml::child<&F::sev, sev_xml>(),
    xml::child<&F::sgx, sgx_xml>(),
    xml::child<&F::hyperv, capability_xml>("hyperv"),
    xml::child<&F::launch_security, capability_xml>("launchSecurity"),
});
constexpr xml::Element<F> features_xml{"features", feature_rows};

constexpr auto vcpu_rows = xml::rows<DomainCapabilities>({
    xml::attr<&DomainCapabilities::max_vcpus>("max"),
});
constexpr xml::Element<DomainCapabilities> vcpu_xml{"vcpu", vcpu_rows};

constexpr auto all_rows = xml::rows<DomainCapabilities>({
    xml::text_child<&DomainCapabilities::path>("path").required(),
    xml::text_child<&DomainCapabilities::domain_type>("domain").required(),
    xml::text_child<&DomainCapabilities::machine>("machine"),
    xml::text_child<&DomainCapabilities::arch>("arch").required(),
    xml::nested<DomainCapabilities, vcpu_xml>(),
    xml::child<&DomainCapabilities::iothreads, capability_xml>("iothreads"),
    xml::child<&DomainCapabilities::os, os_xml>(),
    xml::child<&DomainCapabilities::cpu, cpu_xml>(),
    xml::child<&DomainCapabilities::memory_backing, capability_xml>("memoryBacking"),
    xml::child<&DomainCapabilities::devices, devices_xml>(),
    xml::child<&DomainCapabilities::features, features_xml>(),
});

}  // namespace

constinit const xml::Element<DomainCapabilities> domain_capabilities_xml{"domainCapabilities",
                                                                         all_rows};

DomainCapabilities parse_domain_capabilities(std::string_view text) {
    return xml::parse<DomainCapabilities>(
        text, domain_capabilities_xml,
        {.origin = Origin::capabilities, .what = "domain_capabilities"});
}

std::string format(const DomainCapabilities& capabilities) {
    return xml::format(capabilities, domain_capabilities_xml);
}

}  // namespace virtd::conf
