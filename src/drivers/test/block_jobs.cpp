// SPDX-License-Identifier: LGPL-2.1-or-later
//
// Jobs on the disks of running guests: copying images, and shortening their chains. Nothing is
// really copied; all that clients can see of it happens.
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "base/error.hpp"
#include "base/pool.hpp"
#include "conf/devices/lookup.hpp"
#include "conf/devices/storage_words.hpp"
#include "conf/domain.hpp"
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

namespace job_flag {  // virDomainBlockJobInfoFlags, virDomainBlockPullFlags and others
enum : std::uint32_t { info_bytes = 1, speed_bytes = 1, pull_bytes = 64, commit_bytes = 16 };
}
namespace end_flag {  // virDomainBlockJobAbortFlags
enum : std::uint32_t { async = 1, pivot = 2, all = 3 };
}
namespace rebase_flag {  // virDomainBlockRebaseFlags
enum : std::uint32_t {
    shallow = 1,
    reuse = 2,
    raw = 4,
    copy = 8,
    relative = 16,
    device = 32,
    bytes = 64,
    all = 127
};
}
namespace commit_flag {  // virDomainBlockCommitFlags
enum : std::uint32_t { shallow = 1, remove = 2, active = 4, relative = 8, bytes = 16, all = 31 };
}
namespace copy_flag {  // virDomainBlockCopyFlags
enum : std::uint32_t { shallow = 1, reuse = 2, transient = 4, synchronous = 8, all = 15 };
}

constexpr std::uint64_t mebibyte = 1024UL * 1024;

/// Clients give MiB a second unless a flag says bytes.
std::uint64_t bytes_of(std::uint64_t bandwidth, bool is_bytes) {
    if (is_bytes) return bandwidth;
    if (bandwidth > UINT64_MAX / mebibyte) {
        fail(Errc::overflow, "bandwidth must be less than {}", UINT64_MAX / mebibyte);
    }
    return bandwidth * mebibyte;
}

const conf::Disk& disk_of(const Guest& dom, std::string_view path) {
    dom.require_active();
    const conf::Disk* const disk = conf::find_disk(dom.current->devices, path);
    if (disk == nullptr) fail(Errc::invalid_arg, "disk '{}' not found in domain", path);
    return *disk;
}

/// The disk that a new job is for.
const conf::Disk& idle_disk(Guest& dom, std::string_view path) {
    const conf::Disk& disk = disk_of(dom, path);
    if (is_empty(disk.source)) {
        fail(Errc::invalid_arg, "disk '{}' does not currently have a source assigned", path);
    }
    if (dom.extras().block_jobs.contains(disk.target.dev)) {
        fail(Errc::block_copy_active, "disk '{}' already in active block job", disk.target.dev);
    }
    return disk;
}

BlockJob& job_of(Guest& dom, const conf::Disk& disk) {
    const auto& jobs = dom.extras().block_jobs;
    const auto found = jobs.find(disk.target.dev);
    if (found == jobs.end()) {
        fail(Errc::invalid_arg, "disk {} does not have an active block job", disk.target.dev);
    }
    return *found->second;
}

/// Changes one disk of the guest that runs.
void edit(Guest& dom, const std::string& target, const std::function<void(conf::Disk&)>& change) {
    Guest::change(dom.current, [&](conf::Domain& definition) {
        if (conf::Disk* const disk = conf::find_disk(definition.devices, target)) change(*disk);
    });
}

/// What is behind an image that stands for itself now.
void cut_chain(conf::Disk& disk) {
    if (!disk.backing_store) return;
    disk.backing_store.emplace();
    disk.backing_store->is_end = true;
}

const conf::BackingStore& backing_of(const conf::Disk& disk) {
    if (!disk.backing_store || disk.backing_store->is_end) {
        fail(Errc::invalid_arg, "top '{}' in chain for '{}' has no backing file",
             conf::storage_path(disk.source).value_or(""), disk.target.dev);
    }
    return *disk.backing_store;
}

