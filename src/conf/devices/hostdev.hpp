// <hostdev>: devices of the host that are passed on to a guest.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "conf/devices/disk.hpp"
#include "conf/devices/host_device.hpp"
#include "conf/devices/interface.hpp"

namespace virtd::conf {

struct ScsiAdapter {
    std::string name;
    std::uint32_t bus = 0;
    std::uint32_t target = 0;
    std::uint64_t unit = 0;

    bool operator==(const ScsiAdapter&) const = default;
};

struct ScsiIscsi {
    std::string name;
    StorageHost host;
    std::optional<StorageAuth> auth;
    std::optional<std::string> initiator;

    bool operator==(const ScsiIscsi&) const = default;
};

struct ScsiHostdev {
    std::optional<Sgio> sgio;
    std::optional<YesNo> rawio;
    std::variant<ScsiAdapter, ScsiIscsi> source;

    bool operator==(const ScsiHostdev&) const = default;
};

/// A vhost target in the host's kernel.
struct ScsiHostHostdev {
    std::optional<VirtioModel> model;
    std::string wwpn;

    bool operator==(const ScsiHostHostdev&) const = default;
};

enum class MdevModel { vfio_pci, vfio_ccw, vfio_ap };

struct MdevHostdev {
    MdevModel model = MdevModel::vfio_pci;
    std::optional<OnOff> display;
    std::optional<OnOff> ramfb;
    Uuid uuid{};

    bool operator==(const MdevHostdev&) const = default;
};

// mode='capabilities': containers get the host's own node

struct StorageCapability {
    std::string block;

    bool operator==(const StorageCapability&) const = default;
};

struct MiscCapability {
    std::string character;

    bool operator==(const MiscCapability&) const = default;
};

struct NetCapability {
    std::string interface;
    IpSetup ip;

    bool operator==(const NetCapability&) const = default;
};

using HostdevKind = std::variant<PciHostdev, UsbHostdev, ScsiHostdev, ScsiHostHostdev, MdevHostdev,
                                 StorageCapability, MiscCapability, NetCapability>;

struct Hostdev {
    HostdevKind kind;
    bool managed = false;
    std::optional<HostdevDriverName> driver;
    bool readonly = false;
    bool shareable = false;
    Teaming teaming;
    DeviceInfo info;

    template <class Kind>
    const Kind* as() const {
        return std::get_if<Kind>(&kind);
    }
    bool operator==(const Hostdev&) const = default;
};

/// Whether it is a part of the host, not a name that a container knows it by.
bool is_subsystem(const Hostdev& hostdev);
bool is_scsi(const Hostdev& hostdev);

extern const xml::Element<Hostdev> hostdev_xml;

}  // namespace virtd::conf
