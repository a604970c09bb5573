// SPDX-License-Identifier: LGPL-2.1-or-later
//
// Backups of running guests, and what else is a job of a whole guest: there is nothing else,
// other things are done here before anybody can ask.
#include <algorithm>
#include <ctime>
#include <memory>
#include <utility>

#include "base/error.hpp"
#include "conf/backup.hpp"
#include "conf/domain.hpp"
#include "driver/typed_params.hpp"
#include "drivers/test/block_job_control.hpp"
#include "drivers/test/domains.hpp"
#include "drivers/test/guest.hpp"
#include "drivers/test/guest_extras.hpp"
#include "drivers/test/host.hpp"

namespace virtd::test {

using namespace driver;  // NOLINT(google-build-using-namespace): the structs of the calls

namespace {

constexpr Fail fail{Origin::test};

namespace begin_flag {  // virDomainBackupBeginFlags
enum : std::uint32_t { reuse = 1 };
}
namespace job_stats {  // virDomainGetJobStatsFlags
enum : std::uint32_t { completed = 1, keep_completed = 2 };
}
namespace abort_job {  // virDomainAbortJobFlagsValues
enum : std::uint32_t { postcopy = 1 };
}
namespace job_type {  // virDomainJobType
enum : std::int32_t { unbounded = 2 };
}
constexpr std::int32_t operation_backup = 9;  // virDomainJobOperation

/// The jobs on disks that are the backup's.
std::vector<std::string> backup_targets(Guest& dom) {
    std::vector<std::string> targets;
    for (const auto& [target, job] : dom.extras().block_jobs)
        if (job->type() == block_job::backup) targets.push_back(target);
    return targets;
}

struct Progress {
    std::uint64_t total = 0;
    std::uint64_t copied = 0;
};

Progress progress_of(Guest& dom) {
    Progress progress;
    for (const auto& [target, job] : dom.extras().block_jobs) {
        if (job->type() != block_job::backup) continue;
        progress.total += job->total();
        progress.copied += job->copied();
    }
    return progress;
}

void end_backup(TestHost& host, Guest& dom, bool success) {
    dom.extras().backup.reset();
    DomainEventCallbackJobCompletedMsg message;
    message.dom = dom.ref;
    message.params.push_back(param<std::int32_t>("operation", operation_backup));
    message.params.push_back(param<TypedBool>("success", {success ? 1 : 0}));
    host.events.publish(std::move(message));
}

void cancel_backup(TestHost& host, Guest& dom) {
    dom.require_active();
    if (!dom.extras().backup) fail(Errc::operation_invalid, "no job is active on the domain");
    for (const std::string& target : backup_targets(dom)) {
        dom.extras().block_jobs.erase(target);
        tell_block_job(host, dom, target, block_job::backup, block_job::canceled);
    }
    end_backup(host, dom, false);
}

}  // namespace

void backup_disk_done(TestHost& host, Guest& dom) {
    if (dom.extras().backup && backup_targets(dom).empty()) end_backup(host, dom, true);
}

Task<void> TestDomains::domain_backup_begin(DomainBackupBeginArgs args) {
    fail.unless_flags(args.flags, begin_flag::reuse, "domain_backup_begin");
    const auto dom = guest(args.dom);
    dom->require_active();
    if (dom->extras().backup) fail(Errc::operation_invalid, "a backup of the domain is running");
    conf::Backup backup = conf::parse_backup(args.backup_xml);
    if (backup.mode == conf::BackupMode::pull) {
        fail(Errc::operation_unsupported, "nobody could read from a backup in pull mode here");
    }
    conf::align_disks(backup, *dom->current, std::to_string(std::time(nullptr)));
    for (const conf::BackupDisk& disk : backup.disks) {
        if (!disk.is_included() || !dom->extras().block_jobs.contains(disk.name)) continue;
        fail(Errc::block_copy_active, "disk '{}' already in active block job", disk.name);
    }
    if (args.checkpoint_xml) {
        DomainCheckpointCreateXmlArgs checkpoint;
        checkpoint.dom = args.dom;
        checkpoint.xml_desc = *args.checkpoint_xml;
        co_await domain_checkpoint_create_xml(std::move(checkpoint));
    }
    for (const conf::BackupDisk& disk : backup.disks) {
        if (disk.is_included()) begin_block_job(host_, dom, disk.name, block_job::backup, 0);
    }
    dom->extras().backup = std::make_unique<conf::Backup>(std::move(backup));
    backup_disk_done(*host_, *dom);  // there may be nothing to copy
}

Task<DomainBackupGetXmlDescRet> TestDomains::domain_backup_get_xml_desc(
    DomainBackupGetXmlDescArgs args) {
    fail.unless_flags(args.flags, 0, "domain_backup_get_xml_desc");
    const auto dom = guest(args.dom);
    if (!dom->extras().backup) fail(Errc::no_domain_backup, "no domain backup job present");
    DomainBackupGetXmlDescRet ret;
    ret.xml = conf::format(*dom->extras().backup);
    co_return ret;
}

// jobs

Task<DomainGetJobInfoRet> TestDomains::domain_get_job_info(DomainGetJobInfoArgs args) {
    const auto dom = guest(args.dom);
    dom->require_active();
    DomainGetJobInfoRet ret;
    if (!dom->extras().backup) co_return ret;
    const Progress progress = progress_of(*dom);
    ret.type = job_type::unbounded;
    ret.data_total = ret.file_total = progress.total;
    ret.data_processed = ret.file_processed = progress.copied;
    ret.data_remaining = ret.file_remaining = progress.total - progress.copied;
    co_return ret;
}

Task<DomainGetJobStatsRet> TestDomains::domain_get_job_stats(DomainGetJobStatsArgs args) {
    fail.unless_flags(args.flags, job_stats::completed | job_stats::keep_completed,
                      "domain_get_job_stats");
    const auto dom = guest(args.dom);
    if (args.flags == 0) dom->require_active();
    DomainGetJobStatsRet ret;
    if (args.flags != 0 || !dom->extras().backup) co_return ret;
    const Progress progress = progress_of(*dom);
    ret.type = job_type::unbounded;
    ret.params.push_back(param<std::int32_t>("operation", operation_backup));
    ret.params.push_back(param<std::uint64_t>("disk_total", progress.total));
    ret.params.push_back(param<std::uint64_t>("disk_processed", progress.copied));
    ret.params.push_back(param<std::uint64_t>("disk_remaining", progress.total - progress.copied));
    co_return ret;
}

Task<void> TestDomains::domain_abort_job(DomainAbortJobArgs args) {
    cancel_backup(*host_, *guest(args.dom));
    co_return;
}

Task<void> TestDomains::domain_abort_job_flags(DomainAbortJobFlagsArgs args) {
    fail.unless_flags(args.flags, abort_job::postcopy, "domain_abort_job_flags");
    cancel_backup(*host_, *guest(args.dom));
    co_return;
}

}  // namespace virtd::test
