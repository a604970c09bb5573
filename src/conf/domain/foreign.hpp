// What documents may say to the drivers of single hypervisors, in namespaces of their own: for
// validation only, as no driver of ours reads it.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "conf/shapes.hpp"

namespace virtd::conf {

extern const xml::Element<Shape> foreign_shape;

}  // namespace virtd::conf
