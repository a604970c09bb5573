// <virtualport>: how a switch outside of us knows the port of a guest.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "xml/bind.hpp"

namespace virtd::conf {

enum class VirtualPortType { qbg, qbh, openvswitch, midonet };

constexpr auto xml_names(VirtualPortType) {
    using enum VirtualPortType;
    return std::to_array<xml::Name<VirtualPortType>>(
        {{qbg, "802.1Qbg"}, {qbh, "802.1Qbh"}, {openvswitch, "openvswitch"}, {midonet, "midonet"}});
}

struct VirtualPort {
    std::optional<VirtualPortType> type;
    std::optional<std::int32_t> manager_id;
    std::optional<std::int32_t> type_id;
    std::optional<std::int32_t> type_id_version;
    std::optional<Uuid> instance_id;
    std::optional<Uuid> interface_id;
    std::string profile_id;

    bool operator==(const VirtualPort&) const = default;
};

extern const xml::Element<VirtualPort> virtual_port_xml;

/// What depends on where the element stands.
struct VirtualPortRules {
    bool needs_type = true;          // interfaces of guests may leave it to the network
    bool generates_missing = false;  // ids of openvswitch and 802.1Qbg ports
    bool needs_all = false;
};

/// Refuses parameters that do not belong to the type, and what the rules do not allow.
void settle(VirtualPort& port, VirtualPortRules rules);

}  // namespace virtd::conf
