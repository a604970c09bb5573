// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/nodedev/vpd.hpp"

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

void read_fields(xml::Node node, VpdFields& group) {
    for (xml::Node it = node.first(); it; it = it.next()) {
        const auto kind = xml::from_word<VpdFieldKind>(it.name());
        if (!kind) continue;
        group.fields.push_back({*kind, std::string(it.attribute("index").value_or("")), it.text()});
    }
    std::ranges::stable_sort(group.fields, {}, &VpdField::kind);
}

void write_fields(xml::Writer& out, const VpdFields& group) {
    for (const VpdField& field : group.fields) {
        out.open(xml::to_word(field.kind));
        if (!field.index.empty()) out.attribute("index", field.index);
        out.text(field.value);
        out.close();
    }
}

constexpr auto indexed_rows =
    xml::rows<VpdField>({xml::mention<VpdField>("index", xml::Part::attribute)});
constexpr xml::Element<VpdField> indexed_xml{"field", indexed_rows};

// The row of the first field reads and writes them all.
consteval xml::Binding<VpdFields> field(const char* name) {
    return xml::mention<VpdFields>(name, xml::Part::element);
}
constexpr auto fields_rows = xml::rows<VpdFields>({
    xml::attr<&VpdFields::access>("access").required(),
    xml::custom<VpdFields, read_fields, write_fields>("change_level"),
    field("manufacture_id"),
    field("part_number"),
    field("serial_number"),
    field("asset_tag"),
    field("vendor_field").of(indexed_xml),
    field("system_field").of(indexed_xml),
});
constexpr xml::Element<VpdFields> fields_xml{"fields", fields_rows};

constexpr auto vpd_rows = xml::rows<VitalProductData>({
    xml::text_child<&VitalProductData::name>("name"),
    xml::list<&VitalProductData::groups, fields_xml>(),
});

}  // namespace

constinit const xml::Element<VitalProductData> vital_product_data_xml{"capability", vpd_rows};

}  // namespace virtd::conf