/// The part of the chain from an image that has that path on.
const conf::BackingStore& find_backing(const conf::Disk& disk, std::string_view path) {
    for (const auto* image = &backing_of(disk); image != nullptr; image = image->next.get())
        if (conf::storage_path(image->source) == path) return *image;
    fail(Errc::invalid_arg, "could not find image '{}' beneath '{}' in chain for '{}'", path,
         conf::storage_path(disk.source).value_or(""), disk.target.dev);
}

/// The rest of a chain behind one of its images.
Rare<conf::BackingStore> behind(const conf::BackingStore& image) {
    if (image.next) return *image.next;
    return std::nullopt;
}

/// Where a copy goes: the <disk> of a document of its own.
conf::DiskMirror destination(const std::string& xml) {
    const xml::Document document(xml, {.origin = Origin::domain, .what = "disk_definition"});
    const xml::Node root = document.root("disk");
    conf::DiskMirror mirror;
    xml::read(conf::storage_type_xml, root, mirror.source);
    const xml::Node source = root.child("source");
    if (source) xml::read(conf::storage_source_xml, source, mirror.source);
    if (const auto word = root.child("driver").attribute("type"))
        mirror.format.type = xml::from_word<conf::StorageFormat>(*word);
    if (!conf::storage_path(mirror.source)) {
        fail(Errc::invalid_arg, "the destination of a copy needs a source");
    }
    return mirror;
}

conf::DiskMirror destination(const std::string& path, std::uint32_t flags) {
    conf::DiskMirror mirror;
    if ((flags & rebase_flag::device) != 0) {
        mirror.source.place = conf::BlockSource{path};
    } else {
        mirror.source.place = conf::FileSource{path};
    }
    if ((flags & rebase_flag::raw) != 0) mirror.format.type = conf::StorageFormat::raw;
    return mirror;
}

// the life of a job

void finish(TestHost& host, Guest& dom, const std::string& target) {
    auto& jobs = dom.extras().block_jobs;
    const auto found = jobs.find(target);
    if (found == jobs.end()) return;
    const DiskNames disk{target, found->second->path()};
    const std::int32_t type = found->second->type();
    if (found->second->waits()) {
        edit(dom, target, [](conf::Disk& it) {
            if (it.mirror) it.mirror->ready = "yes";
        });
        return tell_block_job(host, dom, disk, type, block_job::ready);
    }
    jobs.erase(found);
    if (type == block_job::pull) edit(dom, target, cut_chain);
    tell_block_job(host, dom, disk, type, block_job::completed);
    if (type == block_job::backup) backup_disk_done(host, dom);
}

void begin_copy(const std::shared_ptr<TestHost>& host, const std::shared_ptr<Guest>& dom,
                const std::string& path, conf::DiskMirror to, std::uint64_t bandwidth) {
    DiskNames disk = names_of(idle_disk(*dom, path));
    to.job = "copy";
    edit(*dom, disk.target, [&to](conf::Disk& it) { it.mirror = std::move(to); });
    begin_block_job(host, dom, std::move(disk), block_job::copy, bandwidth);
}

}  // namespace

DiskNames names_of(const conf::Disk& disk) {
    return {disk.target.dev, conf::storage_path(disk.source).value_or("")};
}

void tell_block_job(TestHost& host, const Guest& dom, const DiskNames& disk, std::int32_t type,
                    std::int32_t status) {
    DomainEventBlockJobMsg old_message;  // names the disk by its path
    old_message.dom = dom.ref;
    old_message.path = disk.path;
    old_message.type = type;
    old_message.status = status;
    DomainEventBlockJob2Msg message;
    message.dom = dom.ref;
    message.dst = disk.target;
    message.type = type;
    message.status = status;
    host.events.publish(std::move(old_message));
    host.events.publish(std::move(message));
}

