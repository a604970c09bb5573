// Which device of the host it is: for <hostdev> and for interfaces of that type.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>

#include "conf/address.hpp"
#include "conf/devices/storage_source.hpp"

namespace virtd::conf {

struct UsbHostAddress {
    std::uint32_t bus = 0;
    std::uint32_t device = 0;

    bool operator==(const UsbHostAddress&) const = default;
};

struct PciHostdev {
    PciAddress address;
    std::optional<YesNo> write_filtering;

    bool operator==(const PciHostdev&) const = default;
};

enum class GuestReset { off, uninitialized, on };

struct UsbHostdev {
    std::optional<StartupPolicy> startup_policy;
    std::optional<GuestReset> guest_reset;
    std::optional<std::uint32_t> vendor;
    std::optional<std::uint32_t> product;
    std::optional<UsbHostAddress> address;

    bool operator==(const UsbHostdev&) const = default;
};

}  // namespace virtd::conf
