// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/domain.hpp"

#include "conf/domain/foreign.hpp"
#include "conf/metadata.hpp"
#include "conf/shapes.hpp"
#include "xml/check.hpp"

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::domain};

void read_type(xml::Node node, Domain& into) {
    const auto word = node.attribute("type").value_or("");
    if (word.empty()) fail(Errc::internal_error, "missing domain type attribute");
    const auto type = xml::from_word<DomainType>(word);
    if (!type) fail(Errc::config_unsupported, "invalid domain type {}", word);
    into.type = *type;
}

void write_type(xml::Writer& out, const Domain& from) {
    out.attribute("type", xml::to_word(from.type));
}

// An id that is no number counts as none: the guest is not running then.
void read_id(xml::Node node, Domain& into) {
    const auto id = xml::parse_integer(node.attribute("id").value_or(""));
    if (id && *id >= 0 && std::in_range<int>(*id)) into.id = static_cast<int>(*id);
}

void write_id(xml::Writer& out, const Domain& from) {
    if (from.id) out.attribute("id", *from.id);
}

// Without a value a new identity is asked for.
void read_genid(xml::Node node, Domain& into) {
    const xml::Node child = node.child("genid");
    if (!child) return;
    if (child.twin()) fail(Errc::xml_error, "element 'genid' can only appear once");
    const std::string text = child.text();
    into.genid = text.empty() ? random_uuid() : parse_uuid(text);
    if (!into.genid) fail(Errc::internal_error, "malformed genid element");
}

void write_genid(xml::Writer& out, const Domain& from) {
    if (from.genid) out.text_element("genid", to_string(*from.genid));
}

void read_metadata(xml::Node node, Domain& into) {
    if (const xml::Node child = node.child("metadata")) into.metadata = owned_metadata(child);
}

void write_metadata(xml::Writer& out, const Domain& from) {
    if (from.metadata) out.raw(from.metadata->text);
}

void read_threads(xml::Node node, Domain& into) {
    read_cpu_tune(node, into.vcpus, into.iothreads, into.cpu_tune);
}

void write_threads(xml::Writer& out, const Domain& from) {
    write_cpu_tune(out, from.cpu_tune);
}

void read_cpu(xml::Node node, Domain& into) {
    const xml::Node child = node.child("cpu");
    if (!child) return;
    xml::read(guest_cpu_xml, child, into.cpu);
    read_numa(child, into.numa);
}

void check_numa(xml::Node, Domain& domain) {
    check_cpus(domain.numa, domain.vcpus.max);
}

// What the two know together, for checks.
constexpr auto cpu_names = xml::rows<Domain>({
    xml::same<&Domain::cpu, guest_cpu_xml>(),
    xml::mention<Domain>("numa", xml::Part::element).of(numa_xml).once(),
});
constexpr xml::Element<Domain> cpu_names_xml{"cpu", cpu_names};

void write_cpu(xml::Writer& out, const Domain& from) {
    out.open("cpu");
    xml::write_rows(guest_cpu_xml, out, &from.cpu);
    write_numa(out, from.numa);
    out.close_unless_empty();
}

void read_devices(xml::Node node, Domain& into) {
    if (const xml::Node child = node.child("devices")) xml::read(devices_xml, child, into.devices);
}

// Clients count on the end tag, even when there are no devices.
void write_devices(xml::Writer& out, const Domain& from) {
    out.open("devices");
    out.end_start_tag();
    xml::write_rows(devices_xml, out, &from.devices);
    out.close();
}

// Elements that a document may open again to say more; of others the first one counts.
constexpr std::string_view reopened[] = {
    "blkiotune", "memtune", "memoryBacking", "iothreadids", "cputune", "os", "idmap", "features",
    "clock",     "pm",      "perf",          "devices",     "keywrap",
};

// The first of all errors.
void need_name(xml::Node node, Domain&) {
    const xml::Node name = node.child("name");
    if (!name || name.text().empty()) fail(Errc::no_name);
}

void read_os_kind(xml::Node node, Domain& into) {
    read_os_type(node, into.os);
}

void check_title(xml::Node, Domain& domain) {
    if (domain.title.find('\n') != std::string::npos)
        fail(Errc::xml_error, "Domain title can't contain newlines");
}

void settle_seclabels(xml::Node, Domain& domain) {
    complete_seclabels(domain.seclabels);
}

void read_smbios_mode(xml::Node node, Domain& into) {
    if (const xml::Node os = node.child("os")) read_smbios(os, into.os);
}

void read_late_devices(xml::Node node, Domain& into) {
    if (const xml::Node child = node.child("devices"))
        xml::read(late_devices_xml, child, into.devices);
}

bool has_pins(const CpuTune& tune) {
    return !tune.vcpu_pins.empty() || !tune.emulator_pin.empty() || !tune.iothread_pins.empty();
}

void check_numa_tunes(xml::Node node, Domain&) {
    if (node.count("numatune") > 1) fail(Errc::xml_error, "only one numatune is supported");
}

void settle_numa_tune(xml::Node, Domain& domain) {
    complete_vcpus(domain.vcpus);
    complete_numa_tune(domain.numa_tune, domain.vcpus, has_pins(domain.cpu_tune),
                       domain.numa.cells.size());
}

constexpr auto genid_shape_rows = xml::rows<Shape>({shape::text(xml::pattern::uuid_or_none)});
constexpr xml::Element<Shape> genid_shape{"genid", genid_shape_rows};

