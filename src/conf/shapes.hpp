// Tables of what custom rows read and write: for validation and documentation only.
// SPDX-License-Identifier: LGPL-2.1-or-later
//
//     constexpr auto slice_rows = xml::rows<Shape>({
//         shape::attribute("offset").like(xml::pattern::natural).expected(),
//         shape::word<xml::YesNo>("locked"),
//     });
//     constexpr xml::Element<Shape> slice_shape{"slice", slice_rows};
//     ... xml::custom<Source, read_slice, write_slice>("slice").of(slice_shape).once(),
#pragma once

#include "xml/bind.hpp"
#include "xml/shape.hpp"

namespace virtd::conf {

struct Shape {};

namespace shape {

consteval xml::Binding<Shape> attribute(const char* name) {
    return xml::mention<Shape>(name, xml::Part::attribute);
}

/// An attribute that is one of the words of an enum.
template <xml::Named E>
consteval xml::Binding<Shape> word(const char* name) {
    return attribute(name).one_of<E>();
}

/// A child with a text and nothing else.
consteval xml::Binding<Shape> text_child(const char* name, const xml::Pattern& pattern) {
    return xml::mention<Shape>(name, xml::Part::element).like(pattern).once();
}

/// <name/>
consteval xml::Binding<Shape> flag(const char* name) {
    return text_child(name, xml::pattern::no_text);
}

consteval xml::Binding<Shape> child(const char* name, const xml::Table& inside) {
    return xml::mention<Shape>(name, xml::Part::element).of(inside).once();
}

consteval xml::Binding<Shape> children(const char* name, const xml::Table& inside) {
    return xml::mention<Shape>(name, xml::Part::element).of(inside);
}

consteval xml::Binding<Shape> text(const xml::Pattern& pattern) {
    return xml::mention<Shape>("", xml::Part::text).like(pattern);
}

/// What may stand in a child by the word of an attribute, for values that are no variants.
constexpr xml::KindTable kinds(std::span<const xml::KindTable::Kind> list) {
    return {list, nullptr, nullptr, nullptr};
}

/// For the rows of that attribute and of that child.
template <const xml::KindTable& Kinds, class T>
constexpr xml::Binding<T> chosen_from(xml::Binding<T> row) {
    row.kinds = &Kinds;
    return row;
}

/// <x>1</x>
inline constexpr auto number_rows = xml::rows<Shape>({text(xml::pattern::natural)});
inline constexpr xml::Element<Shape> number{"x", number_rows};

/// <x unit='MiB'>512</x>
inline constexpr auto size_rows = xml::rows<Shape>({
    attribute("unit").like(xml::pattern::unit),
    text(xml::pattern::natural),
});
inline constexpr xml::Element<Shape> size{"x", size_rows};

/// <x/>
inline constexpr auto nothing_rows =
    xml::rows<Shape>({xml::mention<Shape>("", xml::Part::nothing)});
inline constexpr xml::Element<Shape> nothing{"x", nothing_rows};

/// <x>any text</x>
inline constexpr auto words_rows = xml::rows<Shape>({text(xml::pattern::any_text)});
inline constexpr xml::Element<Shape> words{"x", words_rows};

/// <parent><name>text</name></parent>
inline constexpr auto parent_rows =
    xml::rows<Shape>({text_child("name", xml::pattern::any_text).expected()});
inline constexpr xml::Element<Shape> parent{"parent", parent_rows};

}  // namespace shape

}  // namespace virtd::conf
