// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/cpu.hpp"

#include <limits>
#include <set>

#include "conf/domain/arch.hpp"
#include "conf/domain/numa.hpp"
#include "conf/shapes.hpp"
#include "xml/check.hpp"
#include "xml/shape.hpp"

namespace virtd::conf {

// clang-format off
constexpr auto xml_names(CpuMatch) {
    using enum CpuMatch;
    return std::to_array<xml::Name<CpuMatch>>(
        {{minimum, "minimum"}, {exact, "exact"}, {strict, "strict"}});
}
constexpr auto xml_names(CpuCheck) {
    using enum CpuCheck;
    return std::to_array<xml::Name<CpuCheck>>(
        {{none, "none"}, {partial, "partial"}, {full, "full"}});
}
constexpr auto xml_names(CpuCacheMode) {
    using enum CpuCacheMode;
    return std::to_array<xml::Name<CpuCacheMode>>(
        {{emulate, "emulate"}, {passthrough, "passthrough"}, {disable, "disable"}});
}
constexpr auto xml_names(CpuAddressMode) {
    using enum CpuAddressMode;
    return std::to_array<xml::Name<CpuAddressMode>>(
        {{emulate, "emulate"}, {passthrough, "passthrough"}});
}
// clang-format on

namespace {

constexpr Fail fail{Origin::cpu};

constexpr xml::Pattern architecture{is_known_arch, "architecture"};

void check_vendor_id(xml::Node, CpuModel& model) {
    if (!model.vendor_id) return;
    if (model.vendor_id->size() != 12)
        fail(Errc::xml_error, "vendor_id must be exactly 12 characters long");
    if (model.vendor_id->find(',') != std::string::npos)
        fail(Errc::xml_error, "vendor id is invalid");
}

constexpr auto guest_model_rows = xml::rows<CpuModel>({
    xml::attr<&CpuModel::fallback>("fallback")
        .or_fail(Errc::config_unsupported, "Invalid fallback attribute")
        .from(Origin::cpu),
    xml::attr<&CpuModel::vendor_id>("vendor_id").like(xml::pattern::some_text),
    xml::text<&CpuModel::name>(),
    xml::check<CpuModel, check_vendor_id>(),
});
constexpr xml::Element<CpuModel> guest_model_xml{"model", guest_model_rows};

// What a guest says about the model means nothing for a host.
constexpr auto host_model_rows = xml::rows<CpuModel>({
    xml::text<&CpuModel::name>(),
    xml::mention<CpuModel>("fallback", xml::Part::attribute),
    xml::mention<CpuModel>("vendor_id", xml::Part::attribute),
});
constexpr xml::Element<CpuModel> host_model_xml{"model", host_model_rows};

constexpr auto topology_rows = xml::rows<CpuTopology>({
    xml::attr<&CpuTopology::sockets>("sockets").required().nonzero(),
    xml::attr<&CpuTopology::dies>("dies").nonzero(),
    xml::attr<&CpuTopology::cores>("cores").required().nonzero(),
    xml::attr<&CpuTopology::threads>("threads").required().nonzero(),
});
constexpr xml::Element<CpuTopology> topology_xml{"topology", topology_rows};

void check_level(xml::Node, CpuCache& cache) {
    if (cache.level && (*cache.level < 1 || *cache.level > 3))
        fail(Errc::xml_error, "invalid CPU cache level, must be in range [1,3]");
}

constexpr auto cache_rows = xml::rows<CpuCache>({
    xml::attr<&CpuCache::level, xml::non_negative>("level"),
    xml::attr<&CpuCache::mode>("mode").required(),
    xml::check<CpuCache, check_level>(),
});
constexpr xml::Element<CpuCache> cache_xml{"cache", cache_rows};

constexpr auto address_rows = xml::rows<CpuAddressBits>({
    xml::attr<&CpuAddressBits::mode>("mode").required(),
    xml::attr<&CpuAddressBits::bits, xml::non_negative>("bits"),
    xml::mention<CpuAddressBits>("limit", xml::Part::attribute),
});
constexpr xml::Element<CpuAddressBits> address_xml{"maxphysaddr", address_rows};

void check_feature_name(xml::Node, CpuFeature& feature) {
    if (feature.name.empty()) fail(Errc::xml_error, "Invalid CPU feature name");
}

constexpr auto guest_feature_rows = xml::rows<CpuFeature>({
    xml::attr<&CpuFeature::policy>("policy")
        .expected()
        .or_fail(Errc::config_unsupported, "Invalid CPU feature policy")
        .from(Origin::cpu),
    xml::attr<&CpuFeature::name>("name").expected().like(xml::pattern::name),
    xml::check<CpuFeature, check_feature_name>(),
});

constexpr auto host_feature_rows = xml::rows<CpuFeature>({
    xml::attr<&CpuFeature::name>("name").expected().like(xml::pattern::name),
    xml::mention<CpuFeature>("policy", xml::Part::attribute),
    xml::check<CpuFeature, check_feature_name>(),
});
constexpr xml::Element<CpuFeature> host_feature_xml{"feature", host_feature_rows};

constexpr auto microcode_rows = xml::rows<Cpu>({
    xml::attr<&Cpu::microcode>("version")
        .expected()
        .or_fail(Errc::config_unsupported, "invalid microcode version")
        .from(Origin::cpu),
});
constexpr xml::Element<Cpu> microcode_xml{"microcode", microcode_rows};

constexpr auto signature_rows = xml::rows<CpuSignature>({
    xml::attr<&CpuSignature::family>("family").required().nonzero(),
    xml::attr<&CpuSignature::model>("model").required(),
    xml::attr<&CpuSignature::stepping>("stepping").required(),
});
constexpr xml::Element<CpuSignature> signature_xml{"signature", signature_rows};

constexpr auto counter_rows = xml::rows<CpuCounter>({
    xml::attr<&CpuCounter::name>("name").required(),
    xml::attr<&CpuCounter::frequency>("frequency").required(),
    xml::attr<&CpuCounter::scaling>("scaling").expected(),
});
constexpr xml::Element<CpuCounter> counter_xml{"counter", counter_rows};

void check_features(const Cpu& cpu) {
    std::set<std::string_view> names;
    for (const CpuFeature& feature : cpu.features) {
        if (!names.insert(feature.name).second)
            fail(Errc::xml_error, "CPU feature '{}' specified more than once", feature.name);
    }
}

void settle_model(xml::Node, Cpu& cpu) {
    if (cpu.model && cpu.model->name.empty()) {
        cpu.model->fallback.reset();
        if (!cpu.model->vendor_id) cpu.model.reset();
    }
    if (cpu.vendor && !cpu.has_model())
        fail(Errc::xml_error, "CPU vendor specified without CPU model");
}

bool takes_what_the_host_has(CpuMode mode) {
    return mode == CpuMode::host_passthrough || mode == CpuMode::maximum;
}

bool is_custom(const Cpu& cpu) {
    return cpu.mode.value_or(CpuMode::custom) == CpuMode::custom;
}

void need_model(xml::Node node, Cpu& cpu) {
    if (is_custom(cpu) && !cpu.has_model() && node.child("feature"))
        fail(Errc::xml_error, "Non-empty feature list specified without CPU model");
}

// A custom guest processor without a model leaves model and mode to the hypervisor.
void settle_custom(Cpu& cpu) {
    if (!cpu.has_model()) {
        cpu.mode.reset();
        cpu.match.reset();
        return;
    }
    cpu.mode = CpuMode::custom;
    if (!cpu.match) cpu.match = CpuMatch::exact;
}

void check_migratable(xml::Node, Cpu& cpu) {
    if (cpu.migratable && !takes_what_the_host_has(cpu.mode.value_or(CpuMode::custom))) {
        fail(Errc::config_unsupported,
             "Attribute migratable is only allowed for 'host-passthrough' / 'maximum' CPU mode");
    }
}

void settle_guest(xml::Node, Cpu& cpu) {
    const CpuMode mode = cpu.mode.value_or(CpuMode::custom);
    check_features(cpu);
    for (CpuFeature& feature : cpu.features) {
        if (!feature.policy) feature.policy = CpuPolicy::require;
    }
    if (is_custom(cpu)) {
        settle_custom(cpu);
    } else {
        cpu.match.reset();
    }
    if (takes_what_the_host_has(mode)) {
        cpu.model.reset();
        cpu.vendor.reset();
    }
    if (cpu.has_model() && !cpu.model->fallback) cpu.model->fallback = CpuFallback::allow;
}

// The first of all checks: a guest's element in a host's place is a common mistake.
void refuse_mode(xml::Node node, Cpu&) {
    if (node.attribute("mode"))
        fail(Errc::config_unsupported, "Attribute mode is only allowed for guest CPU");
}

void settle_host(xml::Node, Cpu& cpu) {
    if (cpu.arch.empty()) fail(Errc::xml_error, "Missing CPU architecture");
    if (!is_known_arch(cpu.arch))
        fail(Errc::config_unsupported, "Unknown architecture {}", cpu.arch);
    if (!cpu.has_model()) fail(Errc::xml_error, "Missing CPU model name");
}

void settle_host_features(xml::Node, Cpu& cpu) {
    check_features(cpu);
}

constexpr auto guest_rows = xml::rows<Cpu>({
    xml::attr<&Cpu::mode>("mode")
        .or_fail(Errc::config_unsupported, "Invalid mode attribute '{0}'")
        .from(Origin::cpu),
    xml::attr<&Cpu::match>("match").turn(1),
    xml::attr<&Cpu::check>("check").turn(1),
    xml::attr<&Cpu::migratable>("migratable"),
    xml::check<Cpu, check_migratable>(),
    xml::child<&Cpu::model, guest_model_xml>().turn(1),
    xml::text_child<&Cpu::vendor>("vendor").turn(1),
    xml::check<Cpu, settle_model>().turn(1),
    xml::child<&Cpu::topology, topology_xml>().turn(1),
    xml::child<&Cpu::cache, cache_xml>().turn(3),
    xml::child<&Cpu::address_bits, address_xml>().turn(3),
    xml::check<Cpu, need_model>().turn(2),
    xml::list<&Cpu::features, guest_feature_xml>().turn(2),
    xml::check<Cpu, settle_guest>().turn(2),
});

constexpr auto old_features_rows = xml::rows<Shape>(
    {shape::flag("vmx"), shape::flag("svm"), shape::flag("pae"), shape::flag("nonpae")});
constexpr xml::Element<Shape> old_features_shape{"features", old_features_rows};
constexpr auto pages_rows = xml::rows<Shape>({
    shape::attribute("unit").like(xml::pattern::unit),
    shape::attribute("size").like(xml::pattern::natural).expected(),
});
constexpr xml::Element<Shape> pages_shape{"pages", pages_rows};

constexpr auto host_rows = xml::rows<Cpu>({
    xml::check<Cpu, refuse_mode>(),
    xml::attr<&Cpu::migratable>("migratable"),
    xml::check<Cpu, check_migratable>(),
    xml::text_child<&Cpu::arch>("arch").like(architecture),
    xml::child<&Cpu::model, host_model_xml>(),
    xml::text_child<&Cpu::vendor>("vendor"),
    xml::nested<Cpu, microcode_xml>(),
    xml::child<&Cpu::signature, signature_xml>(),
    xml::child<&Cpu::counter, counter_xml>(),
    xml::check<Cpu, settle_host>(),
    xml::child<&Cpu::topology, topology_xml>(),
    xml::child<&Cpu::cache, cache_xml>().turn(1),
    xml::child<&Cpu::address_bits, address_xml>().turn(1),
    xml::list<&Cpu::features, host_feature_xml>(),
    // what only guests or capabilities have, and comparisons do not look at
    xml::mention<Cpu>("numa", xml::Part::element).of(numa_xml).once(),
    xml::mention<Cpu>("features", xml::Part::element).of(old_features_shape).once(),
    xml::mention<Cpu>("pages", xml::Part::elements).of(pages_shape),
    xml::check<Cpu, settle_host_features>(),
    // of guests, of which nobody asks a host
    xml::mention<Cpu>("match", xml::Part::attribute),
    xml::mention<Cpu>("check", xml::Part::attribute),
});

xml::Node root_of(const xml::Document& document) {
    const xml::Node root = document.root();
    if (root.name() != "cpu") fail(Errc::xml_error, "XML does not contain expected 'cpu' element");
    return root;
}

}  // namespace

constinit const xml::Element<CpuFeature> guest_feature_xml{"feature", guest_feature_rows};
constinit const xml::Element<Cpu> guest_cpu_xml{"cpu", guest_rows};
constinit const xml::Element<Cpu> host_cpu_xml{"cpu", host_rows};

void validate_topology(const Cpu& cpu) {
    constexpr Fail fail_domain{Origin::domain};
    constexpr std::uint64_t most = std::numeric_limits<std::uint32_t>::max();
    if (!cpu.topology) return;
    const CpuTopology& topology = *cpu.topology;
    std::uint64_t count = 1;
    for (const unsigned factor :
         {topology.sockets, topology.dies, topology.cores, topology.threads}) {
        count *= factor;  // no overflow: the count before was small enough
        if (count > most) {
            fail_domain(Errc::config_unsupported, "cpu topology results in more than {} cpus",
                        most);
        }
    }
}

namespace {

// A guest's processor by itself, of which only the guest reads the cells.
constexpr auto guest_names = xml::rows<Cpu>({
    xml::mention<Cpu>("", xml::Part::same).naming(guest_cpu_xml),
    xml::mention<Cpu>("numa", xml::Part::element).of(numa_xml).once(),
});
constexpr xml::Element<Cpu> guest_names_xml{"cpu", guest_names};

}  // namespace

Cpu parse_host_cpu(std::string_view xml) {
    const xml::Document document(xml, {.origin = Origin::cpu, .what = "CPU_definition"});
    Cpu cpu;
    xml::read(host_cpu_xml, root_of(document), cpu);
    return cpu;
}

Cpu parse_cpu(std::string_view xml, CheckNames check_names) {
    const xml::Document document(xml, {.origin = Origin::cpu, .what = "CPU_definition"});
    const xml::Node root = root_of(document);
    const bool is_host = static_cast<bool>(root.child("arch"));
    const auto& element = is_host ? host_cpu_xml : guest_cpu_xml;
    if (check_names == CheckNames::yes)
        xml::validate_names(is_host ? host_cpu_xml : guest_names_xml, root, "cpu");
    Cpu cpu;
    xml::read(element, root, cpu);
    return cpu;
}

std::string format_guest_cpu(const Cpu& cpu) {
    return xml::format(cpu, guest_cpu_xml);
}

}  // namespace virtd::conf
