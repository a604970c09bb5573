// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/domain/memory.hpp"

#include <algorithm>

#include "conf/shapes.hpp"
#include "xml/scaled.hpp"

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::domain};

constexpr auto total_rows = xml::rows<Memory>({
    xml::attr<&Memory::dump_core>("dumpCore"),
});
constexpr xml::Element<Memory> total_xml{"memory", total_rows};

std::uint64_t limited(std::optional<std::uint64_t> bytes) {
    if (!bytes) return 0;
    // callers round up to KiB, or to MiB for QEMU, in signed numbers
    constexpr std::uint64_t limit = INT64_MAX - 1023;
    if (*bytes > limit) fail(Errc::overflow, "size value too large");
    return (*bytes + 1023) / 1024;
}

std::uint64_t read_limited(xml::Node node, const char* child, const char* path) {
    return limited(xml::read_size(node, child, 1024, path));
}

void read_max(xml::Node node, Memory& into) {
    into.max = read_limited(node, "maxMemory", "./maxMemory[1]");
    const xml::Node child = node.child("maxMemory");
    if (!child) return;
    const auto slots = child.attribute("slots");
    if (!slots) return;
    const auto value = xml::parse_unsigned(*slots);
    if (!value || *value > UINT32_MAX) fail(Errc::xml_error, "Failed to parse memory slot count");
    into.slots = static_cast<unsigned>(*value);
}

void write_max(xml::Writer& out, const Memory& from) {
    if (from.max == 0) return;
    out.open("maxMemory");
    out.attribute("slots", from.slots);
    out.attribute("unit", "KiB");
    out.number(from.max);
    out.close();
}

void read_total(xml::Node node, Memory& into) {
    into.total = read_limited(node, "memory", "./memory[1]");
}

void read_dump(xml::Node node, Memory& into) {
    if (const xml::Node child = node.child("memory")) xml::read(total_xml, child, into);
}

void write_total(xml::Writer& out, const Memory& from) {
    out.open("memory");
    xml::write_rows(total_xml, out, &from);
    out.attribute("unit", "KiB");
    out.number(from.total);
    out.close();
}

void read_current(xml::Node node, Memory& into) {
    into.current = read_limited(node, "currentMemory", "./currentMemory[1]");
}

void write_current(xml::Writer& out, const Memory& from) {
    xml::write_kib(out, "currentMemory", from.current);
}

constexpr auto max_shape_rows = xml::rows<Shape>({
    shape::attribute("slots").like(xml::pattern::natural).expected(),
    shape::attribute("unit").like(xml::pattern::unit),
    shape::text(xml::pattern::natural),
});
constexpr xml::Element<Shape> max_shape{"maxMemory", max_shape_rows};

constexpr auto total_shape_rows = xml::rows<Shape>({
    shape::attribute("unit").like(xml::pattern::unit),
    shape::word<xml::OnOff>("dumpCore"),
    shape::text(xml::pattern::natural),
});
constexpr xml::Element<Shape> total_shape{"memory", total_shape_rows};

constexpr auto memory_rows = xml::rows<Memory>({
    xml::custom<Memory, read_max, write_max>("maxMemory").of(max_shape).once().turn(1),
    xml::custom<Memory, read_total, write_total>("memory").of(total_shape).once(),
    xml::check<Memory, read_dump>().turn(2),
    xml::custom<Memory, read_current, write_current>("currentMemory").of(shape::size).once(),
});

}  // namespace

constinit const xml::Element<Memory> memory_xml{"memory", memory_rows};

void complete_memory(Memory& memory, std::uint64_t numa_total, std::uint64_t plugged) {
    if (memory.total == 0 && numa_total != 0) memory.total = numa_total + plugged;
    if (plugged > memory.total)
        fail(Errc::xml_error, "Total size of memory devices exceeds the total memory size");
    if (memory.total == plugged) {
        fail(Errc::xml_error,
             "Memory size must be specified via <memory> or in the <numa> configuration");
    }
    if (memory.current == 0 || memory.current > memory.total) memory.current = memory.total;
    if ((memory.max == 0) != (memory.slots == 0)) {
        fail(Errc::xml_error, "both maximum memory size and memory slot count must be specified");
    }
    if (memory.max != 0 && memory.max < memory.total) {
        fail(Errc::xml_error,
             "maximum memory size must be equal or greater than the actual memory size");
    }
}

}  // namespace virtd::conf
