// SPDX-License-Identifier: LGPL-2.1-or-later
//
// Guests that sleep and wake, and start once by themselves.
#include <utility>

#include "base/error.hpp"
#include "conf/domain.hpp"
#include "driver/flags.hpp"
#include "drivers/test/domains.hpp"
#include "drivers/test/guest.hpp"
#include "drivers/test/guest_extras.hpp"
#include "drivers/test/host.hpp"

namespace virtd::test {

using namespace driver;  // NOLINT(google-build-using-namespace): the structs of the calls

namespace {

constexpr Fail fail{Origin::test};

namespace suspend_target {  // virNodeSuspendTarget
enum : std::uint32_t { memory = 0, disk = 1, hybrid = 2 };
}
namespace pmsuspended_detail {  // virDomainEventPMSuspendedDetailType
enum : std::int32_t { memory = 0, disk = 1 };
}

}  // namespace

// sleeping

Task<void> TestDomains::domain_pm_suspend_for_duration(DomainPmSuspendForDurationArgs args) {
    fail.unless_flags(args.flags, 0, "testDomainPMSuspendForDuration");
    const auto dom = guest(args.dom);
    if (args.duration != 0) {
        fail(Errc::argument_unsupported, "Duration not supported. Use 0 for now");
    }
    if (args.target > suspend_target::hybrid) {
        fail(Errc::invalid_arg, "Unknown suspend target: {}", args.target);
    }
    dom->require_active();
    if (dom->state != domain_state::running) {
        fail(Errc::operation_invalid, "domain is not running");
    }
    if (args.target == suspend_target::disk) {
        DomainEventPmsuspendDiskMsg message;
        message.dom = dom->ref;
        host_->publish(*dom, lifecycle::pmsuspended, pmsuspended_detail::disk);
        host_->events.publish(std::move(message));
        stop_guest(*dom, shutoff_reason::shutdown, stopped_detail::shutdown);
        co_return;
    }
    dom->state = domain_state::pmsuspended;
    dom->reason = 0;  // unknown, the only one there is
    DomainEventPmsuspendMsg message;
    message.dom = dom->ref;
    host_->publish(*dom, lifecycle::pmsuspended, pmsuspended_detail::memory);
    host_->events.publish(std::move(message));
}

Task<void> TestDomains::domain_pm_wakeup(DomainPmWakeupArgs args) {
    fail.unless_flags(args.flags, 0, "testDomainPMWakeup");
    const auto dom = guest(args.dom);
    dom->require_active();
    if (dom->state != domain_state::pmsuspended) {
        fail(Errc::operation_invalid, "domain is not suspended");
    }
    dom->state = domain_state::running;
    dom->reason = running_reason::wakeup;
    DomainEventPmwakeupMsg message;
    message.dom = dom->ref;
    host_->events.publish(std::move(message));
    host_->publish(*dom, lifecycle::started, started_detail::wakeup);
    co_return;
}

// starting once

Task<DomainGetAutostartOnceRet> TestDomains::domain_get_autostart_once(
    DomainGetAutostartOnceArgs args) {
    DomainGetAutostartOnceRet ret;
    ret.autostart = guest(args.dom)->extras().autostart_once ? 1 : 0;
    co_return ret;
}

Task<void> TestDomains::domain_set_autostart_once(DomainSetAutostartOnceArgs args) {
    const auto dom = guest(args.dom);
    if (!dom->persistent) {
        fail(Errc::operation_invalid, "cannot set autostart for transient domain");
    }
    dom->extras().autostart_once = args.autostart != 0;
    co_return;
}

}  // namespace virtd::test
