// <capability type='vpd'>: what a PCI card says about itself, its vital product data.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "xml/bind.hpp"

namespace virtd::conf {

/// In the order of documents.
enum class VpdFieldKind : std::uint8_t {
    change_level,
    manufacture_id,
    part_number,
    serial_number,
    asset_tag,
    vendor_field,
    system_field
};

struct VpdField {
    VpdFieldKind kind = VpdFieldKind::change_level;
    std::string index;  // of vendor and system fields
    std::string value;

    bool operator==(const VpdField&) const = default;
};

/// Whether the host may write the fields; in the order of documents, too.
enum class VpdAccess : std::uint8_t { readonly, readwrite };

constexpr auto xml_names(VpdAccess) {
    return std::to_array<xml::Name<VpdAccess>>(
        {{VpdAccess::readonly, "readonly"}, {VpdAccess::readwrite, "readwrite"}});
}

struct VpdFields {
    VpdAccess access = VpdAccess::readonly;
    std::vector<VpdField> fields;

    bool operator==(const VpdFields&) const = default;
};

struct VitalProductData {
    std::string name;
    std::vector<VpdFields> groups;  // at most one of each access

    bool operator==(const VitalProductData&) const = default;
};

extern const xml::Element<VitalProductData> vital_product_data_xml;

}  // namespace virtd::conf
