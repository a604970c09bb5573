// SPDX-License-Identifier: LGPL-2.1-or-later
//
// Guests that sleep and wake, start once by themselves, and the jobs that never occupy them.
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
namespace job_stats {  // virDomainGetJobStatsFlags
enum : std::uint32_t { completed = 1, keep_completed = 2 };
}
namespace abort_job {  // virDomainAbortJobFlagsValues
enum : std::uint32_t { postcopy = 1 };
}

[[noreturn]] void fail_idle() {
    fail(Errc::operation_invalid, "no job is active on the domain");
}

}  // namespace

// sleeping

Task<void> TestDomains::domain_pm_suspend_for_duration(DomainPmSuspendForDurationArgs args) {
    fail.unless_flags(args.flags, 0, "domain_pm_suspend_for_duration");
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
    fail.unless_flags(args.flags, 0, "domain_pm_wakeup");
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

// jobs: what takes long elsewhere is done here before anybody can ask

Task<DomainGetJobInfoRet> TestDomains::domain_get_job_info(DomainGetJobInfoArgs args) {
    guest(args.dom)->require_active();
    DomainGetJobInfoRet ret;
    co_return ret;
}

Task<DomainGetJobStatsRet> TestDomains::domain_get_job_stats(DomainGetJobStatsArgs args) {
    fail.unless_flags(args.flags, job_stats::completed | job_stats::keep_completed,
                      "domain_get_job_stats");
    const auto dom = guest(args.dom);
    if (args.flags == 0) dom->require_active();
    DomainGetJobStatsRet ret;
    co_return ret;
}

Task<void> TestDomains::domain_abort_job(DomainAbortJobArgs args) {
    guest(args.dom)->require_active();
    fail_idle();
}

Task<void> TestDomains::domain_abort_job_flags(DomainAbortJobFlagsArgs args) {
    fail.unless_flags(args.flags, abort_job::postcopy, "domain_abort_job_flags");
    guest(args.dom)->require_active();
    fail_idle();
}

}  // namespace virtd::test
