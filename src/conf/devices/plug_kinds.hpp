// What plugging needs to know about each kind of device: one row a list of Devices.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>

#include "conf/devices/devices.hpp"

namespace virtd::conf {

struct DeviceKind {
    const char* word;    // its element
    bool hot_pluggable;  // into guests that run
    std::size_t (*count)(const Devices&);
    /// Moves all devices of this kind behind those that are there; throws when there can be only
    /// one of them, or only one with such a name.
    void (*attach)(Devices& to, Devices& from);
    /// Which device is meant by the first of `wanted`; nothing when there is none.
    std::optional<std::size_t> (*find)(const Devices& devices, const Devices& wanted);
    /// The sentence for a device that is not there.
    std::string (*missing)(const Devices& wanted);
    void (*erase)(Devices& devices, std::size_t index);
    /// Puts the first of `from` in the place of another; its alias and address stay unless it
    /// has its own.
    void (*replace)(Devices& devices, std::size_t index, Devices& from);
    bool (*has_alias)(const Devices& devices, std::size_t index);
    /// What it has, else the one that it would get; empty for kinds that get none.
    std::string (*alias)(const Devices& devices, std::size_t index);
    /// An empty one is none.
    void (*set_alias)(Devices& devices, std::size_t index, std::string alias);
};

std::span<const DeviceKind> device_kinds();

}  // namespace virtd::conf
