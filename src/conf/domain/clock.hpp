// <clock>: what time a guest is told it is, and how its timers tick.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "xml/bind.hpp"

namespace virtd::conf {

enum class ClockOffset { utc, localtime, variable, timezone, absolute };
enum class ClockBasis { utc, localtime };
enum class TimerName { platform, pit, rtc, hpet, tsc, kvmclock, hypervclock, armvtimer };
enum class TimerTrack { boot, guest, wall, realtime };
enum class TickPolicy { delay, catchup, merge, discard };
enum class TimerMode { auto_, native, emulate, paravirt, smpsafe };

// clang-format off
constexpr auto xml_names(ClockOffset) {
    using enum ClockOffset;
    return std::to_array<xml::Name<ClockOffset>>({{utc, "utc"}, {localtime, "localtime"}, {variable, "variable"}, {timezone, "timezone"}, {absolute, "absolute"}});
}
constexpr auto xml_names(ClockBasis) {
    return std::to_array<xml::Name<ClockBasis>>({{ClockBasis::utc, "utc"}, {ClockBasis::localtime, "localtime"}});
}
constexpr auto xml_names(TimerName) {
    using enum TimerName;
    return std::to_array<xml::Name<TimerName>>({{platform, "platform"}, {pit, "pit"}, {rtc, "rtc"}, {hpet, "hpet"}, {tsc, "tsc"}, {kvmclock, "kvmclock"}, {hypervclock, "hypervclock"}, {armvtimer, "armvtimer"}});
}
constexpr auto xml_names(TimerTrack) {
    using enum TimerTrack;
    return std::to_array<xml::Name<TimerTrack>>({{boot, "boot"}, {guest, "guest"}, {wall, "wall"}, {realtime, "realtime"}});
}
constexpr auto xml_names(TickPolicy) {
    using enum TickPolicy;
    return std::to_array<xml::Name<TickPolicy>>({{delay, "delay"}, {catchup, "catchup"}, {merge, "merge"}, {discard, "discard"}});
}
constexpr auto xml_names(TimerMode) {
    using enum TimerMode;
    return std::to_array<xml::Name<TimerMode>>({{auto_, "auto"}, {native, "native"}, {emulate, "emulate"}, {paravirt, "paravirt"}, {smpsafe, "smpsafe"}});
}
// clang-format on

/// How fast a timer makes up for lost ticks. 0: not said.
struct Catchup {
    std::uint64_t threshold = 0;
    std::uint64_t slew = 0;
    std::uint64_t limit = 0;

    bool operator==(const Catchup&) const = default;
};

struct Timer {
    TimerName name = TimerName::platform;
    std::optional<xml::YesNo> present;
    std::optional<TickPolicy> tick_policy;
    std::optional<TimerTrack> track;
    std::uint64_t frequency_hz = 0;
    std::optional<TimerMode> mode;
    Catchup catchup;

    bool operator==(const Timer&) const = default;
};

struct Clock {
    ClockOffset offset = ClockOffset::utc;
    std::int64_t adjustment_s = 0;       // variable
    ClockBasis basis = ClockBasis::utc;  // variable
    bool reset_adjustment = false;       // utc and localtime: the clock starts right each time
    std::string timezone;                // timezone
    std::uint64_t start_s = 0;           // absolute
    std::vector<Timer> timers;

    bool operator==(const Clock&) const = default;
};

extern const xml::Element<Clock> clock_xml;

void validate(const Clock& clock);

}  // namespace virtd::conf