void begin_block_job(const std::shared_ptr<TestHost>& host, const std::shared_ptr<Guest>& dom,
                     DiskNames disk, block_job::Type type, std::uint64_t bandwidth) {
    // neither is kept alive by a job
    const auto done = [host = std::weak_ptr(host), dom = std::weak_ptr(dom), target = disk.target] {
        const auto home = host.lock();
        const auto owner = dom.lock();
        if (home && owner) finish(*home, *owner, target);
    };
    constexpr std::uint64_t usual_size = 1024 * mebibyte;
    auto& extras = dom->extras();
    const auto resized = extras.disk_sizes.find(disk.target);
    const std::uint64_t size = resized == extras.disk_sizes.end() ? usual_size : resized->second;
    auto job =
        std::make_unique<BlockJob>(host->pool.loop(), type, std::move(disk.path), size, done);
    if (bandwidth != 0) job->set_bandwidth(bandwidth);
    extras.block_jobs[std::move(disk.target)] = std::move(job);
}

// beginning one

Task<void> TestDomains::domain_block_pull(DomainBlockPullArgs args) {
    fail.unless_flags(args.flags, job_flag::pull_bytes, "testDomainBlockPull");
    const auto dom = guest(args.dom);
    begin_block_job(host_, dom, names_of(idle_disk(*dom, args.path)), block_job::pull,
                    bytes_of(args.bandwidth, (args.flags & job_flag::pull_bytes) != 0));
    co_return;
}

// With a copy flag it copies, else it pulls: all, or what is above the image that is named.
Task<void> TestDomains::domain_block_rebase(DomainBlockRebaseArgs args) {
    fail.unless_flags(args.flags, rebase_flag::all, "testDomainBlockRebase");
    const auto dom = guest(args.dom);
    const std::uint64_t bandwidth =
        bytes_of(args.bandwidth, (args.flags & rebase_flag::bytes) != 0);
    if ((args.flags & rebase_flag::copy) != 0) {
        begin_copy(host_, dom, args.path, destination(args.base.value_or(""), args.flags),
                   bandwidth);
        co_return;
    }
    const conf::Disk& disk = idle_disk(*dom, args.path);
    if (args.base) find_backing(disk, *args.base);
    begin_block_job(host_, dom, names_of(disk), block_job::pull, bandwidth);
}

Task<void> TestDomains::domain_block_copy(DomainBlockCopyArgs args) {
    constexpr ParamKey keys[] = {{"bandwidth", ParamType::ullong},
                                 {"granularity", ParamType::uint},
                                 {"buf-size", ParamType::ullong}};
    fail.unless_flags(args.flags, copy_flag::all, "testDomainBlockCopy");
    validate(args.params, keys);
    const auto* const bandwidth = find_param<std::uint64_t>(args.params, "bandwidth");
    const auto parse = [](const std::string& xml) { return destination(xml); };
    conf::DiskMirror mirror =
        co_await shared::parsed(host_->documents, std::move(args.destxml), parse);
    begin_copy(host_, guest(args.dom), args.path, std::move(mirror),
               bandwidth == nullptr ? 0 : *bandwidth);
}

// The image that the guest writes to is merged into the one behind it and waits for its end;
// others are merged and gone.
Task<void> TestDomains::domain_block_commit(DomainBlockCommitArgs args) {
    fail.unless_flags(args.flags, commit_flag::all, "testDomainBlockCommit");
    const auto dom = guest(args.dom);
    const conf::Disk& disk = idle_disk(*dom, args.disk);
    DiskNames names = names_of(disk);
    const bool is_active = !args.top || *args.top == names.path || *args.top == names.target;
    if (is_active && (args.flags & commit_flag::active) == 0) {
        fail(Errc::invalid_arg, "commit of '{}' active layer requires active flag", names.target);
    }
    const conf::BackingStore& first = backing_of(disk);
    const conf::BackingStore& base = args.base ? find_backing(disk, *args.base) : first;
    const std::uint64_t bandwidth =
        bytes_of(args.bandwidth, (args.flags & commit_flag::bytes) != 0);
    if (!is_active) {
        find_backing(disk, *args.top);
        conf::BackingStore rest = base;
        edit(*dom, names.target, [&rest](conf::Disk& it) { it.backing_store = std::move(rest); });
        begin_block_job(host_, dom, std::move(names), block_job::commit, bandwidth);
        co_return;
    }
    conf::DiskMirror mirror;
    mirror.job = "active-commit";
    mirror.source = base.source;
    mirror.format = base.format;
    mirror.backing_store = behind(base);
    edit(*dom, names.target, [&mirror](conf::Disk& it) { it.mirror = std::move(mirror); });
    begin_block_job(host_, dom, std::move(names), block_job::active_commit, bandwidth);
}

