// <adapter> of a SCSI pool: the host bus adapter whose disks are the volumes.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "conf/devices/address.hpp"
#include "xml/bind.hpp"

namespace virtd::conf {

enum class AdapterType : std::uint8_t { scsi_host, fc_host };

/// Where the adapter sits, for those whose numbers change with each boot.
struct AdapterParent {
    int unique_id = 0;
    PciAddress address;

    bool operator==(const AdapterParent&) const = default;
};

struct PoolAdapter {
    AdapterType type = AdapterType::scsi_host;
    // a scsi_host has one of these
    std::string name;
    std::optional<AdapterParent> parent_address;
    // an fc_host has its world wide names, and perhaps those of where it belongs
    std::string parent;
    std::optional<xml::YesNo> managed;
    std::string parent_wwnn;
    std::string parent_wwpn;
    std::string parent_fabric_wwn;
    std::string wwnn;
    std::string wwpn;

    bool operator==(const PoolAdapter&) const = default;
};

extern const xml::Element<PoolAdapter> pool_adapter_xml;

/// Throws when the parts contradict each other.
void validate(const PoolAdapter& adapter);

/// 16 hexadecimal digits.
bool is_wwn(std::string_view text);

}  // namespace virtd::conf
