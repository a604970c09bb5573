// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/test/filters.hpp"

#include <algorithm>

#include "driver/flags.hpp"
#include "drivers/test/guest.hpp"

namespace virtd::test {

namespace {

namespace flag = driver::list_domains;

std::uint32_t state_flag(std::int32_t state) {
    switch (state) {
        case driver::domain_state::running:
            return flag::running;
        case driver::domain_state::paused:
            return flag::paused;
        case driver::domain_state::shutoff:
            return flag::shutoff;
        default:
            return flag::other;
    }
}

/// Bits of one group, and which of them is true for a guest.
struct Group {
    std::uint32_t bits;
    std::uint32_t (*true_for)(const Guest&);
};

// clang-format off
constexpr Group groups[] = {
    {flag::active | flag::inactive,
     [](const Guest& guest) -> std::uint32_t { return guest.active() ? flag::active : flag::inactive; }},
    {flag::persistent | flag::transient,
     [](const Guest& guest) -> std::uint32_t { return guest.persistent ? flag::persistent : flag::transient; }},
    {flag::running | flag::paused | flag::shutoff | flag::other,
     [](const Guest& guest) -> std::uint32_t { return state_flag(guest.state); }},
    {flag::managed_save | flag::no_managed_save,
     [](const Guest& guest) -> std::uint32_t { return guest.managed_save ? flag::managed_save : flag::no_managed_save; }},
    {flag::autostart | flag::no_autostart,
     [](const Guest& guest) -> std::uint32_t { return guest.autostart ? flag::autostart : flag::no_autostart; }},
    {flag::has_snapshot | flag::no_snapshot,
     [](const Guest& guest) -> std::uint32_t { return guest.snapshots.empty() ? flag::no_snapshot : flag::has_snapshot; }},
    {flag::has_checkpoint | flag::no_checkpoint,
     [](const Guest& guest) -> std::uint32_t { return guest.checkpoints.empty() ? flag::no_checkpoint : flag::has_checkpoint; }},
};
// clang-format on

}  // namespace

bool passes(const Guest& guest, std::uint32_t flags) {
    if (flags == 0) return true;  // what most ask, of thousands
    return std::ranges::all_of(groups, [&](const Group& group) {
        return (flags & group.bits) == 0 || (flags & group.true_for(guest)) != 0;
    });
}

}  // namespace virtd::test
