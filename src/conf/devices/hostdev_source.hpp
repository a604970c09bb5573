// The <source> of <hostdev>, and of interfaces that are one; for their tables.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "conf/devices/hostdev.hpp"
#include "xml/bind.hpp"

namespace virtd::conf {

/// The names in the sources of all kinds.
extern const xml::KindTable hostdev_sources;

void read_hostdev_source(xml::Node node, Hostdev& hostdev);
void write_hostdev_source(xml::Writer& out, const Hostdev& hostdev);

extern const xml::Element<PciHostdev> pci_net_xml;
extern const xml::Element<UsbHostdev> usb_net_xml;

}  // namespace virtd::conf
