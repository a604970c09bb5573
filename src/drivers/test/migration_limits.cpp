// SPDX-License-Identifier: LGPL-2.1-or-later
//
// What clients say about how a migration may go on: nothing is sent that would heed it, but it
// is kept and told.
#include <bit>

#include "base/error.hpp"
#include "conf/domain.hpp"
#include "drivers/test/domains.hpp"
#include "drivers/test/guest.hpp"
#include "drivers/test/guest_extras.hpp"

namespace virtd::test {

using namespace driver;  // NOLINT(google-build-using-namespace): the structs of the calls

namespace {

constexpr Fail fail{Origin::test};

namespace max_speed {  // virDomainMigrateMaxSpeedFlags
enum : std::uint32_t { postcopy = 1 };
}

// As QEMU has them.
constexpr std::uint64_t most_downtime = 2000UL * 1000;  // ms
constexpr std::uint64_t page_size = 4096;

/// Of the running guest.
MigrationLimits& limits_of(Guest& dom) {
    dom.require_active();
    return dom.extras().migration_limits;
}

}  // namespace

// The speed is the guest's also while it is off; all else is forgotten when it stops.

Task<DomainMigrateGetMaxSpeedRet> TestDomains::domain_migrate_get_max_speed(
    DomainMigrateGetMaxSpeedArgs args) {
    fail.unless_flags(args.flags, max_speed::postcopy, "testDomainMigrateGetMaxSpeed");
    const auto dom = guest(args.dom);
    DomainMigrateGetMaxSpeedRet ret;
    ret.bandwidth = args.flags == max_speed::postcopy ? limits_of(*dom).postcopy_speed
                                                      : dom->extras().migration_speed;
    co_return ret;
}

Task<void> TestDomains::domain_migrate_set_max_speed(DomainMigrateSetMaxSpeedArgs args) {
    fail.unless_flags(args.flags, max_speed::postcopy, "testDomainMigrateSetMaxSpeed");
    const auto dom = guest(args.dom);
    if (args.bandwidth > most_migration_speed) {
        fail(Errc::overflow, "bandwidth must be less than {}", most_migration_speed + 1);
    }
    if (args.flags == max_speed::postcopy) {
        limits_of(*dom).postcopy_speed = args.bandwidth;
    } else {
        dom->extras().migration_speed = args.bandwidth;
    }
    co_return;
}

Task<DomainMigrateGetMaxDowntimeRet> TestDomains::domain_migrate_get_max_downtime(
    DomainMigrateGetMaxDowntimeArgs args) {
    fail.unless_flags(args.flags, 0, "testDomainMigrateGetMaxDowntime");
    DomainMigrateGetMaxDowntimeRet ret;
    ret.downtime = limits_of(*guest(args.dom)).downtime;
    co_return ret;
}

Task<void> TestDomains::domain_migrate_set_max_downtime(DomainMigrateSetMaxDowntimeArgs args) {
    fail.unless_flags(args.flags, 0, "testDomainMigrateSetMaxDowntime");
    MigrationLimits& limits = limits_of(*guest(args.dom));
    if (args.downtime > most_downtime) {
        fail(Errc::invalid_arg, "downtime must be no more than {} ms", most_downtime);
    }
    limits.downtime = args.downtime;
    co_return;
}

Task<DomainMigrateGetCompressionCacheRet> TestDomains::domain_migrate_get_compression_cache(
    DomainMigrateGetCompressionCacheArgs args) {
    fail.unless_flags(args.flags, 0, "testDomainMigrateGetCompressionCache");
    DomainMigrateGetCompressionCacheRet ret;
    ret.cache_size = limits_of(*guest(args.dom)).cache_size;
    co_return ret;
}

Task<void> TestDomains::domain_migrate_set_compression_cache(
    DomainMigrateSetCompressionCacheArgs args) {
    fail.unless_flags(args.flags, 0, "testDomainMigrateSetCompressionCache");
    MigrationLimits& limits = limits_of(*guest(args.dom));
    if (args.cache_size < page_size || !std::has_single_bit(args.cache_size)) {
        fail(Errc::invalid_arg, "size of the cache must be a power of two and at least {}",
             page_size);
    }
    limits.cache_size = args.cache_size;
    co_return;
}

// Migrations here copy first, and never start with the flag that would allow the switch.
Task<void> TestDomains::domain_migrate_start_post_copy(DomainMigrateStartPostCopyArgs args) {
    fail.unless_flags(args.flags, 0, "testDomainMigrateStartPostCopy");
    const auto dom = guest(args.dom);
    dom->require_active();
    if (dom->state != domain_state::paused || dom->reason != paused_reason::migration) {
        fail(Errc::operation_invalid,
             "post-copy can only be started while outgoing migration is in progress");
    }
    fail(Errc::operation_invalid,
         "switching to post-copy requires migration to be started with VIR_MIGRATE_POSTCOPY flag");
}

}  // namespace virtd::test
