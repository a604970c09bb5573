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

struct VpdFields {
    std::string access;  // "readonly" or "readwrite"
    std::vector<VpdField> fields;

    bool operator==(const VpdFields&) const = default;
};

struct VitalProductData {
    std::string name;
    std::vector<VpdFields> groups;

    bool operator==(const VitalProductData&) const = default;
};

extern const xml::Element<VitalProductData> vital_product_data_xml;

}  // namespace virtd::conf
