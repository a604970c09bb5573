// <memory> of <devices>: modules that can be plugged into a guest.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>
#include <string>

#include "base/bitmap.hpp"
#include "conf/devices/info.hpp"

namespace virtd::conf {

enum class ModuleModel { dimm, nvdimm, virtio_pmem, virtio_mem, sgx_epc };
enum class ModuleAccess { shared, private_ };

struct ModuleSource {
    Bitmap nodemask;
    std::uint64_t pagesize = 0;  // KiB
    std::optional<std::string> path;
    std::uint64_t alignsize = 0;  // KiB
    bool pmem = false;

    bool operator==(const ModuleSource&) const = default;
};

struct ModuleTarget {
    std::uint64_t size = 0;  // KiB, as all sizes here
    std::optional<std::uint32_t> node;
    std::uint64_t label_size = 0;
    bool readonly = false;
    std::uint64_t block_size = 0;
    std::optional<std::uint64_t> requested;
    std::uint64_t current = 0;  // while the guest runs

    bool operator==(const ModuleTarget&) const = default;
};

struct MemoryDevice {
    ModuleModel model = ModuleModel::dimm;
    std::optional<ModuleAccess> access;
    std::optional<YesNo> discard;
    std::optional<Uuid> uuid;
    ModuleSource source;
    ModuleTarget target;
    DeviceInfo info;

    bool operator==(const MemoryDevice&) const = default;
};

extern const xml::Element<MemoryDevice> memory_device_xml;

/// Refuses what the model does not have; `cells` is the number of NUMA cells of the guest.
void validate(const MemoryDevice& device, std::size_t cells);

}  // namespace virtd::conf
