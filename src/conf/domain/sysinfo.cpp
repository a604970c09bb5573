// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/domain/sysinfo.hpp"
#include "conf/shapes.hpp"

#include <algorithm>

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::domain};

// Names in the order in which they are written; others are ignored.
constexpr std::string_view bios_names[] = {"vendor", "version", "date", "release"};
constexpr std::string_view system_names[] = {"manufacturer", "product", "version", "serial",
                                             "uuid",         "sku",     "family"};
constexpr std::string_view board_names[] = {"manufacturer", "product", "version",
                                            "serial",       "asset",   "location"};
constexpr std::string_view chassis_names[] = {"manufacturer", "version", "serial", "asset", "sku"};

using Names = std::span<const std::string_view>;

std::string value_of(xml::Node block, std::string_view name) {
    for (xml::Node entry = block.child("entry"); entry; entry = entry.twin()) {
        if (entry.attribute("name") == name) return entry.text();
    }
    return {};
}

SysinfoBlock read_block(xml::Node block, Names names) {
    SysinfoBlock entries;
    for (const std::string_view name : names) {
        std::string value = value_of(block, name);
        if (!value.empty()) entries.push_back({std::string(name), std::move(value), {}});
    }
    return entries;
}

void write_block(xml::Writer& out, std::string_view element, const SysinfoBlock& block) {
    out.open(element);
    for (const SysinfoEntry& entry : block) {
        out.open("entry");
        out.attribute("name", entry.name);
        out.text(entry.value);
        out.close();
    }
    out.close_unless_empty();
}

std::string* find(SysinfoBlock& block, std::string_view name) {
    const auto found = std::ranges::find(block, name, &SysinfoEntry::name);
    return found == block.end() ? nullptr : &found->value;
}

/// A number before the next slash, or before the end.
std::optional<unsigned long long> take_number(std::string_view& text) {
    const std::size_t slash = text.find('/');
    const auto number = xml::parse_unsigned(text.substr(0, slash));
    text.remove_prefix(slash == text.npos ? text.size() : slash + 1);
    return number;
}

// mm/dd/yyyy or mm/dd/yy, as SMBIOS has it.
bool is_bios_date(std::string_view text) {
    if (std::ranges::count(text, '/') != 2) return false;
    const auto month = take_number(text);
    const auto day = take_number(text);
    const auto year = take_number(text);
    return month && *month >= 1 && *month <= 12 && day && *day >= 1 && *day <= 31 && year &&
           (*year < 100 || *year >= 1900);
}

void check_bios(SysinfoBlock& bios) {
    const std::string* const date = find(bios, "date");
    if (date != nullptr && !is_bios_date(*date))
        fail(Errc::xml_detail, "Invalid BIOS 'date' format");
}

void normalize_uuid(SysinfoBlock& system) {
    std::string* const text = find(system, "uuid");
    if (text == nullptr) return;
    const auto uuid = parse_uuid(*text);
    if (!uuid) fail(Errc::xml_detail, "malformed <sysinfo> uuid element");
    *text = to_string(*uuid);
}

void read_smbios(xml::Node node, Sysinfo& into) {
    if (const xml::Node block = node.child("bios")) into.bios = read_block(block, bios_names);
    if (const xml::Node block = node.child("system")) into.system = read_block(block, system_names);
    if (const xml::Node block = node.child("chassis"))
        into.chassis = read_block(block, chassis_names);
    node.each("baseBoard",
              [&](xml::Node block) { into.base_boards.push_back(read_block(block, board_names)); });
    if (const xml::Node list = node.child("oemStrings"))
        list.each("entry", [&](xml::Node entry) { into.oem_strings.push_back(entry.text()); });
    check_bios(into.bios);
    normalize_uuid(into.system);
}

void write_smbios(xml::Writer& out, const Sysinfo& from) {
    write_block(out, "bios", from.bios);
    write_block(out, "system", from.system);
    for (const SysinfoBlock& board : from.base_boards)
        write_block(out, "baseBoard", board);
    write_block(out, "chassis", from.chassis);
    out.open("oemStrings");
    for (const std::string& text : from.oem_strings)
        out.text_element("entry", text);
    out.close_unless_empty();
}

