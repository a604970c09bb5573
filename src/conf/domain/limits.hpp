// <memtune>, <blkiotune> and <resource>: limits that the host's kernel enforces.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "xml/bind.hpp"

namespace virtd::conf {

/// KiB; nothing where there is no limit.
struct MemTune {
    std::optional<std::uint64_t> hard_limit, soft_limit, min_guarantee, swap_hard_limit;

    bool operator==(const MemTune&) const = default;
};

/// A number from which on a limit means none (VIR_DOMAIN_MEMORY_PARAM_UNLIMITED).
constexpr std::uint64_t unlimited_kib = 9007199254740991;

/// One disk of the host; 0: not limited.
struct BlkioDevice {
    std::string path;
    unsigned weight = 0;
    unsigned read_iops = 0, write_iops = 0;         // a second
    std::uint64_t read_bytes = 0, write_bytes = 0;  // a second

    bool operator==(const BlkioDevice&) const = default;
};

struct BlkioTune {
    unsigned weight = 0;
    std::vector<BlkioDevice> devices;

    bool operator==(const BlkioTune&) const = default;
};

struct Resource {
    std::string partition;  // of control groups
    std::string fibre_channel_appid;

    bool operator==(const Resource&) const = default;
};

extern const xml::Element<MemTune> mem_tune_xml;
extern const xml::Element<BlkioTune> blkio_tune_xml;
extern const xml::Element<Resource> resource_xml;

void validate(const BlkioTune& tune);
void validate(const Resource& resource);

}  // namespace virtd::conf
