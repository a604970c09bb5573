// SPDX-License-Identifier: LGPL-2.1-or-later
//
// Backups of running guests, and what else is a job of a whole guest: there is nothing else,
// other things are done here before anybody can ask.
#include <algorithm>
#include <chrono>
#include <ctime>
#include <memory>
#include <utility>

#include "base/error.hpp"
#include "conf/backup.hpp"
#include "conf/domain.hpp"
#include "conf/moment/checkpoint.hpp"
#include "driver/typed_params.hpp"
#include "drivers/shared/documents.hpp"
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
enum : std::int32_t { unbounded = 2, completed = 3, cancelled = 5 };
}
constexpr std::int32_t operation_backup = 9;  // virDomainJobOperation

/// Ends the jobs on disks that are the backup's, and tells which these were.
std::vector<DiskNames> end_block_jobs(Guest& dom) {
    std::vector<DiskNames> ended;
    std::erase_if(dom.extras().block_jobs, [&ended](const auto& entry) {
        const auto& [target, job] = entry;
        if (job->type() != block_job::backup) return false;
        ended.push_back({target, job->path()});
        return true;
    });
    return ended;
}

struct Progress {
    std::uint64_t elapsed_ms = 0;
    std::uint64_t total = 0;
    std::uint64_t copied = 0;
};

Progress progress_of(Guest& dom) {
    Progress progress;
    const auto elapsed = std::chrono::steady_clock::now() - dom.extras().backup_began;
    progress.elapsed_ms = static_cast<std::uint64_t>(
        std::chrono::duration_cast<std::chrono::milliseconds>(elapsed).count());
    progress.total = progress.copied = dom.extras().backup_total;
    for (const auto& [target, job] : dom.extras().block_jobs) {
        if (job->type() == block_job::backup) progress.copied -= job->total() - job->copied();
    }
    return progress;
}

bool pulls(const conf::Backup& backup) {
    return backup.mode == conf::BackupMode::pull;
}

/// In pull mode what is overwritten meanwhile goes elsewhere: of a guest that writes nothing,
/// nothing.
std::vector<TypedParam> job_params(Guest& dom) {
    const Progress progress = progress_of(dom);
    std::vector<TypedParam> params;
    const auto add = [&params](std::string_view name, std::uint64_t value) {
        params.push_back(param<std::uint64_t>(name, value));
    };
    params.push_back(param<std::int32_t>("operation", operation_backup));
    add("time_elapsed", progress.elapsed_ms);
    if (pulls(*dom.extras().backup)) {
        add("disk_temp_used", 0);
        add("disk_temp_total", progress.total);
    } else {
        add("disk_total", progress.total);
        add("disk_processed", progress.copied);
        add("disk_remaining", progress.total - progress.copied);
    }
    return params;
}

void end_backup(TestHost& host, Guest& dom, std::int32_t type, std::vector<TypedParam> params) {
    params.push_back(param<TypedBool>("success", {type == job_type::completed ? 1 : 0}));
    dom.extras().backup.reset();
    dom.extras().completed_job = CompletedJob{type, params};
    DomainEventCallbackJobCompletedMsg message;
    message.dom = dom.ref;
    message.params = std::move(params);
    host.events.publish(std::move(message));
}

void cancel_backup(TestHost& host, Guest& dom) {
    dom.require_active();
    if (!dom.extras().backup) fail(Errc::operation_invalid, "no job is active on the domain");
    // who reads says that this is enough by ending the job
    const auto type = pulls(*dom.extras().backup) ? job_type::completed : job_type::cancelled;
    std::vector<TypedParam> params = job_params(dom);
    for (const DiskNames& disk : end_block_jobs(dom))
        tell_block_job(host, dom, disk, block_job::backup, block_job::canceled);
    end_backup(host, dom, type, std::move(params));
}

void require_checkpoints(const Guest& dom, const conf::Backup& backup) {
    for (const conf::BackupDisk& disk : backup.disks) {
        if (!disk.is_included() || !disk.incremental) continue;
        if (dom.checkpoints.find(*disk.incremental) != nullptr) continue;
        fail(Errc::no_domain_checkpoint,
             "Checkpoint '{}' for incremental backup of disk '{}' not found", *disk.incremental,
             disk.name);
    }
}

/// Nobody listens there, but clients that rely on it learn in time what QEMU would say.
void require_port(const conf::Backup& backup) {
    if (!backup.server || backup.server->transport != conf::BackupTransport::tcp) return;
    if (backup.server->port == 0)
        fail(Errc::operation_unsupported, "<domainbackup> must specify TCP port for now");
}

void require_idle_disks(Guest& dom, const conf::Backup& backup) {
    if (std::ranges::none_of(backup.disks, &conf::BackupDisk::is_included))
        fail(Errc::config_unsupported, "no disks selected for backup");
    for (const conf::BackupDisk& disk : backup.disks) {
        if (!disk.is_included() || !dom.extras().block_jobs.contains(disk.name)) continue;
        fail(Errc::block_copy_active, "disk '{}' already in active block job", disk.name);
    }
}

