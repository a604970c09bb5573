// Where a device sits in the guest: the kinds of <address>.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "conf/words.hpp"

namespace virtd::xml {
template <class T>
struct Element;
}

namespace virtd::conf {

/// <zpci>: how a PCI device is known on s390.
struct ZpciAddress {
    std::optional<std::uint32_t> uid;
    std::optional<std::uint32_t> fid;

    bool operator==(const ZpciAddress&) const = default;
};

struct PciAddress {
    std::uint32_t domain = 0;
    std::uint32_t bus = 0;
    std::uint32_t slot = 0;
    std::uint32_t function = 0;
    std::optional<OnOff> multifunction;
    ZpciAddress zpci;

    /// 0000:00:00 means "not assigned yet".
    bool is_empty() const { return (domain | bus | slot) == 0; }
    bool operator==(const PciAddress&) const = default;
};

struct DriveAddress {
    std::uint32_t controller = 0;
    std::uint32_t bus = 0;
    std::uint32_t target = 0;
    std::uint32_t unit = 0;

    auto operator<=>(const DriveAddress&) const = default;  // NOLINT(modernize-use-nullptr): no zero here
};

struct VirtioSerialAddress {
    std::uint32_t controller = 0;
    std::uint32_t bus = 0;
    std::uint32_t port = 0;

    bool operator==(const VirtioSerialAddress&) const = default;
};

struct CcidAddress {
    std::uint32_t controller = 0;
    std::uint32_t slot = 0;

    bool operator==(const CcidAddress&) const = default;
};

struct UsbAddress {
    std::uint32_t bus = 0;
    std::string port;  // "1.2": from hub to hub

    bool operator==(const UsbAddress&) const = default;
};

struct SpaprVioAddress {
    std::optional<std::uint64_t> reg;

    bool operator==(const SpaprVioAddress&) const = default;
};

struct VirtioS390Address {
    bool operator==(const VirtioS390Address&) const = default;
};

struct CcwAddress {
    std::optional<std::uint32_t> cssid;
    std::optional<std::uint32_t> ssid;
    std::optional<std::uint32_t> devno;

    bool operator==(const CcwAddress&) const = default;
};

struct VirtioMmioAddress {
    bool operator==(const VirtioMmioAddress&) const = default;
};

struct IsaAddress {
    std::uint32_t iobase = 0;
    std::uint32_t irq = 0;

    bool operator==(const IsaAddress&) const = default;
};

struct DimmAddress {
    std::uint32_t slot = 0;
    std::uint64_t base = 0;

    bool operator==(const DimmAddress&) const = default;
};

/// The device is kept, but the guest does not get it.
struct UnassignedAddress {
    bool operator==(const UnassignedAddress&) const = default;
};

using AddressKind = std::variant<PciAddress, DriveAddress, VirtioSerialAddress, CcidAddress,
                                 UsbAddress, SpaprVioAddress, VirtioS390Address, CcwAddress,
                                 VirtioMmioAddress, IsaAddress, DimmAddress, UnassignedAddress>;

struct DeviceAddress {
    AddressKind kind;

    /// The address if it is of this kind.
    template <class Kind>
    const Kind* as() const {
        return std::get_if<Kind>(&kind);
    }
    bool operator==(const DeviceAddress&) const = default;
};

/// The word for a kind of address.
std::string_view address_type(const DeviceAddress& address);

extern const xml::Element<DeviceAddress> address_xml;
/// domain, bus, slot and function: also names devices of the host.
extern const xml::Element<PciAddress> pci_location_xml;

}  // namespace virtd::conf
