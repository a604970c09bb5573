// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/capabilities.hpp"

namespace virtd::conf {

namespace {

constexpr std::size_t max_cpus = 16384;

constexpr auto pae_rows = xml::rows<PaeFeatures>({
    xml::flag<&PaeFeatures::pae>("pae"),
    xml::flag<&PaeFeatures::nonpae>("nonpae"),
});
constexpr xml::Element<PaeFeatures> pae_xml{"features", pae_rows};

constexpr auto page_size_rows = xml::rows<PageSize>({
    xml::attr<&PageSize::unit>("unit"),
    xml::attr<&PageSize::size>("size").required(),
});
constexpr xml::Element<PageSize> page_size_xml{"pages", page_size_rows};

constexpr auto cpu_rows = xml::rows<HostCpu>({
    xml::text_child<&HostCpu::arch>("arch").required(),
    xml::child<&HostCpu::features, pae_xml>(),
    xml::list<&HostCpu::pages, page_size_xml>(),
});
constexpr xml::Element<HostCpu> cpu_xml{"cpu", cpu_rows};

constexpr auto power_rows = xml::rows<HostPowerManagement>({
    xml::flag<&HostPowerManagement::suspend_mem>("suspend_mem"),
    xml::flag<&HostPowerManagement::suspend_disk>("suspend_disk"),
    xml::flag<&HostPowerManagement::suspend_hybrid>("suspend_hybrid"),
});
constexpr xml::Element<HostPowerManagement> power_xml{"power_management", power_rows};

constexpr auto iommu_rows = xml::rows<HostCapabilities>({
    xml::attr<&HostCapabilities::iommu>("support"),
});
constexpr xml::Element<HostCapabilities> iommu_xml{"iommu", iommu_rows};

constexpr auto memory_rows = xml::rows<CellMemory>({
    xml::attr<&CellMemory::unit>("unit"),
    xml::text<&CellMemory::size>(),
});
constexpr xml::Element<CellMemory> memory_xml{"memory", memory_rows};

constexpr auto pages_rows = xml::rows<CellPages>({
    xml::attr<&CellPages::unit>("unit"),
    xml::attr<&CellPages::size>("size").required(),
    xml::text<&CellPages::count>(),
});
constexpr xml::Element<CellPages> pages_xml{"pages", pages_rows};

constexpr auto distance_rows = xml::rows<CellDistance>({
    xml::attr<&CellDistance::id>("id").required(),
    xml::attr<&CellDistance::value>("value").required(),
});
constexpr xml::Element<CellDistance> distance_xml{"sibling", distance_rows};

void read_siblings(xml::Node node, CellCpu& cpu) {
    cpu.siblings =
        parse_bitmap(node.attribute("siblings").value_or(""), max_cpus).value_or(Bitmap{});
}

void write_siblings(xml::Writer& out, const CellCpu& cpu) {
    out.attribute("siblings", to_string(cpu.siblings));
}

constexpr auto cell_cpu_rows = xml::rows<CellCpu>({
    xml::attr<&CellCpu::id>("id").required(),
    xml::attr<&CellCpu::socket_id>("socket_id"),
    xml::attr<&CellCpu::die_id>("die_id"),
    xml::attr<&CellCpu::core_id>("core_id"),
    xml::custom_attr<CellCpu, read_siblings, write_siblings>("siblings"),
});
constexpr xml::Element<CellCpu> cell_cpu_xml{"cpu", cell_cpu_rows};

// The numbers of cells and processors are told for those who only count.
void read_no_count(xml::Node, HostCell&) {}
void write_cpu_count(xml::Writer& out, const HostCell& cell) {
    out.attribute("num", static_cast<long long>(cell.cpus.size()));
}

constexpr auto cpus_rows = xml::rows<HostCell>({
    xml::custom_attr<HostCell, read_no_count, write_cpu_count>("num"),
    xml::spread<HostCell>(),
    xml::list<&HostCell::cpus, cell_cpu_xml>(),
});
constexpr xml::Element<HostCell> cpus_xml{"cpus", cpus_rows};

constexpr auto cell_rows = xml::rows<HostCell>({
    xml::attr<&HostCell::id>("id").required(),
    xml::child<&HostCell::memory, memory_xml>(),
    xml::list<&HostCell::pages, pages_xml>(),
    xml::list<&HostCell::distances, distance_xml>().inside("distances"),
    xml::nested<HostCell, cpus_xml>(),
});
constexpr xml::Element<HostCell> cell_xml{"cell", cell_rows};

void read_no_count(xml::Node, HostCapabilities&) {}
void write_cell_count(xml::Writer& out, const HostCapabilities& host) {
    out.attribute("num", static_cast<long long>(host.cells.size()));
}

constexpr auto cells_rows = xml::rows<HostCapabilities>({
    xml::custom_attr<HostCapabilities, read_no_count, write_cell_count>("num"),
    xml::spread<HostCapabilities>(),
    xml::list<&HostCapabilities::cells, cell_xml>(),
});
constexpr xml::Element<HostCapabilities> cells_xml{"cells", cells_rows};

constexpr auto topology_rows = xml::rows<HostCapabilities>({
    xml::nested<HostCapabilities, cells_xml>(),
});
constexpr xml::Element<HostCapabilities> topology_xml{"topology", topology_rows};

// Clients look for both parts, so the text is there even when it is empty.
void read_doi(xml::Node node, SecurityModel& model) {
    model.doi = node.child("doi").text();
}
void write_doi(xml::Writer& out, const SecurityModel& model) {
    out.text_element("doi", model.doi);
}

constexpr auto security_rows = xml::rows<SecurityModel>({
    xml::text_child<&SecurityModel::model>("model"),
    xml::custom<SecurityModel, read_doi, write_doi>("doi"),
});
constexpr xml::Element<SecurityModel> security_xml{"secmodel", security_rows};

void read_domain_types(xml::Node node, GuestArch& arch) {
    node.each("domain", [&](xml::Node domain) {
        arch.domain_types.emplace_back(domain.attribute("type").value_or(""));
    });
}

void write_domain_types(xml::Writer& out, const GuestArch& arch) {
    for (const std::string& type : arch.domain_types) {
        out.open("domain");
        out.attribute("type", type);
        out.close();
    }
}

constexpr auto arch_rows = xml::rows<GuestArch>({
    xml::attr<&GuestArch::name>("name").required(),
    xml::text_child<&GuestArch::word_bits>("wordsize"),
    xml::text_child<&GuestArch::emulator>("emulator"),
    xml::custom<GuestArch, read_domain_types, write_domain_types>("domain"),
});
constexpr xml::Element<GuestArch> arch_xml{"arch", arch_rows};

constexpr auto guest_rows = xml::rows<GuestCapabilities>({
    xml::text_child<&GuestCapabilities::os_type>("os_type").required(),
    xml::child<&GuestCapabilities::arch, arch_xml>().required(),
    xml::child<&GuestCapabilities::features, pae_xml>(),
});
constexpr xml::Element<GuestCapabilities> guest_xml{"guest", guest_rows};

constexpr auto host_rows = xml::rows<HostCapabilities>({
    xml::text_child<&HostCapabilities::uuid>("uuid"),
    xml::child<&HostCapabilities::cpu, cpu_xml>().required(),
    xml::custom<HostCapabilities,
                [](xml::Node node, HostCapabilities& host) {
                    if (const xml::Node child = node.child(power_xml.name))
                        xml::read(power_xml, child, host.power_management);
                },
                [](xml::Writer& out, const HostCapabilities& host) {
                    xml::write(power_xml, out, host.power_management);
                }>("power_management")
        .of(power_xml),
    xml::nested<HostCapabilities, iommu_xml>(),
    xml::nested<HostCapabilities, topology_xml>(),
    xml::list<&HostCapabilities::security_models, security_xml>(),
});
constexpr xml::Element<HostCapabilities> host_xml{"host", host_rows};

// Each part of the document stands between empty lines.
void read_parts(xml::Node node, Capabilities& all) {
    const xml::Node host = node.child("host");
    if (!host) xml::fail_missing_element("host");
    xml::read(host_xml, host, all.host);
    node.each("guest",
              [&](xml::Node guest) { xml::read(guest_xml, guest, all.guests.emplace_back()); });
}

void write_parts(xml::Writer& out, const Capabilities& all) {
    out.blank_line();
    xml::write(host_xml, out, all.host);
    out.blank_line();
    for (const GuestCapabilities& guest : all.guests) {
        xml::write(guest_xml, out, guest);
        out.blank_line();
    }
}

constexpr auto capabilities_rows = xml::rows<Capabilities>({
    xml::custom<Capabilities, read_parts, write_parts>(""),
});
constexpr xml::Element<Capabilities> capabilities_xml{"capabilities", capabilities_rows};

}  // namespace

Capabilities parse_capabilities(std::string_view xml) {
    return xml::parse<Capabilities>(xml, capabilities_xml,
                                    {.origin = Origin::capabilities, .what = "capabilities"});
}

std::string format(const Capabilities& capabilities) {
    return xml::format(capabilities, capabilities_xml);
}

}  // namespace virtd::conf
