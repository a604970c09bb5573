// <value>...</value>, any number of them, as capabilities list words.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>
#include <vector>

#include "xml/bind.hpp"

namespace virtd::conf {

namespace detail {

template <class T, auto Member>
void read_values(xml::Node node, T& into) {
    node.each("value", [&](xml::Node value) { (into.*Member).emplace_back(value.text()); });
}

template <class T, auto Member>
void write_values(xml::Writer& out, const T& from) {
    for (const std::string& value : from.*Member)
        out.text_element("value", value);
}

}  // namespace detail

/// A row for a member of T, which is a std::vector<std::string>.
template <class T, auto Member>
constexpr xml::Binding<T> values() {
    return xml::custom<T, detail::read_values<T, Member>, detail::write_values<T, Member>>("value");
}

}  // namespace virtd::conf
