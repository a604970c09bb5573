// Elements that custom rows read and write, by name: for checks and documentation only.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "xml/bind.hpp"
#include "xml/shape.hpp"

namespace virtd::conf {

struct PlainElement {};

/// <x>text</x>
inline constexpr auto plain_text_rows =
    xml::rows<PlainElement>({xml::mention<PlainElement>("", xml::Part::text)});
inline constexpr xml::Element<PlainElement> plain_text_xml{"x", plain_text_rows};

/// <x unit='MiB'>text</x>
inline constexpr auto plain_size_rows = xml::rows<PlainElement>({
    xml::mention<PlainElement>("unit", xml::Part::attribute).like(xml::pattern::unit),
    xml::mention<PlainElement>("", xml::Part::text).like(xml::pattern::natural),
});
inline constexpr xml::Element<PlainElement> plain_size_xml{"x", plain_size_rows};

/// <x start='1' end='2'/>
inline constexpr auto plain_extent_rows = xml::rows<PlainElement>({
    xml::mention<PlainElement>("start", xml::Part::attribute)
        .expected()
        .like(xml::pattern::natural),
    xml::mention<PlainElement>("end", xml::Part::attribute).expected().like(xml::pattern::natural),
});
inline constexpr xml::Element<PlainElement> plain_extent_xml{"x", plain_extent_rows};

}  // namespace virtd::conf
