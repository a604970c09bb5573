// What the types of host interfaces have in their elements; for host_interface.cpp.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "conf/host_interface.hpp"

namespace virtd::conf {

extern const xml::KindTable host_interface_kinds;

}  // namespace virtd::conf
