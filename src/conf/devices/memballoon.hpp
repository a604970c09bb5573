// <memballoon>, <rng>, <watchdog> and <panic>: small devices of most guests.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "conf/devices/chardev.hpp"

namespace virtd::conf {

enum class MemballoonModel { virtio, xen, none, virtio_transitional, virtio_non_transitional };

struct Memballoon {
    MemballoonModel model = MemballoonModel::virtio;
    std::optional<OnOff> autodeflate;
    std::optional<OnOff> free_page_reporting;
    std::int32_t stats_period = 0;  // seconds
    VirtioDriver driver;
    DeviceInfo info;

    bool operator==(const Memballoon&) const = default;
};

struct RandomBackend {
    std::string device;

    bool operator==(const RandomBackend&) const = default;
};

struct EgdBackend {
    Chardev chardev;

    bool operator==(const EgdBackend&) const = default;
};

struct BuiltinBackend {
    bool operator==(const BuiltinBackend&) const = default;
};

struct RngBackend {
    std::variant<RandomBackend, EgdBackend, BuiltinBackend> kind;

    bool operator==(const RngBackend&) const = default;
};

/// At most so many bytes in so many milliseconds.
struct RngRate {
    std::uint32_t bytes = 0;
    std::uint32_t period_ms = 0;

    bool operator==(const RngRate&) const = default;
};

struct Rng {
    VirtioModel model = VirtioModel::virtio;
    RngRate rate;
    RngBackend backend;
    VirtioDriver driver;
    DeviceInfo info;

    bool operator==(const Rng&) const = default;
};

enum class WatchdogModel { i6300esb, ib700, diag288 };
enum class WatchdogAction { reset, shutdown, poweroff, pause, dump, none, inject_nmi };

struct Watchdog {
    WatchdogModel model = WatchdogModel::i6300esb;
    WatchdogAction action = WatchdogAction::reset;
    DeviceInfo info;

    bool operator==(const Watchdog&) const = default;
};

enum class PanicModel { default_, isa, pseries, hyperv, s390 };

struct Panic {
    PanicModel model = PanicModel::default_;
    DeviceInfo info;

    bool operator==(const Panic&) const = default;
};

std::string_view panic_word(PanicModel model);

extern const xml::Element<Memballoon> memballoon_xml;
extern const xml::Element<Rng> rng_xml;
extern const xml::Element<Watchdog> watchdog_xml;
extern const xml::Element<Panic> panic_xml;

}  // namespace virtd::conf