// watching and ending one

Task<DomainGetBlockJobInfoRet> TestDomains::domain_get_block_job_info(
    DomainGetBlockJobInfoArgs args) {
    fail.unless_flags(args.flags, job_flag::info_bytes, "testDomainGetBlockJobInfo");
    const auto dom = guest(args.dom);
    const conf::Disk& disk = disk_of(*dom, args.path);
    const auto& jobs = dom->extras().block_jobs;
    const auto found = jobs.find(disk.target.dev);
    DomainGetBlockJobInfoRet ret;
    if (found == jobs.end()) co_return ret;
    const BlockJob& job = *found->second;
    const bool in_bytes = (args.flags & job_flag::info_bytes) != 0;
    ret.found = 1;
    ret.type = job.type();
    ret.bandwidth = in_bytes ? job.bandwidth() : (job.bandwidth() + mebibyte - 1) / mebibyte;
    ret.end = job.total();
    // as long as it is not done it must not look so
    ret.cur = job.ready() ? job.total() : std::min(job.copied(), job.total() - 1);
    co_return ret;
}

Task<void> TestDomains::domain_block_job_set_speed(DomainBlockJobSetSpeedArgs args) {
    fail.unless_flags(args.flags, job_flag::speed_bytes, "testDomainBlockJobSetSpeed");
    const auto dom = guest(args.dom);
    BlockJob& job = job_of(*dom, disk_of(*dom, args.path));
    job.set_bandwidth(bytes_of(args.bandwidth, (args.flags & job_flag::speed_bytes) != 0));
    co_return;
}

Task<void> TestDomains::domain_block_job_abort(DomainBlockJobAbortArgs args) {
    fail.unless_flags(args.flags, end_flag::all, "testDomainBlockJobAbort");
    const auto dom = guest(args.dom);
    const conf::Disk& disk = disk_of(*dom, args.path);
    const std::string target = disk.target.dev;
    const BlockJob& job = job_of(*dom, disk);
    const std::int32_t type = job.type();
    const bool pivots = (args.flags & end_flag::pivot) != 0;
    if (pivots && !job.waits()) {
        fail(Errc::operation_invalid, "job type for disk '{}' does not support pivot", target);
    }
    if (pivots && !job.ready()) {
        fail(Errc::block_copy_active, "disk '{}' not ready for pivot yet", target);
    }
    edit(*dom, target, [pivots](conf::Disk& it) {
        if (pivots && it.mirror) {
            it.source = std::move(it.mirror->source);
            if (it.mirror->format.type) it.driver.format = it.mirror->format.type;
            it.backing_store = std::move(it.mirror->backing_store);
        }
        it.mirror.reset();
    });
    // a copy that is complete ends well, whichever of the two images the guest goes on with
    const bool ends_well = job.waits() && job.ready();
    dom->extras().block_jobs.erase(target);
    const conf::Disk& after = disk_of(*dom, target);
    tell_block_job(*host_, *dom, names_of(after), type,
                   ends_well ? block_job::completed : block_job::canceled);
    if (type == block_job::backup) backup_disk_done(*host_, *dom);
    co_return;
}

}  // namespace virtd::test
