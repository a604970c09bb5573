// <vlan>: the VLAN tags of networks, port groups and interfaces of guests.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "xml/bind.hpp"

namespace virtd::conf {

enum class NativeVlan { tagged, untagged };

constexpr auto xml_names(NativeVlan) {
    return std::to_array<xml::Name<NativeVlan>>(
        {{NativeVlan::tagged, "tagged"}, {NativeVlan::untagged, "untagged"}});
}

struct VlanTag {
    std::uint32_t id = 0;
    std::optional<NativeVlan> native;

    bool operator==(const VlanTag&) const = default;
};

struct Vlan {
    std::optional<xml::YesNo> trunk;  // only ever yes: several tags
    std::vector<VlanTag> tags;

    bool operator==(const Vlan&) const = default;
};

extern const xml::Element<Vlan> vlan_xml;

}  // namespace virtd::conf
