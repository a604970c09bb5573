// The <source> of <hostdev>; for hostdev.cpp.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "conf/devices/hostdev.hpp"
#include "xml/bind.hpp"

namespace virtd::conf {

void read_hostdev_source(xml::Node node, Hostdev& hostdev);
void write_hostdev_source(xml::Writer& out, const Hostdev& hostdev);

}  // namespace virtd::conf
