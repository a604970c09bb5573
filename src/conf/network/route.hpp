// <route> of a network: what is reached through one of its guests.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>

#include "conf/network/ip.hpp"
#include "xml/bind.hpp"

namespace virtd::conf {

struct Route {
    std::optional<FamilyWord> family;  // as it was written; absent: IPv4
    IpAddress address;
    std::optional<IpAddress> netmask;
    std::optional<std::uint32_t> prefix;
    IpAddress gateway;
    std::optional<std::uint32_t> metric;

    bool operator==(const Route&) const = default;
};

extern const xml::Element<Route> route_xml;

}  // namespace virtd::conf
