// The table of <source protocol=...>; for storage_source.cpp.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "conf/devices/storage_source.hpp"

namespace virtd::conf {

extern const xml::Element<NetworkSource> network_source_xml;

/// The port that a protocol listens on; 0 when it has none.
std::uint32_t default_port(NetworkProtocol protocol);

}  // namespace virtd::conf