/// What the files of a backup are called after.
std::string suffix_for(const std::optional<conf::Checkpoint>& checkpoint) {
    if (checkpoint && !checkpoint->name.empty()) return checkpoint->name;
    return std::to_string(std::time(nullptr));
}

}  // namespace

void backup_disk_done(TestHost& host, Guest& dom) {
    const auto is_part = [](const auto& entry) {
        return entry.second->type() == block_job::backup;
    };
    if (dom.extras().backup && std::ranges::none_of(dom.extras().block_jobs, is_part))
        end_backup(host, dom, job_type::completed, job_params(dom));
}

Task<void> TestDomains::domain_backup_begin(DomainBackupBeginArgs args) {
    fail.unless_flags(args.flags, begin_flag::reuse, "testDomainBackupBegin");
    const auto find = [this, ref = args.dom] {  // as long as we wait it may go, stop, have a backup
        auto found = guest(ref);
        found->require_active();
        if (found->extras().backup) {
            fail(Errc::operation_invalid, "a backup of the domain is running");
        }
        return found;
    };
    find();
    conf::Backup backup =
        co_await shared::parsed(host_->documents, std::move(args.backup_xml), conf::parse_backup);
    std::optional<conf::Checkpoint> checkpoint;
    if (args.checkpoint_xml) {
        const auto parse = [](const std::string& xml) {
            return conf::parse_checkpoint(xml, conf::MomentKind::created, {});
        };
        checkpoint =
            co_await shared::parsed(host_->documents, std::move(*args.checkpoint_xml), parse);
    }
    const auto dom = find();
    conf::align_disks(backup, *dom->current, suffix_for(checkpoint));
    require_port(backup);
    require_checkpoints(*dom, backup);
    require_idle_disks(*dom, backup);
    if (checkpoint) take_checkpoint(*dom, std::move(*checkpoint));
    GuestExtras& extras = dom->extras();
    extras.completed_job.reset();
    extras.backup_began = std::chrono::steady_clock::now();
    extras.backup_total = 0;
    for (std::size_t i = 0; i < backup.disks.size(); ++i) {
        if (!backup.disks[i].is_included()) continue;
        const DiskNames disk = names_of(dom->current->devices.disks[i]);  // they are aligned
        begin_block_job(host_, dom, disk, block_job::backup, 0);
        BlockJob& job = *extras.block_jobs[disk.target];
        extras.backup_total += job.total();
        if (pulls(backup)) job.hold();
    }
    extras.backup = std::make_shared<const conf::Backup>(std::move(backup));
}

Task<DomainBackupGetXmlDescRet> TestDomains::domain_backup_get_xml_desc(
    DomainBackupGetXmlDescArgs args) {
    fail.unless_flags(args.flags, 0, "testDomainBackupGetXMLDesc");
    const auto dom = guest(args.dom);
    if (!dom->extras().backup) fail(Errc::no_domain_backup, "no domain backup job present");
    DomainBackupGetXmlDescRet ret;
    ret.xml = co_await shared::printed(host_->documents, dom->extras().backup);
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
    ret.time_elapsed = progress.elapsed_ms;
    if (pulls(*dom->extras().backup)) co_return ret;
    ret.data_total = ret.file_total = progress.total;
    ret.data_processed = ret.file_processed = progress.copied;
    ret.data_remaining = ret.file_remaining = progress.total - progress.copied;
    co_return ret;
}

Task<DomainGetJobStatsRet> TestDomains::domain_get_job_stats(DomainGetJobStatsArgs args) {
    fail.unless_flags(args.flags, job_stats::completed | job_stats::keep_completed,
                      "testDomainGetJobStats");
    const auto dom = guest(args.dom);
    if (args.flags == 0) dom->require_active();
    DomainGetJobStatsRet ret;
    GuestExtras& extras = dom->extras();
    if ((args.flags & job_stats::completed) != 0) {
        if (!extras.completed_job) co_return ret;
        ret.type = extras.completed_job->type;
        ret.params = extras.completed_job->params;
        if ((args.flags & job_stats::keep_completed) == 0) extras.completed_job.reset();
        co_return ret;
    }
    if (!extras.backup) co_return ret;
    ret.type = job_type::unbounded;
    ret.params = job_params(*dom);
    co_return ret;
}

Task<void> TestDomains::domain_abort_job(DomainAbortJobArgs args) {
    cancel_backup(*host_, *guest(args.dom));
    co_return;
}

Task<void> TestDomains::domain_abort_job_flags(DomainAbortJobFlagsArgs args) {
    fail.unless_flags(args.flags, abort_job::postcopy, "testDomainAbortJobFlags");
    cancel_backup(*host_, *guest(args.dom));
    co_return;
}

}  // namespace virtd::test
