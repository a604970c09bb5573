// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/domain/numa.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "base/repeated.hpp"
#include "conf/domain/vcpu.hpp"
#include "xml/scaled.hpp"
#include "xml/shape.hpp"

namespace virtd::conf {

// clang-format off
constexpr auto xml_names(CacheAssociativity) {
    using enum CacheAssociativity;
    return std::to_array<xml::Name<CacheAssociativity>>({{none, "none"}, {direct, "direct"}, {full, "full"}});
}
constexpr auto xml_names(CachePolicy) {
    using enum CachePolicy;
    return std::to_array<xml::Name<CachePolicy>>({{none, "none"}, {writeback, "writeback"}, {writethrough, "writethrough"}});
}
constexpr auto xml_names(InterconnectAccess) {
    using enum InterconnectAccess;
    return std::to_array<xml::Name<InterconnectAccess>>({{access, "access"}, {read, "read"}, {write, "write"}});
}
// clang-format on

namespace {

constexpr Fail fail{Origin::domain};
constexpr Fail fail_argument{Origin::none};
constexpr unsigned local_distance = 10;  // ACPI, System Locality Information Table
constexpr unsigned unreachable = 255;

// ---- caches

template <class E>
E require_word(xml::Node node, std::string_view attribute, std::size_t cell) {
    const auto word = node.attribute(attribute).value_or("");
    if (word.empty()) {
        fail(Errc::xml_error, "Missing '{}' attribute in cache element for NUMA node {}", attribute,
             cell);
    }
    const auto value = xml::from_word<E>(word);
    if (!value) fail(Errc::xml_error, "Invalid cache {} '{}'", attribute, word);
    return *value;
}

/// The number of <name value='8' unit='KiB'/>. Its unit is never read, as libvirt never does.
std::uint64_t require_number(xml::Node node, std::string_view name) {
    const xml::Node child = node.child(name);
    const std::string path = fmt::format("./{}/@value", name);
    const auto text = child ? child.attribute("value").value_or("") : "";
    if (text.empty()) xml::fail_missing_element(path);
    const auto value = xml::parse_unsigned(text);
    if (!value) xml::fail_size(text, path);
    return *value;
}

constexpr unsigned highest_cache_level = 3;

MemoryCache read_cache(xml::Node node, std::size_t cell) {
    MemoryCache cache;
    const auto level = node.attribute("level").value_or("");
    if (level.empty()) {
        fail(Errc::xml_error, "Missing 'level' attribute in cache element for NUMA node {}", cell);
    }
    const auto number = xml::parse_unsigned(level);
    if (!number || *number == 0 || *number > UINT32_MAX) {
        fail(Errc::xml_error, "Invalid 'level' attribute in cache element for NUMA node {}", cell);
    }
    cache.level = static_cast<unsigned>(*number);
    cache.associativity = require_word<CacheAssociativity>(node, "associativity", cell);
    cache.policy = require_word<CachePolicy>(node, "policy", cell);
    cache.size_kib = require_number(node, "size");
    cache.line_bytes = require_number(node, "line");
    return cache;
}

void write_size(xml::Writer& out, std::string_view name, std::uint64_t value,
                std::string_view unit) {
    out.open(name);
    out.attribute("value", static_cast<long long>(value));
    out.attribute("unit", unit);
    out.close();
}

void write_cache(xml::Writer& out, const MemoryCache& from) {
    out.open("cache");
    out.attribute("level", from.level);
    if (from.associativity != CacheAssociativity::none)
        out.attribute("associativity", xml::to_word(from.associativity));
    if (from.policy != CachePolicy::none) out.attribute("policy", xml::to_word(from.policy));
    write_size(out, "size", from.size_kib, "KiB");
    if (from.line_bytes != 0) write_size(out, "line", from.line_bytes, "B");
    out.close();
}

// ---- distances

struct Sibling {
    unsigned id = 0;
    unsigned value = 0;
    std::size_t cell = 0;
    std::size_t cells = 0;
};

void check_id(xml::Node, Sibling& sibling) {
    if (sibling.id < sibling.cells) return;
    fail(Errc::xml_error, "'sibling_id {}' does not refer to a valid cell within NUMA 'cell id {}'",
         sibling.id, sibling.cell);
}

constexpr auto sibling_rows = xml::rows<Sibling>({
    xml::attr<&Sibling::id>("id").required(),
    xml::check<Sibling, check_id>(),
    xml::attr<&Sibling::value>("value").required(),
});
constexpr xml::Element<Sibling> sibling_xml{"sibling", sibling_rows};

void check_value(const Sibling& sibling) {
    const bool is_valid = sibling.id == sibling.cell
                              ? sibling.value == local_distance
                              : sibling.value > local_distance && sibling.value <= unreachable;
    if (!is_valid) {
        fail(Errc::xml_error, "'value {}' is invalid for 'sibling id {}' under NUMA 'cell id {}'",
             sibling.value, sibling.id, sibling.cell);
    }
}

std::map<unsigned, unsigned>& distances_of(Numa& numa, unsigned cell) {
    auto& distances = numa.cells[cell].distances;
    distances.try_emplace(cell, local_distance);
    return distances;
}

// The way back is as long as the way there, unless the other cell says otherwise.
void read_distances(xml::Node node, unsigned cell, Numa& into) {
    const xml::Node list = node.child("distances");
    if (!list) return;
    if (!list.child("sibling")) fail(Errc::xml_error, "NUMA distances defined without siblings");
    list.each("sibling", [&](xml::Node item) {
        Sibling sibling{.cell = cell, .cells = into.cells.size()};
        xml::read(sibling_xml, item, sibling);
        check_value(sibling);
        distances_of(into, cell)[sibling.id] = sibling.value;
        distances_of(into, sibling.id).try_emplace(cell, sibling.value);
    });
}

void write_distances(xml::Writer& out, const NumaCell& from) {
    out.open("distances");
    for (const auto& [id, value] : from.distances)
        xml::write(sibling_xml, out, Sibling{id, value});
    out.close_unless_empty();
}

// ---- cells

constexpr auto cell_rows = xml::rows<NumaCell>({
    xml::attr<&NumaCell::access>("memAccess"),
    xml::attr<&NumaCell::discard>("discard"),
});
constexpr xml::Element<NumaCell> cell_xml{"cell", cell_rows};

struct CellId {
    std::optional<unsigned> id;
};
constexpr auto id_rows = xml::rows<CellId>({xml::attr<&CellId::id>("id")});
constexpr xml::Element<CellId> id_xml{"cell", id_rows};

std::size_t id_of(xml::Node node, std::size_t position, const std::vector<xml::Node>& cells) {
    CellId id;
    xml::read(id_xml, node, id);
    const std::size_t cell = id.id.value_or(static_cast<unsigned>(position));
    if (cell >= cells.size()) {
        fail(Errc::xml_error,
             "Exactly one 'cell' element per guest NUMA cell allowed, non-contiguous ranges or "
             "ranges not starting from 0 are not allowed");
    }
    if (cells[cell]) fail(Errc::xml_error, "Duplicate NUMA cell info for cell id '{}'", cell);
    return cell;
}

// Cells may come in any order; without ids their order counts.
std::vector<xml::Node> order_cells(xml::Node node) {
    std::vector<xml::Node> cells(static_cast<std::size_t>(node.count("cell")));
    if (cells.empty()) fail(Errc::xml_error, "NUMA topology defined without NUMA cells");
    std::size_t position = 0;
    node.each("cell", [&](xml::Node item) { cells[id_of(item, position++, cells)] = item; });
    return cells;
}

void read_cpus(xml::Node node, NumaCell& into) {
    const auto text = node.attribute("cpus").value_or("");
    if (text.empty()) return;
    const auto cpus = parse_bitmap(text, max_host_cpus);
    if (!cpus) fail_argument(Errc::invalid_arg, "Failed to parse bitmap '{}'", text);
    into.cpus = *cpus;
}

void read_cell(xml::Node node, unsigned cell, Numa& into) {
    NumaCell& found = into.cells[cell];
    read_cpus(node, found);
    found.memory_kib = (xml::require_size_attribute(node, "memory", 1024) + 1023) / 1024;
    xml::read(cell_xml, node, found);
    read_distances(node, cell, into);
    node.each("cache", [&](xml::Node item) { found.caches.push_back(read_cache(item, cell)); });
}

void write_cell(xml::Writer& out, std::size_t id, const NumaCell& from) {
    out.open("cell");
    out.attribute("id", static_cast<long long>(id));
    if (!from.cpus.empty()) out.attribute("cpus", to_string(from.cpus));
    out.attribute("memory", static_cast<long long>(from.memory_kib));
    out.attribute("unit", "KiB");
    xml::write_rows(cell_xml, out, &from);
    write_distances(out, from);
    for (const MemoryCache& cache : from.caches)
        write_cache(out, cache);
    out.close();
}

// ---- interconnects

constexpr auto latency_rows = xml::rows<Interconnect>({
    xml::attr<&Interconnect::value>("value").required(),
});
constexpr xml::Element<Interconnect> latency_xml{"latency", latency_rows};

constexpr auto way_rows = xml::rows<Interconnect>({
    xml::attr<&Interconnect::initiator>("initiator").required(),
    xml::attr<&Interconnect::target>("target").required(),
    xml::attr<&Interconnect::cache>("cache"),
    xml::attr<&Interconnect::type>("type").required(),
});
constexpr xml::Element<Interconnect> way_xml{"latency", way_rows};

/// The levels of the caches of each cell, as bits.
std::vector<unsigned> cache_levels(const Numa& numa) {
    std::vector<unsigned> all;
    for (const NumaCell& cell : numa.cells) {
        unsigned& levels = all.emplace_back(0);
        for (const MemoryCache& cache : cell.caches)
            levels |= 1U << cache.level;
    }
    return all;
}

void check_way(const Interconnect& way, const Numa& numa, const std::vector<unsigned>& levels) {
    if (way.initiator >= levels.size())
        fail(Errc::xml_error, "'initiator' refers to a non-existent NUMA node");
    if (way.target >= levels.size())
        fail(Errc::xml_error, "'target' refers to a non-existent NUMA node");
    if (numa.cells[way.initiator].cpus.empty())
        fail(Errc::xml_error, "NUMA nodes without CPUs can't be initiator");
    if (!way.cache) return;
    if (*way.cache > highest_cache_level || (levels[way.target] >> *way.cache & 1U) == 0)
        fail(Errc::xml_error, "'cache' refers to a non-existent NUMA node cache");
}

void refuse_twins(const std::vector<Interconnect>& ways) {
    const auto which = [](const Interconnect& way) {
        return std::tuple(way.is_bandwidth, way.initiator, way.target, way.cache, way.type);
    };
    if (find_repeated(ways, which) != nullptr)
        fail(Errc::xml_error, "Duplicate info for NUMA latencies");
}

void read_interconnects(xml::Node node, Numa& into) {
    const xml::Node list = node.child("interconnects");
    if (!list) return;
    for (xml::Node item = list.first(); item; item = item.next()) {
        Interconnect way{.is_bandwidth = item.name() == "bandwidth"};
        if (way.is_bandwidth) {
            way.value = (xml::require_size_attribute(item, "value", 1024) + 1023) / 1024;
        } else {
            xml::read(latency_xml, item, way);
        }
        xml::read(way_xml, item, way);
        if (way.cache == 0u) way.cache.reset();
        into.interconnects.push_back(way);
    }
}

void write_interconnects(xml::Writer& out, const Numa& from) {
    out.open("interconnects");
    for (const Interconnect& way : from.interconnects) {
        out.open(way.is_bandwidth ? "bandwidth" : "latency");
        xml::write_rows(way_xml, out, &way);
        xml::write_rows(latency_xml, out, &way);
        if (way.is_bandwidth) out.attribute("unit", "KiB");
        out.close();
    }
    out.close_unless_empty();
}

// ---- what functions read has a table of names

consteval auto name(const char* word) {
    return xml::mention<Numa>(word, xml::Part::element);
}
consteval auto word(const char* word) {
    return xml::mention<Numa>(word, xml::Part::attribute);
}

constexpr auto size_names = xml::rows<Numa>({
    word("value").like(xml::pattern::natural).expected(),
    word("unit").like(xml::pattern::unit).expected(),
});
constexpr xml::Element<Numa> size_names_xml{"size", size_names};

constexpr auto cache_names =
    xml::rows<Numa>({word("level").like(xml::pattern::natural).expected(),
                     word("associativity").expected().one_of<CacheAssociativity>(),
                     word("policy").expected().one_of<CachePolicy>(),
                     name("size").of(size_names_xml).once().expected(),
                     name("line").of(size_names_xml).once().expected()});
constexpr xml::Element<Numa> cache_names_xml{"cache", cache_names};

constexpr auto sibling_names =
    xml::rows<Numa>({word("id").like(xml::pattern::natural).expected(),
                     word("value").like(xml::pattern::natural).expected()});
constexpr xml::Element<Numa> sibling_names_xml{"sibling", sibling_names};
constexpr auto distance_names = xml::rows<Numa>({name("sibling").of(sibling_names_xml).expected()});
constexpr xml::Element<Numa> distance_names_xml{"distances", distance_names};

constexpr auto cell_names = xml::rows<Numa>(
    {word("id").like(xml::pattern::natural), word("cpus").like(xml::pattern::cpu_set),
     word("memory").like(xml::pattern::natural).expected(), word("unit").like(xml::pattern::unit),
     word("memAccess").one_of<MemoryAccess>(), word("discard").one_of<xml::YesNo>(),
     name("distances").of(distance_names_xml).once(), name("cache").of(cache_names_xml)});
constexpr xml::Element<Numa> cell_names_xml{"cell", cell_names};

constexpr auto latency_names = xml::rows<Numa>({
    word("initiator").like(xml::pattern::natural).expected(),
    word("target").like(xml::pattern::natural).expected(),
    word("cache").like(xml::pattern::natural),
    word("type").expected().like(xml::pattern::words<"access", "read", "write">),
    word("value").like(xml::pattern::natural).expected(),
});
constexpr xml::Element<Numa> latency_names_xml{"latency", latency_names};
constexpr auto bandwidth_names = xml::rows<Numa>({
    xml::mention<Numa>("", xml::Part::same).naming(latency_names_xml),
    word("unit").like(xml::pattern::unit).expected(),
});
constexpr xml::Element<Numa> bandwidth_names_xml{"bandwidth", bandwidth_names};
constexpr auto interconnect_names = xml::rows<Numa>(
    {name("latency").of(latency_names_xml), name("bandwidth").of(bandwidth_names_xml)});
constexpr xml::Element<Numa> interconnect_names_xml{"interconnects", interconnect_names};

constexpr auto numa_names =
    xml::rows<Numa>({name("cell").of(cell_names_xml).expected(),
                     name("interconnects").of(interconnect_names_xml).once()});

void check_overlaps(const Numa& numa) {
    Bitmap all;
    for (std::size_t i = 0; i < numa.cells.size(); ++i) {
        const Bitmap& cpus = numa.cells[i].cpus;
        if (all.overlaps(cpus)) {
            std::size_t j = 0;
            while (!numa.cells[j].cpus.overlaps(cpus))
                ++j;
            fail(Errc::config_unsupported, "NUMA cells {} and {} have overlapping vCPU ids", i, j);
        }
        all.merge(cpus);
    }
}

}  // namespace

constinit const xml::Element<Numa> numa_xml{"numa", numa_names};

std::uint64_t Numa::memory_kib() const {
    return std::accumulate(
        cells.begin(), cells.end(), std::uint64_t{0},
        [](std::uint64_t sum, const NumaCell& cell) { return sum + cell.memory_kib; });
}

void read_numa(xml::Node cpu, Numa& into) {
    const xml::Node node = cpu.child("numa");
    if (!node) return;
    const std::vector<xml::Node> cells = order_cells(node);
    into.cells.resize(cells.size());
    for (unsigned i = 0; i < cells.size(); ++i)
        read_cell(cells[i], i, into);
    check_overlaps(into);
    read_interconnects(node, into);
}

void write_numa(xml::Writer& out, const Numa& from) {
    out.open("numa");
    for (std::size_t id = 0; id < from.cells.size(); ++id)
        write_cell(out, id, from.cells[id]);
    write_interconnects(out, from);
    out.close_unless_empty();
}

void check_cpus(const Numa& numa, unsigned vcpus) {
    std::size_t total = 0;
    std::size_t highest = 0;
    for (const NumaCell& cell : numa.cells) {
        total += cell.cpus.count();
        highest = std::max(highest, cell.cpus.last().value_or(0));
    }
    if (total > vcpus) {
        fail(Errc::internal_error, "Number of CPUs in <numa> exceeds the <vcpu> count");
    }
    // also how a guest without any processor is refused
    if (highest >= vcpus) fail(Errc::internal_error, "CPU IDs in <numa> exceed the <vcpu> count");
}

void validate(const Numa& numa) {
    for (const NumaCell& cell : numa.cells) {
        for (const MemoryCache& cache : cell.caches) {
            if (cache.level > highest_cache_level)
                fail(Errc::xml_error, "Ain't nobody heard of that much cache level");
        }
    }
    const std::vector<unsigned> levels = cache_levels(numa);
    for (const Interconnect& way : numa.interconnects)
        check_way(way, numa, levels);
    refuse_twins(numa.interconnects);
}

}  // namespace virtd::conf
