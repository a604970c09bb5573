// <x start='1' end='2'/>: a part of a device, which nobody reads back.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "conf/shapes.hpp"

namespace virtd::conf {

inline constexpr auto extent_rows = xml::rows<Shape>({
    shape::attribute("start").like(xml::pattern::natural).expected(),
    shape::attribute("end").like(xml::pattern::natural).expected(),
});
inline constexpr xml::Element<Shape> extent_shape{"x", extent_rows};

}  // namespace virtd::conf
