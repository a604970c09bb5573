// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/nodedev/vpd.hpp"
#include "xml/shape.hpp"

#include <algorithm>
#include <array>

namespace virtd::conf {

constexpr auto xml_names(VpdFieldKind) {
    using enum VpdFieldKind;
    return std::to_array<xml::Name<VpdFieldKind>>({
        {change_level, "change_level"},
        {manufacture_id, "manufacture_id"},
        {part_number, "part_number"},
        {serial_number, "serial_number"},
        {asset_tag, "asset_tag"},
        {vendor_field, "vendor_field"},
        {system_field, "system_field"},
    });
}

namespace {

constexpr Fail fail{Origin::nodedev};

bool is_indexed(VpdFieldKind kind) {
    return kind == VpdFieldKind::vendor_field || kind == VpdFieldKind::system_field;
}

bool belongs(VpdFieldKind kind, VpdAccess access) {
    using enum VpdFieldKind;
    const bool is_writable = access == VpdAccess::readwrite;
    if (kind == vendor_field) return true;
    return is_writable == (kind == asset_tag || kind == system_field);
}

// The field of a system with this index is where its asset tag is kept.
void settle_kind(VpdField& field) {
    if (field.kind != VpdFieldKind::system_field || field.index != "A") return;
    field.kind = VpdFieldKind::asset_tag;
}

// Of several fields of one name the first counts, and the last with one index.
void add_field(std::vector<VpdField>& fields, VpdField field) {
    const auto same = std::ranges::find_if(fields, [&](const VpdField& known) {
        const bool is_one = !is_indexed(field.kind) || known.index == field.index;
        return known.kind == field.kind && is_one;
    });
    if (same == fields.end()) {
        fields.push_back(std::move(field));
    } else if (!field.index.empty()) {
        same->value = std::move(field.value);
    }
}

// What has no value, no index or no place among such fields is passed over.
void read_fields(xml::Node node, VpdFields& group) {
    for (xml::Node it = node.first(); it; it = it.next()) {
        const auto kind = xml::from_word<VpdFieldKind>(it.name());
        if (!kind || !belongs(*kind, group.access)) continue;
        VpdField field{.kind = *kind, .index = {}, .value = it.text()};
        if (is_indexed(*kind)) field.index = it.attribute("index").value_or("");
        if (field.value.empty() || field.index.size() != (is_indexed(*kind) ? 1U : 0U)) continue;
        settle_kind(field);
        add_field(group.fields, std::move(field));
    }
    std::ranges::stable_sort(group.fields, {}, &VpdField::kind);
}

void write_fields(xml::Writer& out, const VpdFields& group) {
    for (const VpdField& field : group.fields) {
        out.open(xml::to_word(field.kind));
        if (is_indexed(field.kind)) out.attribute("index", field.index);
        out.plain_text(field.value);
        out.close();
    }
}

bool is_index(std::string_view text) {
    return text.size() == 1;
}
constexpr xml::Pattern one_character{is_index, "character"};

constexpr auto indexed_rows = xml::rows<VpdField>({
    xml::mention<VpdField>("index", xml::Part::attribute).expected().like(one_character),
    xml::mention<VpdField>("", xml::Part::text),
});
constexpr xml::Element<VpdField> indexed_xml{"field", indexed_rows};

// The row of the first field reads and writes them all.
consteval xml::Binding<VpdFields> field(const char* name) {
    return xml::mention<VpdFields>(name, xml::Part::element).like(xml::pattern::any_text).once();
}
constexpr auto fields_rows = xml::rows<VpdFields>({
    xml::attr<&VpdFields::access>("access").expected(),
    xml::spread<VpdFields>(),
    xml::custom<VpdFields, read_fields, write_fields>("change_level")
        .like(xml::pattern::any_text)
        .once(),
    field("manufacture_id"),
    field("part_number"),
    field("serial_number"),
    field("asset_tag"),
    xml::mention<VpdFields>("vendor_field", xml::Part::elements).of(indexed_xml),
    xml::mention<VpdFields>("system_field", xml::Part::elements).of(indexed_xml),
});
constexpr xml::Element<VpdFields> fields_xml{"fields", fields_rows};

// Of several groups with one access the last counts.
void read_groups(xml::Node node, VitalProductData& data) {
    node.each("fields", [&](xml::Node fields) {
        const auto access = fields.attribute("access");
        if (!access) return;
        if (!xml::from_word<VpdAccess>(*access))
            fail(Errc::xml_error, "Unsupported VPD field access type specified {}", *access);
        VpdFields group;
        xml::read(fields_xml, fields, group);
        std::erase_if(data.groups,
                      [&](const VpdFields& known) { return known.access == group.access; });
        data.groups.push_back(std::move(group));
    });
    std::ranges::sort(data.groups, {}, &VpdFields::access);
}
void write_groups(xml::Writer& out, const VitalProductData& data) {
    for (const VpdFields& group : data.groups)
        xml::write(fields_xml, out, group);
}

constexpr auto vpd_rows = xml::rows<VitalProductData>({
    xml::text_child<&VitalProductData::name>("name").or_missing(
        Errc::xml_error, "Could not read a device name from the <name> element"),
    xml::custom<VitalProductData, read_groups, write_groups>("fields").of(fields_xml),
});

}  // namespace

constinit const xml::Element<VitalProductData> vital_product_data_xml{"capability", vpd_rows};

}  // namespace virtd::conf
