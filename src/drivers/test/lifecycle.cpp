// SPDX-License-Identifier: LGPL-2.1-or-later
//
// How guests come, run, stop and go.
#include <utility>

#include "base/error.hpp"
#include "conf/domain.hpp"
#include "drivers/test/definitions.hpp"
#include "drivers/test/domains.hpp"
#include "drivers/test/guest.hpp"
#include "drivers/test/guest_extras.hpp"
#include "drivers/test/host.hpp"

namespace virtd::test {

using namespace driver;  // NOLINT(google-build-using-namespace): the structs of the calls

namespace {

constexpr Fail fail{Origin::test};
constexpr Fail fail_domain{Origin::domain};

constexpr std::uint32_t all_reboot_flags = shutdown_by::acpi_power_button |
                                           shutdown_by::guest_agent | shutdown_by::initctl |
                                           shutdown_by::signal | shutdown_by::paravirt;

bool restarts(conf::LifecycleAction action) {
    return action == conf::LifecycleAction::restart ||
           action == conf::LifecycleAction::rename_restart;
}

/// Disks may be what a client lends; a guest that is not there yet (null) has nothing.
void require_lent_files(const conf::Domain& definition, const Guest* dom) {
    const GuestExtras* const extras = dom == nullptr ? nullptr : dom->find_extras();
    for (const conf::Disk& disk : definition.devices.disks) {
        const auto* const file = disk.source.as<conf::FileSource>();
        if (file == nullptr || !file->fd_group) continue;
        if (extras != nullptr && extras->has_lent(*file->fd_group)) continue;
        fail(Errc::invalid_arg, "file descriptor group '{}' was not associated with the domain",
             *file->fd_group);
    }
}

}  // namespace

// coming

Task<DomainRef> TestDomains::create_guest(std::string xml, std::uint32_t flags) {
    fail.unless_flags(flags, create::validate, "testDomainCreateXML");
    const bool strict = (flags & create::validate) != 0;
    conf::Domain definition = co_await read_definition(host_->documents, std::move(xml), strict);
    require_lent_files(definition, host_->guests.find(*definition.uuid).get());
    const auto dom = host_->prepare(std::move(definition));
    start_guest(*dom, running_reason::booted, started_detail::booted);
    co_return dom->ref;
}

Task<DomainRef> TestDomains::define_guest(std::string xml, std::uint32_t flags) {
    fail.unless_flags(flags, define::validate, "testDomainDefineXMLFlags");
    const bool strict = (flags & define::validate) != 0;
    conf::Domain definition = co_await read_definition(host_->documents, std::move(xml), strict);
    conf::refuse_multiline_name(definition);
    const auto [dom, replaced] = host_->define(std::move(definition));
    host_->publish(*dom, lifecycle::defined,
                   replaced ? defined_detail::updated : defined_detail::added);
    co_return dom->ref;
}

Task<DomainCreateXmlRet> TestDomains::domain_create_xml(DomainCreateXmlArgs args) {
    DomainCreateXmlRet ret;
    ret.dom = co_await create_guest(std::move(args.xml_desc), args.flags);
    co_return ret;
}

// The guest has no use for the files: nothing in it reads them.
Task<DomainCreateXmlWithFilesRet> TestDomains::domain_create_xml_with_files(
    DomainCreateXmlWithFilesArgs args, Descriptors) {
    DomainCreateXmlWithFilesRet ret;
    ret.dom = co_await create_guest(std::move(args.xml_desc), args.flags);
    co_return ret;
}

Task<DomainDefineXmlRet> TestDomains::domain_define_xml(DomainDefineXmlArgs args) {
    DomainDefineXmlRet ret;
    ret.dom = co_await define_guest(std::move(args.xml), 0);
    co_return ret;
}

Task<DomainDefineXmlFlagsRet> TestDomains::domain_define_xml_flags(DomainDefineXmlFlagsArgs args) {
    DomainDefineXmlFlagsRet ret;
    ret.dom = co_await define_guest(std::move(args.xml), args.flags);
    co_return ret;
}

// starting

void TestDomains::start_guest(Guest& dom, std::int32_t reason, std::int32_t event_detail) {
    host_->start(dom, reason);
    host_->publish(dom, lifecycle::started, event_detail);
}

DomainRef TestDomains::boot(const DomainRef& ref, std::uint32_t flags) {
    fail.unless_flags(flags, 0, "testDomainCreateWithFlags");
    const auto dom = guest(ref);
    if (dom->state != domain_state::shutoff) {
        fail(Errc::internal_error, "Domain '{}' is already running", dom->ref.name);
    }
    require_lent_files(*dom->current, dom.get());
    if (dom->managed_save && dom->extras().saved) {
        start_redefined(*dom);
    } else {
        start_guest(*dom, running_reason::booted, started_detail::booted);
    }
    return dom->ref;
}

/// From a managed save image that says more than the guest's own definition.
void TestDomains::start_redefined(Guest& dom) {
    GuestExtras& extras = dom.extras();
    auto image = std::make_shared<conf::Domain>(*std::exchange(extras.saved, nullptr));
    image->name = dom.ref.name;  // it may have got another one since
    dom.next = std::exchange(dom.current, std::move(image));
    start_guest(dom, running_reason::restored, started_detail::restored);
    if (!std::exchange(extras.saved_paused, false)) return;
    dom.state = domain_state::paused;
    dom.reason = paused_reason::user;
    host_->publish(dom, lifecycle::suspended, suspended_detail::restored);
}

Task<void> TestDomains::domain_create(DomainCreateArgs args) {
    boot(args.dom, 0);
    co_return;
}

Task<DomainCreateWithFlagsRet> TestDomains::domain_create_with_flags(
    DomainCreateWithFlagsArgs args) {
    DomainCreateWithFlagsRet ret;
    ret.dom = boot(args.dom, args.flags);
    co_return ret;
}

Task<DomainCreateWithFilesRet> TestDomains::domain_create_with_files(DomainCreateWithFilesArgs args,
                                                                     Descriptors) {
    DomainCreateWithFilesRet ret;
    ret.dom = boot(args.dom, args.flags);
    co_return ret;
}

// running

Task<void> TestDomains::domain_suspend(DomainSuspendArgs args) {
    const auto dom = guest(args.dom);
    if (dom->state == domain_state::shutoff || dom->state == domain_state::paused) {
        fail(Errc::internal_error, "domain '{}' not running", dom->ref.name);
    }
    dom->state = domain_state::paused;
    dom->reason = paused_reason::user;
    host_->publish(*dom, lifecycle::suspended, suspended_detail::paused);
    co_return;
}

Task<void> TestDomains::domain_resume(DomainResumeArgs args) {
    const auto dom = guest(args.dom);
    if (dom->state != domain_state::paused) {
        fail(Errc::internal_error, "domain '{}' not paused", dom->ref.name);
    }
    dom->state = domain_state::running;
    dom->reason = running_reason::unpaused;
    host_->publish(*dom, lifecycle::resumed, resumed_detail::unpaused);
    co_return;
}

// A reset is invisible from outside: the guest goes on, or stays paused.
Task<void> TestDomains::domain_reset(DomainResetArgs args) {
    fail.unless_flags(args.flags, 0, "testDomainReset");
    guest(args.dom)->require_active();
    co_return;
}

// stopping

void TestDomains::stop_guest(Guest& dom, std::int32_t reason, std::int32_t event_detail) {
    host_->stop(dom, reason);
    host_->publish(dom, lifecycle::stopped, event_detail);
    host_->drop_if_transient(dom);
}

/// The guest ended by itself: what comes then stands in its definition.
void TestDomains::end_guest(Guest& dom, conf::LifecycleAction action) {
    if (restarts(action)) {
        dom.state = domain_state::running;
        dom.reason = running_reason::booted;
    } else {
        stop_guest(dom, shutoff_reason::shutdown, stopped_detail::shutdown);
    }
}

void TestDomains::shut_down(const DomainRef& ref, std::uint32_t flags) {
    fail.unless_flags(flags, 0, "testDomainShutdownFlags");
    const auto dom = guest(ref);
    if (dom->state == domain_state::shutoff) {
        fail(Errc::internal_error, "domain '{}' not running", dom->ref.name);
    }
    end_guest(*dom, dom->current->lifecycle.on_poweroff);
}

Task<void> TestDomains::domain_shutdown(DomainShutdownArgs args) {
    shut_down(args.dom, 0);
    co_return;
}

Task<void> TestDomains::domain_shutdown_flags(DomainShutdownFlagsArgs args) {
    shut_down(args.dom, args.flags);
    co_return;
}

Task<void> TestDomains::domain_reboot(DomainRebootArgs args) {
    fail.unless_flags(args.flags, all_reboot_flags, "testDomainReboot");
    const auto dom = guest(args.dom);
    dom->require_active();
    end_guest(*dom, dom->current->lifecycle.on_reboot);
    co_return;
}

void TestDomains::kill(const DomainRef& ref, std::uint32_t flags) {
    fail.unless_flags(flags, destroy::graceful, "testDomainDestroyFlags");
    const auto dom = guest(ref);
    dom->require_active();
    stop_guest(*dom, shutoff_reason::destroyed, stopped_detail::destroyed);
}

Task<void> TestDomains::domain_destroy(DomainDestroyArgs args) {
    kill(args.dom, 0);
    co_return;
}

Task<void> TestDomains::domain_destroy_flags(DomainDestroyFlagsArgs args) {
    kill(args.dom, args.flags);
    co_return;
}

// going

void TestDomains::forget(const DomainRef& ref, std::uint32_t flags) {
    fail.unless_flags(flags, undefine::managed_save | undefine::snapshots_metadata,
                      "testDomainUndefineFlags");
    const auto dom = guest(ref);
    if (dom->managed_save && (flags & undefine::managed_save) == 0) {
        fail(Errc::operation_invalid,
             "Refusing to undefine while domain managed save image exists");
    }
    if (!dom->active() && !dom->snapshots.empty() && (flags & undefine::snapshots_metadata) == 0) {
        fail(Errc::operation_invalid, "cannot delete inactive domain with {} snapshots",
             dom->snapshots.size());
    }
    host_->publish(*dom, lifecycle::undefined, undefined_detail::removed);
    dom->managed_save = false;
    dom->persistent = false;  // a running one stays until it stops
    host_->drop_if_transient(*dom);
}

Task<void> TestDomains::domain_undefine(DomainUndefineArgs args) {
    forget(args.dom, 0);
    co_return;
}

Task<void> TestDomains::domain_undefine_flags(DomainUndefineFlagsArgs args) {
    forget(args.dom, args.flags);
    co_return;
}

Task<DomainRenameRet> TestDomains::domain_rename(DomainRenameArgs args) {
    fail.unless_flags(args.flags, 0, "testDomainRename");
    const auto dom = guest(args.dom);
    require_renamable(*dom, args.new_name.value_or(""));
    host_->publish(*dom, lifecycle::undefined, undefined_detail::renamed);

    const std::string name = *args.new_name;
    host_->guests.rename(dom->ref.uuid, name);
    dom->ref.name = name;
    dom->change(dom->current, [&name](conf::Domain& definition) { definition.name = name; });
    host_->publish(*dom, lifecycle::defined, defined_detail::renamed);
    DomainRenameRet ret;
    co_return ret;
}

void TestDomains::require_renamable(const Guest& dom, const std::string& name) const {
    if (dom.active()) fail(Errc::operation_invalid, "cannot rename active domain");
    if (!dom.persistent) fail(Errc::operation_invalid, "cannot rename a transient domain");
    if (dom.ref.name == name) {
        fail_domain(Errc::operation_invalid, "Can't rename domain to itself");
    }
    if (host_->guests.find(name)) {
        fail_domain(Errc::operation_invalid, "domain with name '{}' already exists", name);
    }
    if (name.find('/') != std::string::npos) {
        fail(Errc::xml_error, "name {} cannot contain '/'", name);
    }
}

}  // namespace virtd::test
