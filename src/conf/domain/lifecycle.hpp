// What happens to a guest when it powers off, reboots, crashes or loses its disk lease.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>

#include "xml/bind.hpp"

namespace virtd::conf {

/// Numbers of virDomainLifecycleAction.
enum class LifecycleAction {
    destroy,
    restart,
    rename_restart,
    preserve,
    coredump_destroy,
    coredump_restart
};

constexpr auto xml_names(LifecycleAction) {
    using enum LifecycleAction;
    return std::to_array<xml::Name<LifecycleAction>>({{destroy, "destroy"},
                                                      {restart, "restart"},
                                                      {rename_restart, "rename-restart"},
                                                      {preserve, "preserve"},
                                                      {coredump_destroy, "coredump-destroy"},
                                                      {coredump_restart, "coredump-restart"}});
}

enum class LockFailure { poweroff, restart, pause, ignore };

constexpr auto xml_names(LockFailure) {
    using enum LockFailure;
    return std::to_array<xml::Name<LockFailure>>(
        {{poweroff, "poweroff"}, {restart, "restart"}, {pause, "pause"}, {ignore, "ignore"}});
}

struct Lifecycle {
    LifecycleAction on_poweroff = LifecycleAction::destroy;
    LifecycleAction on_reboot = LifecycleAction::restart;
    LifecycleAction on_crash = LifecycleAction::destroy;
    std::optional<LockFailure> on_lockfailure;

    bool operator==(const Lifecycle&) const = default;
};

extern const xml::Element<Lifecycle> lifecycle_xml;

/// Dumping core makes sense for crashes only.
void validate(const Lifecycle& lifecycle);

}  // namespace virtd::conf
