// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/domain/lifecycle.hpp"

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::domain};

constexpr auto lifecycle_rows = xml::rows<Lifecycle>({
    xml::text_child<&Lifecycle::on_poweroff>("on_poweroff")
        .or_fail(Errc::config_unsupported, "unknown on_poweroff action: {}"),
    xml::text_child<&Lifecycle::on_reboot>("on_reboot")
        .or_fail(Errc::config_unsupported, "unknown on_reboot action: {}")
        .turn(-1),
    xml::text_child<&Lifecycle::on_crash>("on_crash")
        .or_fail(Errc::config_unsupported, "unknown on_crash action: {}"),
    xml::text_child<&Lifecycle::on_lockfailure>("on_lockfailure")
        .or_fail(Errc::config_unsupported, "unknown on_lockfailure action: {}"),
});

void validate_event(std::string_view event, LifecycleAction action) {
    if (action != LifecycleAction::coredump_destroy && action != LifecycleAction::coredump_restart)
        return;
    fail(Errc::config_unsupported, "Lifecycle event '{}' doesn't support '{}' action", event,
         xml::to_word(action));
}

}  // namespace

constinit const xml::Element<Lifecycle> lifecycle_xml{"", lifecycle_rows};

void validate(const Lifecycle& lifecycle) {
    validate_event("poweroff", lifecycle.on_poweroff);
    validate_event("reboot", lifecycle.on_reboot);
}

}  // namespace virtd::conf
