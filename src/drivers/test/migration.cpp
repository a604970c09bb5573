// SPDX-License-Identifier: LGPL-2.1-or-later
//
// Guests that move from one test host to another of the same daemon, or of another. The client
// leads them: it begins, prepares the other host, lets the guest go, and finishes there.
#include <memory>
#include <string>
#include <utility>

#include "base/error.hpp"
#include "conf/domain.hpp"
#include "drivers/shared/documents.hpp"
#include "drivers/test/definitions.hpp"
#include "drivers/test/domains.hpp"
#include "drivers/test/guest.hpp"
#include "drivers/test/host.hpp"

namespace virtd::test {

using namespace driver;  // NOLINT(google-build-using-namespace): the structs of the calls

namespace {

constexpr Fail fail{Origin::test};

namespace migrate {  // virDomainMigrateFlags
enum : std::uint32_t {
    live = 1,
    persist = 8,
    undefine = 16,
    paused = 32,
    disks = 64,
    increments = 128,
    unsafe = 512,
    compressed = 2048,
    abort_on_error = 4096,
    auto_converge = 8192,
};
constexpr std::uint32_t all = live | persist | undefine | paused | disks | increments | unsafe |
                              compressed | abort_on_error | auto_converge;
}  // namespace migrate

/// What the source tells the other host about the guest's state.
constexpr char was_paused[] = "paused";

constexpr std::size_t most_incoming = 1000;  // hosts are prepared by clients, who may vanish

void check_flags(std::uint64_t flags, const char* function) {
    if (flags > UINT32_MAX) {
        fail(Errc::invalid_arg, "unsupported flags (0x{:x}) in function {}", flags, function);
    }
    fail.unless_flags(static_cast<std::uint32_t>(flags), migrate::all, function);
}

bool has(std::uint64_t flags, std::uint32_t flag) {
    return (flags & flag) != 0;
}

}  // namespace

// on the host that the guest leaves

Task<DomainMigrateBegin3Ret> TestDomains::domain_migrate_begin3(DomainMigrateBegin3Args args) {
    check_flags(args.flags, "testDomainMigrateBegin3");
    const auto dom = guest(args.dom);
    dom->require_active();
    if (!dom->snapshots.empty()) {
        fail(Errc::operation_invalid, "cannot migrate domain with {} snapshots",
             dom->snapshots.size());
    }
    conf::FormatOptions options;
    options.secrets = true;
    options.migratable = true;
    DomainMigrateBegin3Ret ret;
    if (args.xmlin) {
        ret.xml = std::move(*args.xmlin);
    } else {
        ret.xml = co_await shared::printed(host_->documents, dom->current, options);
    }
    co_return ret;
}

// It stops here before it goes on there.
Task<DomainMigratePerform3Ret> TestDomains::domain_migrate_perform3(
    DomainMigratePerform3Args args) {
    check_flags(args.flags, "testDomainMigratePerform3");
    const auto dom = guest(args.dom);
    dom->require_active();
    DomainMigratePerform3Ret ret;
    if (dom->state == domain_state::paused) {
        ret.cookie_out = std::string(was_paused);
        co_return ret;
    }
    dom->state = domain_state::paused;
    dom->reason = paused_reason::migration;
    host_->publish(*dom, lifecycle::suspended, suspended_detail::migrated);
    co_return ret;
}

Task<void> TestDomains::domain_migrate_confirm3(DomainMigrateConfirm3Args args) {
    check_flags(args.flags, "testDomainMigrateConfirm3");
    const auto dom = guest(args.dom);
    dom->require_active();
    const bool waits =
        dom->state == domain_state::paused && dom->reason == paused_reason::migration;
    if (args.cancelled != 0) {
        if (!waits) co_return;  // it never got so far
        dom->state = domain_state::running;
        dom->reason = running_reason::migration_canceled;
        host_->publish(*dom, lifecycle::resumed, resumed_detail::migrated);
        co_return;
    }
    if (has(args.flags, migrate::undefine) && dom->persistent) {
        host_->publish(*dom, lifecycle::undefined, undefined_detail::removed);
        dom->persistent = false;
    }
    stop_guest(*dom, shutoff_reason::migrated, stopped_detail::migrated);
}

// on the host that it comes to

Task<DomainMigratePrepare3Ret> TestDomains::domain_migrate_prepare3(
    DomainMigratePrepare3Args args) {
    check_flags(args.flags, "testDomainMigratePrepare3");
    conf::Domain definition =
        co_await read_definition(host_->documents, std::move(args.dom_xml), false);
    if (args.dname) definition.name = *args.dname;
    const auto rival = host_->guests.find(*definition.uuid);
    if (rival && rival->active()) {
        fail(Errc::operation_invalid, "domain '{}' is already active", rival->ref.name);
    }
    if (host_->incoming.size() >= most_incoming && !host_->incoming.contains(definition.name)) {
        fail(Errc::resource_busy, "too many guests are on their way to this host");
    }
    std::string name = definition.name;
    host_->incoming[std::move(name)] = std::make_shared<const conf::Domain>(std::move(definition));
    DomainMigratePrepare3Ret ret;
    ret.uri_out = host_->uri;
    co_return ret;
}

Task<DomainMigrateFinish3Ret> TestDomains::domain_migrate_finish3(DomainMigrateFinish3Args args) {
    check_flags(args.flags, "testDomainMigrateFinish3");
    const auto found = host_->incoming.find(args.dname);
    if (found == host_->incoming.end()) {
        fail(Errc::no_domain, "no domain with matching name '{}'", args.dname);
    }
    const auto definition = found->second;
    host_->incoming.erase(found);
    if (args.cancelled != 0) fail(Errc::operation_failed, "migration was cancelled");

    const auto dom = host_->prepare(*definition);
    const bool is_new = !dom->persistent;
    if (has(args.flags, migrate::persist)) dom->persistent = true;
    start_guest(*dom, running_reason::migrated, started_detail::migrated);
    if (is_new && dom->persistent) {
        host_->publish(*dom, lifecycle::defined, defined_detail::added);
    }
    if (has(args.flags, migrate::paused) || args.cookie_in == was_paused) {
        dom->state = domain_state::paused;
        dom->reason = paused_reason::user;
        host_->publish(*dom, lifecycle::suspended, suspended_detail::paused);
    }
    DomainMigrateFinish3Ret ret;
    ret.dom = dom->ref;
    co_return ret;
}

}  // namespace virtd::test
