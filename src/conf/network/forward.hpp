// <forward> of a network: how its traffic gets out, or which devices its guests are given.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "conf/address.hpp"
#include "conf/devices/address.hpp"
#include "xml/bind.hpp"

namespace virtd::conf {

enum class ForwardMode { none, nat, route, open, bridge, private_, vepa, passthrough, hostdev };

constexpr auto xml_names(ForwardMode) {
    using enum ForwardMode;
    return std::to_array<xml::Name<ForwardMode>>({{none, "none"},
                                                  {nat, "nat"},
                                                  {route, "route"},
                                                  {open, "open"},
                                                  {bridge, "bridge"},
                                                  {private_, "private"},
                                                  {vepa, "vepa"},
                                                  {passthrough, "passthrough"},
                                                  {hostdev, "hostdev"}});
}

/// Whether the network has a bridge of its own, with addresses and servers.
bool is_managed(ForwardMode mode);

enum class ForwardDriver { kvm, vfio };

constexpr auto xml_names(ForwardDriver) {
    return std::to_array<xml::Name<ForwardDriver>>(
        {{ForwardDriver::kvm, "kvm"}, {ForwardDriver::vfio, "vfio"}});
}

struct NatAddresses {
    IpAddress start;
    IpAddress end;

    bool operator==(const NatAddresses&) const = default;
};

struct NatPorts {
    std::uint32_t start = 0;
    std::uint32_t end = 0;

    bool operator==(const NatPorts&) const = default;
};

/// From which addresses and ports guests appear to speak.
struct Nat {
    std::optional<xml::YesNo> ipv6;
    std::optional<NatAddresses> addresses;
    std::optional<NatPorts> ports;

    bool operator==(const Nat&) const = default;
};

/// A device of the host by its name.
struct ForwardDevice {
    std::string dev;

    bool operator==(const ForwardDevice&) const = default;
};

struct Forward {
    ForwardMode mode = ForwardMode::nat;
    std::optional<bool> managed;  // hostdev only
    std::optional<ForwardDriver> driver;
    Nat nat;
    // at most one of the three says anything
    std::optional<ForwardDevice> physical_function;
    std::vector<ForwardDevice> interfaces;
    std::vector<PciAddress> addresses;

    bool operator==(const Forward&) const = default;
};

extern const xml::Element<Forward> forward_xml;

}  // namespace virtd::conf
