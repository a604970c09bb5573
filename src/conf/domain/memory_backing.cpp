// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/domain/memory_backing.hpp"

#include "conf/domain/vcpu.hpp"
#include "xml/scaled.hpp"
#include "xml/shape.hpp"

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::domain};

void read_size(xml::Node node, HugePage& into) {
    into.size_kib = (xml::require_size_attribute(node, "size", 1024) + 1023) / 1024;
}

void write_size(xml::Writer& out, const HugePage& from) {
    out.attribute("size", static_cast<long long>(from.size_kib));
    out.attribute("unit", "KiB");
}

constexpr auto page_rows = xml::rows<HugePage>({
    xml::custom_attr<HugePage, read_size, write_size>("size").expected().like(
        xml::pattern::natural),
    xml::attr<&HugePage::nodeset, nodeset>("nodeset").if_set(),
});
constexpr xml::Element<HugePage> page_xml{"page", page_rows};

void read_hugepages(xml::Node node, MemoryBacking& into) {
    node.each("hugepages", [&](xml::Node list) {
        into.has_hugepages = true;
        list.each("page", [&](xml::Node item) {
            xml::read(page_xml, item, into.hugepages.emplace_back());
        });
    });
}

void write_hugepages(xml::Writer& out, const MemoryBacking& from) {
    if (!from.has_hugepages) return;
    out.open("hugepages");
    for (const HugePage& page : from.hugepages)
        xml::write(page_xml, out, page);
    out.close();
}

/// "" counts as absent, as for all words of this element.
template <class E>
void read_word(xml::Node node, std::string_view child, std::string_view attribute,
               std::optional<E>& into) {
    const xml::Node found = node.child(child);
    const auto word = found ? found.attribute(attribute).value_or("") : "";
    if (word.empty()) return;
    into = xml::from_word<E>(word);
    if (!into) {
        fail(Errc::config_unsupported, "unknown memoryBacking/{}/{} '{}'", child, attribute, word);
    }
}

template <class E>
void write_word(xml::Writer& out, std::string_view child, std::string_view attribute,
                const std::optional<E>& from) {
    if (!from) return;
    out.open(child);
    out.attribute(attribute, xml::to_word(*from));
    out.close();
}

void read_source(xml::Node node, MemoryBacking& into) {
    read_word(node, "source", "type", into.source);
}

void write_source(xml::Writer& out, const MemoryBacking& from) {
    write_word(out, "source", "type", from.source);
}

void read_access(xml::Node node, MemoryBacking& into) {
    read_word(node, "access", "mode", into.access);
}

void write_access(xml::Writer& out, const MemoryBacking& from) {
    write_word(out, "access", "mode", from.access);
}

void read_allocation(xml::Node node, MemoryBacking& into) {
    read_word(node, "allocation", "mode", into.allocation);
    const xml::Node child = node.child("allocation");
    const auto text = child ? child.attribute("threads").value_or("") : "";
    if (text.empty()) return;
    const auto threads = xml::parse_unsigned(text);
    if (!threads || *threads > UINT32_MAX)
        fail(Errc::xml_error, "Failed to parse memory allocation threads");
    into.allocation_threads = static_cast<unsigned>(*threads);
}

void write_allocation(xml::Writer& out, const MemoryBacking& from) {
    out.open("allocation");
    if (from.allocation) out.attribute("mode", xml::to_word(*from.allocation));
    if (from.allocation_threads != 0) out.attribute("threads", from.allocation_threads);
    out.close_unless_empty();
}

// What functions read has a table of names.
consteval auto word(const char* word) {
    return xml::mention<MemoryBacking>(word, xml::Part::attribute);
}

constexpr auto page_names = xml::rows<MemoryBacking>(
    {word("size").like(xml::pattern::natural).expected(), word("unit").like(xml::pattern::unit),
     word("nodeset").like(xml::pattern::cpu_set)});
constexpr xml::Element<MemoryBacking> page_names_xml{"page", page_names};
constexpr auto hugepages_names = xml::rows<MemoryBacking>(
    {xml::mention<MemoryBacking>("page", xml::Part::element).of(page_names_xml)});
constexpr xml::Element<MemoryBacking> hugepages_names_xml{"hugepages", hugepages_names};
constexpr auto type_names =
    xml::rows<MemoryBacking>({word("type").expected().one_of<MemorySource>()});
constexpr xml::Element<MemoryBacking> source_names_xml{"source", type_names};
constexpr auto mode_names =
    xml::rows<MemoryBacking>({word("mode").expected().one_of<MemoryAccess>()});
constexpr xml::Element<MemoryBacking> access_names_xml{"access", mode_names};
constexpr auto allocation_names = xml::rows<MemoryBacking>(
    {word("mode").one_of<MemoryAllocation>(), word("threads").like(xml::pattern::natural)});
constexpr xml::Element<MemoryBacking> allocation_names_xml{"allocation", allocation_names};

constexpr auto backing_rows = xml::rows<MemoryBacking>({
    xml::custom<MemoryBacking, read_hugepages, write_hugepages>("hugepages")
        .of(hugepages_names_xml)
        .once()
        .turn(1),
    xml::flag<&MemoryBacking::nosharepages>("nosharepages"),
    xml::flag<&MemoryBacking::locked>("locked"),
    xml::custom<MemoryBacking, read_source, write_source>("source").of(source_names_xml).once(),
    xml::custom<MemoryBacking, read_access, write_access>("access").of(access_names_xml).once(),
    xml::custom<MemoryBacking, read_allocation, write_allocation>("allocation")
        .of(allocation_names_xml)
        .once(),
    xml::flag<&MemoryBacking::discard>("discard"),
});

void check_page(const HugePage& page, std::size_t cells) {
    if (page.size_kib == 0) fail(Errc::xml_detail, "hugepage size can't be zero");
    if (page.nodeset.empty()) return;
    if (const auto missing = page.nodeset.next(cells))
        fail(Errc::xml_detail, "hugepages: node {} not found", *missing);
}

void check_pair(const HugePage& page, const HugePage& other) {
    if (page.nodeset.empty() && other.nodeset.empty()) {
        fail(Errc::xml_detail, "two master hugepages detected: {} and {}", other.size_kib,
             page.size_kib);
    }
    if (page.nodeset.overlaps(other.nodeset)) {
        fail(Errc::xml_detail, "nodeset attribute of hugepages of sizes {} and {} intersect",
             other.size_kib, page.size_kib);
    }
}

}  // namespace

constinit const xml::Element<MemoryBacking> memory_backing_xml{"memoryBacking", backing_rows};

void complete_memory_backing(MemoryBacking& backing, std::size_t cells) {
    for (HugePage& page : backing.hugepages) {
        if (cells == 0 && page.nodeset.last() == 0) page.nodeset = {};
    }
}

void validate(const MemoryBacking& backing, std::size_t cells) {
    for (std::size_t i = 0; i < backing.hugepages.size(); ++i) {
        check_page(backing.hugepages[i], cells);
        for (std::size_t j = i + 1; j < backing.hugepages.size(); ++j)
            check_pair(backing.hugepages[i], backing.hugepages[j]);
    }
}

}  // namespace virtd::conf
