// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/devices/devices.hpp"

namespace virtd::conf {

namespace {

constexpr xml::Rows<Devices, 0> devices_rows{};

}  // namespace

constinit const xml::Element<Devices> devices_xml{"devices", devices_rows};

}  // namespace virtd::conf
