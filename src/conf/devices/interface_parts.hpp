// Tables of what is inside of <interface>; for interface.cpp.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "conf/devices/interface.hpp"

namespace virtd::conf {

/// The kinds, and their <source>.
extern const xml::KindTable net_kinds;

extern const xml::Element<IpSetup> ip_setup_xml;
extern const xml::Element<InterfaceDriver> interface_driver_xml;
extern const xml::Element<Teaming> teaming_xml;
extern const xml::Element<FilterRef> filter_ref_xml;
extern const xml::Element<PortForward> port_forward_xml;

}  // namespace virtd::conf
