// How validation wants the names of disks to look.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "xml/shape.hpp"

namespace virtd::conf {

extern const xml::Pattern disk_target;          // vda, ioemu:hda
extern const xml::Pattern disk_target_or_path;  // vda, /images/a.qcow2

}  // namespace virtd::conf
