// The listeners of <graphics>; for graphics.cpp.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "conf/devices/graphics.hpp"
#include "xml/bind.hpp"

namespace virtd::conf {

extern const xml::Element<GraphicsListen> listen_xml;

/// The <listen> elements of a <graphics>, the first of them completed from the attributes that
/// old documents have instead. Empty when there are neither.
std::vector<GraphicsListen> read_listens(xml::Node graphics);

/// listen='ADDRESS' or socket='PATH', as the first listener says.
void write_listen_attribute(xml::Writer& out, const std::vector<GraphicsListen>& listens);

/// Whether ports mean anything: the first listener is on the network.
bool has_ports(const std::vector<GraphicsListen>& listens);

}  // namespace virtd::conf
