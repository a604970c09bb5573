// <sysinfo>: what a guest reads about the machine it seems to run on.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/uuid.hpp"
#include "xml/bind.hpp"

namespace virtd::conf {

enum class SysinfoType { smbios, fwcfg };

constexpr auto xml_names(SysinfoType) {
    return std::to_array<xml::Name<SysinfoType>>(
        {{SysinfoType::smbios, "smbios"}, {SysinfoType::fwcfg, "fwcfg"}});
}

/// One value; which names there are depends on the block it is in.
struct SysinfoEntry {
    std::string name;
    std::string value;
    std::string file;  // fwcfg: where the value is read from

    bool operator==(const SysinfoEntry&) const = default;
};

using SysinfoBlock = std::vector<SysinfoEntry>;

struct Sysinfo {
    SysinfoType type = SysinfoType::smbios;
    SysinfoBlock bios, system, chassis;
    std::vector<SysinfoBlock> base_boards;
    std::vector<std::string> oem_strings;
    SysinfoBlock firmware;  // fwcfg

    bool operator==(const Sysinfo&) const = default;
};

extern const xml::Element<Sysinfo> sysinfo_xml;

/// The UUID under <system>, if it says one.
std::optional<Uuid> system_uuid(const Sysinfo& sysinfo);

}  // namespace virtd::conf