constexpr const xml::Pattern& hypervisors =
    xml::pattern::words<"qemu", "kqemu", "kvm", "xen", "lxc", "uml", "openvz", "test", "vmware",
                        "hyperv", "vbox", "phyp", "vz", "bhyve", "hvf">;

// The turns are the order in which libvirt looks at the parts of a guest.
constexpr auto domain_rows = xml::rows<Domain>({
    xml::check<Domain, need_name>().turn(-2),
    xml::custom_attr<Domain, read_type, write_type>("type").like(hypervisors).expected().turn(-2),
    xml::custom_attr<Domain, read_id, write_id>("id").like(xml::pattern::natural).live().turn(-2),
    xml::text_child<&Domain::name>("name").expected().like(xml::pattern::some_text).turn(-2),
    xml::text_child<&Domain::uuid>("uuid")
        .or_fail(Errc::internal_error, "malformed uuid element")
        .turn(-2),
    xml::custom<Domain, read_genid, write_genid>("genid").of(genid_shape).once().turn(-2),
    xml::text_child<&Domain::title>("title").like(xml::pattern::some_text),
    xml::check<Domain, check_title>(),
    xml::text_child<&Domain::description>("description"),
    xml::custom<Domain, read_metadata, write_metadata>("metadata").once(),
    xml::same<&Domain::memory, memory_xml>().turn(2),
    xml::child<&Domain::blkio_tune, blkio_tune_xml>().turn(4),
    xml::child<&Domain::mem_tune, mem_tune_xml>().turn(4),
    xml::child<&Domain::memory_backing, memory_backing_xml>().turn(3),
    xml::same<&Domain::vcpus, vcpus_xml>().turn(4),
    xml::same<&Domain::iothreads, iothreads_xml>().turn(4),
    xml::custom<Domain, read_threads, write_threads>("cputune").of(cpu_tune_xml).once().turn(4),
    xml::check<Domain, check_numa_tunes>().turn(6),
    xml::child<&Domain::numa_tune, numa_tune_xml>("numatune").turn(6),
    xml::check<Domain, settle_numa_tune>().turn(6),
    xml::child<&Domain::resource, resource_xml>("resource").turn(7),
    xml::list<&Domain::sysinfos, sysinfo_xml>().turn(17),
    xml::check<Domain, read_smbios_mode>().turn(17),
    xml::check<Domain, read_os_kind>().turn(-1),
    xml::same<&Domain::os, bootloader_xml>().turn(13),
    xml::child<&Domain::os, os_xml>().turn(13),
    xml::child<&Domain::id_map, id_map_xml>().turn(16),
    xml::child<&Domain::features, features_xml>().turn(8),
    xml::custom<Domain, read_cpu, write_cpu>("cpu").of(cpu_names_xml).once().turn(5),
    xml::check<Domain, check_numa>().turn(5),
    xml::child<&Domain::clock, clock_xml>().turn(12),
    xml::same<&Domain::lifecycle, lifecycle_xml>().turn(9),
    xml::child<&Domain::pm, pm_xml>("pm").turn(10),
    xml::child<&Domain::perf, perf_xml>().turn(11),
    xml::list<&Domain::throttle_groups, disk_iotune_xml>("throttlegroup")
        .inside("throttlegroups")
        .turn(13),
    xml::custom<Domain, read_devices, write_devices>("devices").of(devices_xml).once().turn(14),
    xml::list<&Domain::seclabels, seclabel_xml>().turn(1),
    xml::check<Domain, settle_seclabels>().turn(1),
    xml::child<&Domain::key_wrap, key_wrap_xml>().turn(18),
    xml::child<&Domain::launch_security, launch_security_xml>().turn(15),
    xml::check<Domain, read_late_devices>().turn(15),
    // of other hypervisors' drivers; this one forgets them
    xml::mention<Domain>("", xml::Part::same).naming(foreign_shape),
});

}  // namespace

constinit const xml::Element<Domain> domain_xml{"domain", domain_rows};

Domain parse_domain(std::string_view text, const ParseOptions& options) {
    const xml::Document document(
        text,
        {.origin = Origin::domain, .what = "domain_definition", .inactive = options.inactive});
    return parse_domain(document.root("domain"), options);
}

Domain parse_domain(xml::Node node, const ParseOptions& options) {
    if (options.check_names) xml::validate_names(domain_xml, node, "domain");
    for (const std::string_view name : reopened)
        node.merge(name);
    Domain domain;
    xml::read(domain_xml, node, domain);
    fill_defaults(domain, options);
    if (!options.skip_validation) validate(domain);
    return domain;
}

void refuse_multiline_name(const Domain& domain) {
    constexpr Fail fail_name{Origin::xml};
    if (domain.name.find('\n') != std::string::npos)
        fail_name(Errc::xml_detail, "invalid char in name: \n");
}

std::string format(const Domain& domain, const FormatOptions& options) {
    xml::Writer out(options);
    write(out, domain);
    return out.take();
}

void write(xml::Writer& out, const Domain& domain) {
    // a guest that does not run has nothing of what only running ones have
    xml::View view = out.view();
    view.inactive = view.inactive || !domain.id;
    const xml::View around = out.set_view(view);
    xml::write(domain_xml, out, domain);
    out.set_view(around);
}

}  // namespace virtd::conf
