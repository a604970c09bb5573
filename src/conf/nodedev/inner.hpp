// What stands in a <capability> inside of a device's: for checks and documentation only.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "xml/bind.hpp"

namespace virtd::conf {

/// Has no values of its own: the device's struct has them.
struct InnerCapability {};

/// For attributes that other rows read: what they may be.
template <const auto& Words>
inline constexpr xml::Codec word_list{nullptr, nullptr, nullptr, "text", Words};

/// type='...'
template <const auto& Words>
consteval xml::Binding<InnerCapability> inner_type() {
    auto row = xml::mention<InnerCapability>("type", xml::Part::attribute);
    row.codec = &word_list<Words>;
    return row.expected();
}

/// All that the table knows, on this very element.
consteval xml::Binding<InnerCapability> inner_rows(const xml::Table& table) {
    auto row = xml::mention<InnerCapability>("", xml::Part::same);
    row.table = &table;
    return row;
}

/// <capability type='...'/> with nothing in it.
template <const auto& Words>
inline constexpr auto plain_inner_rows = xml::rows<InnerCapability>({inner_type<Words>()});
template <const auto& Words>
inline constexpr xml::Element<InnerCapability> plain_inner_xml{"capability",
                                                               plain_inner_rows<Words>};

/// The kinds of mediated devices that can be made of the device.
extern const xml::Element<InnerCapability> mdev_types_xml;

/// A child of a device's capability, beside the row that reads it.
template <class T>
consteval xml::Binding<T> mention_inner(const xml::Element<InnerCapability>& table) {
    return xml::mention<T>("capability", xml::Part::element).of(table);
}

}  // namespace virtd::conf
