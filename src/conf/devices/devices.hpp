// <devices>: everything that is plugged into a guest.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "xml/bind.hpp"

namespace virtd::conf {

struct Devices {
    bool operator==(const Devices&) const = default;
};

extern const xml::Element<Devices> devices_xml;

}  // namespace virtd::conf
