// <shmem>, <iommu>, <vsock>, <nvram> and <lease>: devices that few guests have.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>
#include <string>

#include "conf/devices/info.hpp"

namespace virtd::conf {

enum class ShmemModel { ivshmem, ivshmem_plain, ivshmem_doorbell };
enum class ShmemRole { default_, master, peer };

struct ShmemMsi {
    std::uint32_t vectors = 0;
    std::optional<OnOff> ioeventfd;

    bool operator==(const ShmemMsi&) const = default;
};

struct ShmemServer {
    std::optional<std::string> path;

    bool operator==(const ShmemServer&) const = default;
};

/// Memory that guests share.
struct Shmem {
    std::string name;
    std::optional<ShmemRole> role;
    ShmemModel model = ShmemModel::ivshmem;
    std::optional<std::uint64_t> size_mib;
    std::optional<ShmemServer> server;
    std::optional<ShmemMsi> msi;
    DeviceInfo info;

    bool operator==(const Shmem&) const = default;
};

enum class IommuModel { intel, smmuv3, virtio };

struct IommuDriver {
    std::optional<OnOff> intremap;
    std::optional<OnOff> caching_mode;
    std::optional<OnOff> eim;
    std::optional<OnOff> iotlb;
    std::uint32_t aw_bits = 0;

    bool operator==(const IommuDriver&) const = default;
};

struct Iommu {
    IommuModel model = IommuModel::intel;
    IommuDriver driver;
    DeviceInfo info;

    bool operator==(const Iommu&) const = default;
};

enum class VsockModel { default_, virtio, virtio_transitional, virtio_non_transitional };

struct Vsock {
    VsockModel model = VsockModel::default_;
    std::optional<YesNo> auto_cid;
    std::uint32_t cid = 0;
    VirtioDriver driver;
    DeviceInfo info;

    bool operator==(const Vsock&) const = default;
};

struct NvramDevice {
    DeviceInfo info;

    bool operator==(const NvramDevice&) const = default;
};

/// A lock that the guest holds while it runs.
struct Lease {
    std::optional<std::string> lockspace;
    std::string key;
    std::string path;
    std::uint64_t offset = 0;

    bool operator==(const Lease&) const = default;
};

std::string_view iommu_word(IommuModel model);

extern const xml::Element<Shmem> shmem_xml;
extern const xml::Element<Iommu> iommu_xml;
extern const xml::Element<Vsock> vsock_xml;
extern const xml::Element<NvramDevice> nvram_xml;
extern const xml::Element<Lease> lease_xml;

}  // namespace virtd::conf