void read_firmware(xml::Node node, Sysinfo& into) {
    node.each("entry", [&](xml::Node item) {
        SysinfoEntry entry{std::string(item.attribute("name").value_or("")), item.text(),
                           std::string(item.attribute("file").value_or(""))};
        if (entry.name.empty()) fail(Errc::xml_error, "Firmware entry is missing 'name' attribute");
        if (entry.value.empty() && entry.file.empty()) {
            fail(Errc::xml_error, "Firmware entry must have either value or 'file' attribute");
        }
        into.firmware.push_back(std::move(entry));
    });
}

void write_firmware(xml::Writer& out, const Sysinfo& from) {
    for (const SysinfoEntry& entry : from.firmware) {
        out.open("entry");
        out.attribute("name", entry.name);
        if (!entry.file.empty()) {
            out.attribute("file", entry.file);
        } else {
            out.text(entry.value);
        }
        out.close();
    }
}

void read_content(xml::Node node, Sysinfo& into) {
    if (into.type == SysinfoType::smbios) {
        read_smbios(node, into);
    } else {
        read_firmware(node, into);
    }
}

void write_content(xml::Writer& out, const Sysinfo& from) {
    write_smbios(out, from);
    write_firmware(out, from);
}

constexpr auto entry_names = xml::rows<SysinfoEntry>({
    xml::attr<&SysinfoEntry::name>("name").expected(),
    xml::attr<&SysinfoEntry::file>("file"),
    xml::text<&SysinfoEntry::value>(),
});
constexpr xml::Element<SysinfoEntry> entry_names_xml{"entry", entry_names};

template <const auto& Names>
constexpr xml::Pattern name_of{nullptr, "name", Names};
template <const auto& Names>
constexpr auto entry_rows = xml::rows<Shape>({
    shape::attribute("name").like(name_of<Names>).expected(),
    shape::text(xml::pattern::any_text),
});
template <const auto& Names>
constexpr xml::Element<Shape> entry_shape{"entry", entry_rows<Names>};
template <const auto& Names>
constexpr auto block_rows = xml::rows<Shape>({
    xml::mention<Shape>("entry", xml::Part::element).of(entry_shape<Names>).expected(),
});
template <const auto& Names>
constexpr xml::Element<Shape> block_shape{"block", block_rows<Names>};

constexpr auto string_names = xml::rows<Sysinfo>({
    xml::mention<Sysinfo>("entry", xml::Part::elements).of(shape::words).expected(),
});
constexpr xml::Element<Sysinfo> string_names_xml{"oemStrings", string_names};

constexpr auto content_names = xml::rows<Sysinfo>({
    xml::mention<Sysinfo>("bios", xml::Part::element).of(block_shape<bios_names>).once(),
    xml::mention<Sysinfo>("system", xml::Part::element).of(block_shape<system_names>).once(),
    xml::mention<Sysinfo>("baseBoard", xml::Part::element).of(block_shape<board_names>),
    xml::mention<Sysinfo>("chassis", xml::Part::element).of(block_shape<chassis_names>).once(),
    xml::mention<Sysinfo>("oemStrings", xml::Part::element).of(string_names_xml).once(),
    xml::mention<Sysinfo>("entry", xml::Part::elements).of(entry_names_xml),
});
constexpr xml::Element<Sysinfo> content_names_xml{"sysinfo", content_names};

constexpr auto sysinfo_rows = xml::rows<Sysinfo>({
    xml::attr<&Sysinfo::type>("type").required(),
    xml::custom<Sysinfo, read_content, write_content>("").naming(content_names_xml),
});

}  // namespace

constinit const xml::Element<Sysinfo> sysinfo_xml{"sysinfo", sysinfo_rows};

std::optional<Uuid> system_uuid(const Sysinfo& sysinfo) {
    const auto found = std::ranges::find(sysinfo.system, "uuid", &SysinfoEntry::name);
    return found == sysinfo.system.end() ? std::nullopt : parse_uuid(found->value);
}

}  // namespace virtd::conf
