// <capabilities>: what a host is and which guests it can run.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/bitmap.hpp"
#include "base/uuid.hpp"
#include "xml/bind.hpp"

namespace virtd::conf {

/// Guests may run with or without physical address extension.
struct PaeFeatures {
    bool pae = false;
    bool nonpae = false;

    bool operator==(const PaeFeatures&) const = default;
};

struct PageSize {
    std::string unit = "KiB";
    std::uint64_t size = 0;

    bool operator==(const PageSize&) const = default;
};

struct HostCpu {
    std::string arch;
    PaeFeatures features;
    std::vector<PageSize> pages;

    bool operator==(const HostCpu&) const = default;
};

/// How the host may be put to sleep.
struct HostPowerManagement {
    bool suspend_mem = false;
    bool suspend_disk = false;
    bool suspend_hybrid = false;

    bool operator==(const HostPowerManagement&) const = default;
};

struct CellMemory {
    std::string unit = "KiB";
    std::uint64_t size = 0;

    bool operator==(const CellMemory&) const = default;
};

/// How many pages of a size a cell has.
struct CellPages {
    std::string unit = "KiB";
    std::uint64_t size = 0;
    std::uint64_t count = 0;

    bool operator==(const CellPages&) const = default;
};

struct CellCpu {
    unsigned id = 0;
    unsigned socket_id = 0;
    unsigned die_id = 0;
    unsigned core_id = 0;
    Bitmap siblings;  // the threads of its core, itself among them

    bool operator==(const CellCpu&) const = default;
};

struct CellDistance {
    unsigned id = 0;
    unsigned value = 0;

    bool operator==(const CellDistance&) const = default;
};

/// One NUMA node.
struct HostCell {
    unsigned id = 0;
    CellMemory memory;
    std::vector<CellPages> pages;
    std::vector<CellDistance> distances;
    std::vector<CellCpu> cpus;

    bool operator==(const HostCell&) const = default;
};

struct SecurityModel {
    std::string model;
    std::string doi;

    bool operator==(const SecurityModel&) const = default;
};

struct GuestArch {
    std::string name;
    unsigned word_bits = 0;
    std::string emulator;
    std::vector<std::string> domain_types;

    bool operator==(const GuestArch&) const = default;
};

/// One kind of guest.
struct GuestCapabilities {
    std::string os_type;
    GuestArch arch;
    PaeFeatures features;

    bool operator==(const GuestCapabilities&) const = default;
};

struct HostCapabilities {
    std::optional<Uuid> uuid;
    HostCpu cpu;
    HostPowerManagement power_management;
    xml::YesNo iommu = xml::YesNo::no;
    std::vector<HostCell> cells;
    std::vector<SecurityModel> security_models;

    bool operator==(const HostCapabilities&) const = default;
};

struct Capabilities {
    HostCapabilities host;
    std::vector<GuestCapabilities> guests;

    bool operator==(const Capabilities&) const = default;
};

Capabilities parse_capabilities(std::string_view xml);
std::string format(const Capabilities& capabilities);

}  // namespace virtd::conf
