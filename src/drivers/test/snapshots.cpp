// SPDX-License-Identifier: LGPL-2.1-or-later
//
// Snapshots: how they are made, deleted, and guests taken back to them.
#include <sys/stat.h>

#include <algorithm>
#include <ctime>
#include <functional>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/pool.hpp"
#include "conf/moment/snapshot.hpp"
#include "drivers/shared/documents.hpp"
#include "drivers/test/domains.hpp"
#include "drivers/test/guest.hpp"
#include "drivers/test/host.hpp"
#include "drivers/test/moment_lists.hpp"

namespace virtd::test {

using namespace driver;  // NOLINT(google-build-using-namespace): the structs of the calls

using conf::LocationRule;
using conf::MomentKind;
using conf::Snapshot;
using conf::SnapshotLocation;
using conf::SnapshotState;

namespace {

constexpr Fail fail{Origin::test};
constexpr Fail fail_snapshot{Origin::domain_snapshot};

namespace create_snapshot {  // virDomainSnapshotCreateFlags
enum : std::uint32_t {
    redefine = 1,
    current = 2,
    halt = 8,
    quiesce = 64,
    atomic = 128,
    live = 256,
    validate = 512,
};
constexpr std::uint32_t all = redefine | current | halt | quiesce | atomic | live | validate;
}  // namespace create_snapshot

namespace revert {  // virDomainSnapshotRevertFlags
enum : std::uint32_t { running = 1, paused = 2, force = 4 };
}

namespace remove_snapshot {  // virDomainSnapshotDeleteFlags
enum : std::uint32_t { children = 1, children_only = 4 };
}

using Paths = std::vector<std::string>;

// Blocks: for the pool.
Paths only_regular(Paths paths) {
    std::erase_if(paths, [](const std::string& path) {
        struct stat status {};
        return stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode);
    });
    return paths;
}

// A snapshot of a running guest holds its memory, unless the document wants that elsewhere.
SnapshotLocation default_location(Snapshot& snapshot) {
    if (snapshot.memory.location == SnapshotLocation::external) return SnapshotLocation::external;
    if (snapshot.state == SnapshotState::disk_snapshot) return SnapshotLocation::external;
    snapshot.memory.location =
        snapshot.is_offline() ? SnapshotLocation::no : SnapshotLocation::internal;
    return SnapshotLocation::internal;
}

void refuse_manual(const Snapshot& snapshot) {
    for (const conf::SnapshotDisk& disk : snapshot.disks) {
        if (disk.location == SnapshotLocation::manual) {
            fail(Errc::operation_unsupported,
                 "'manual' snapshot mode is not supported by the test driver");
        }
    }
}

void require_same_kind(const Snapshot& before, const Snapshot& after) {
    const auto was_running = !before.is_offline();
    if (was_running != !after.is_offline()) {
        fail_snapshot(Errc::invalid_arg,
                      "cannot change between online and offline snapshot state in snapshot {}",
                      after.name);
    }
    if ((before.state == SnapshotState::disk_snapshot) !=
        (after.state == SnapshotState::disk_snapshot)) {
        fail_snapshot(Errc::invalid_arg,
                      "cannot change between disk only and full system in snapshot {}", after.name);
    }
}

// A redefinition without a guest's definition keeps the one that is known.
void complete_domain(Snapshot& snapshot, const Snapshot* before, const Uuid& uuid) {
    if (snapshot.domain && *snapshot.domain->uuid != uuid) {
        fail_snapshot(Errc::invalid_arg, "definition for snapshot {} must use uuid {}",
                      snapshot.name, to_string(uuid));
    }
    if (!snapshot.domain && before != nullptr) snapshot.domain = before->domain;
    if (!snapshot.domain) fail_snapshot(Errc::internal_error, "missing domain in snapshot");
}

// Beside what is kept outside, a disk may be kept anywhere.
void align(Snapshot& snapshot, SnapshotLocation location, const Paths& regular_files) {
    const LocationRule rule =
        location == SnapshotLocation::external ? LocationRule::any : LocationRule::must_match;
    conf::align_disks(snapshot, *snapshot.domain, location, rule, regular_files);
}

Moment<Snapshot>& redefine(Guest& dom, Snapshot snapshot, const Paths& regular_files) {
    Moment<Snapshot>* const parent = parent_of(dom.snapshots, snapshot);
    const Moment<Snapshot>* const existing = dom.snapshots.find(snapshot.name);
    const Snapshot* const before = existing == nullptr ? nullptr : existing->definition.get();
    if (before != nullptr) require_same_kind(*before, snapshot);
    complete_domain(snapshot, before, dom.ref.uuid);
    const bool external = is_external(snapshot) || snapshot.state == SnapshotState::disk_snapshot;
    align(snapshot, external ? SnapshotLocation::external : SnapshotLocation::internal,
          regular_files);
    return store(dom.snapshots, std::move(snapshot), parent);
}

Moment<Snapshot>& take(Guest& dom, Snapshot snapshot, const Paths& regular_files) {
    snapshot.creation_time = std::time(nullptr);
    if (snapshot.name.empty()) snapshot.name = std::to_string(*snapshot.creation_time);
    snapshot.state = static_cast<SnapshotState>(dom.state);
    snapshot.domain = dom.current;
    const SnapshotLocation location = default_location(snapshot);
    refuse_manual(snapshot);
    align(snapshot, location, regular_files);
    return add(dom.snapshots, std::move(snapshot));
}

}  // namespace

bool is_external(const Snapshot& snapshot) {
    const auto lies_outside = [](const conf::SnapshotDisk& disk) {
        return disk.location == SnapshotLocation::external;
    };
    return snapshot.memory.location == SnapshotLocation::external ||
           std::ranges::any_of(snapshot.disks, lies_outside);
}

DomainSnapshotRef TestDomains::snapshot_ref(const Guest& dom, const Moment<Snapshot>& moment) {
    DomainSnapshotRef ref;
    ref.name = moment.name;
    ref.dom = dom.ref;
    return ref;
}

Moment<Snapshot>& TestDomains::snapshot(const Guest& dom, const std::string& name) {
    Moment<Snapshot>* const found = dom.snapshots.find(name);
    if (found == nullptr) {
        fail(Errc::no_domain_snapshot, "no domain snapshot with matching name '{}'", name);
    }
    return *found;
}

Task<DomainSnapshotCreateXmlRet> TestDomains::domain_snapshot_create_xml(
    DomainSnapshotCreateXmlArgs args) {
    fail.unless_flags(args.flags, create_snapshot::all, "testDomainSnapshotCreateXML");
    const bool halts = (args.flags & create_snapshot::halt) != 0;
    const auto find = [this, ref = args.dom, halts] {  // as long as we wait it may go, or change
        auto found = guest(ref);
        if (!found->checkpoints.empty()) {
            fail(Errc::operation_unsupported, "cannot create snapshot while checkpoint exists");
        }
        if (halts && !found->persistent) {
            fail(Errc::operation_invalid, "cannot halt after transient domain snapshot");
        }
        return found;
    };
    find();
    const bool redefines = (args.flags & create_snapshot::redefine) != 0;
    conf::ParseOptions options;
    options.check_names = (args.flags & create_snapshot::validate) != 0;
    const auto parse = [kind = redefines ? MomentKind::redefined : MomentKind::created,
                        options](const std::string& xml) {
        return conf::parse_snapshot(xml, kind, options);
    };
    Snapshot read = co_await shared::parsed(host_->documents, std::move(args.xml_desc), parse);

    auto dom = find();
    Paths files = conf::disk_files(read, read.domain ? *read.domain : *dom->current);
    if (!files.empty()) {
        files = co_await host_->pool.run(std::bind_front(only_regular, std::move(files)));
        dom = find();
    }
    Moment<Snapshot>& made =
        redefines ? redefine(*dom, std::move(read), files) : take(*dom, std::move(read), files);
    if (!redefines || (args.flags & create_snapshot::current) != 0) {
        dom->snapshots.set_current(&made);
    }
    DomainSnapshotCreateXmlRet ret;
    ret.snap = snapshot_ref(*dom, made);
    if (halts && dom->active()) {
        stop_guest(*dom, shutoff_reason::from_snapshot, stopped_detail::from_snapshot);
    }
    co_return ret;
}

// Reverting

void TestDomains::revert_to_running(Guest& dom, const Snapshot& to, bool paused) {
    if (dom.active()) {
        host_->stop(dom, shutoff_reason::from_snapshot);
        host_->publish(dom, lifecycle::stopped, stopped_detail::from_snapshot);
    }
    adopt(dom, to.domain);
    start_guest(dom, running_reason::from_snapshot, started_detail::from_snapshot);
    if (!paused) return;
    dom.state = domain_state::paused;
    dom.reason = paused_reason::from_snapshot;
    host_->publish(dom, lifecycle::suspended, suspended_detail::from_snapshot);
}

// To a snapshot of a guest that was off. Asked to run it then, libvirt 9.0 tells that it has
// started and leaves it off: what a client sees of both is kept.
void TestDomains::revert_to_off(Guest& dom, const Snapshot& to, std::uint32_t flags) {
    if (dom.active()) {
        host_->stop(dom, shutoff_reason::from_snapshot);
        host_->publish(dom, lifecycle::stopped, stopped_detail::from_snapshot);
    }
    adopt(dom, to.domain);
    if ((flags & (revert::running | revert::paused)) != 0) {
        host_->publish(dom, lifecycle::started, started_detail::from_snapshot);
    }
    if ((flags & revert::paused) != 0) {
        host_->publish(dom, lifecycle::suspended, suspended_detail::from_snapshot);
    }
    host_->drop_if_transient(dom);
}

/// The guest is off and has that definition from now on, the name in it included. A snapshot
/// that does not know one leaves the guest its own.
void TestDomains::adopt(Guest& dom, DomainPtr definition) {
    if (!definition) return;
    dom.next.reset();
    dom.current = std::move(definition);
    dom.ref.name = dom.current->name;
}

Task<void> TestDomains::domain_revert_to_snapshot(DomainRevertToSnapshotArgs args) {
    fail.unless_flags(args.flags, revert::running | revert::paused | revert::force,
                      "testDomainRevertToSnapshot");
    const auto dom = guest(args.snap.dom);
    Moment<Snapshot>& moment = snapshot(*dom, args.snap.name);
    const auto to = moment.definition;  // survives what happens to the guest
    const bool was_live = to->state == SnapshotState::running || to->state == SnapshotState::paused;
    const bool asked = (args.flags & (revert::running | revert::paused)) != 0;
    if (!dom->persistent && !was_live && !asked) {
        fail(Errc::operation_invalid,
             "transient domain needs to request run or pause to revert to inactive snapshot");
    }
    if (!to->domain && (args.flags & revert::force) == 0) {
        fail(Errc::snapshot_revert_risky, "snapshot '{}' lacks domain '{}' rollback info", to->name,
             dom->ref.name);
    }
    dom->snapshots.set_current(&moment);
    const bool pauses =
        asked ? (args.flags & revert::paused) != 0 : to->state == SnapshotState::paused;
    if (was_live) {
        revert_to_running(*dom, *to, pauses);
    } else {
        revert_to_off(*dom, *to, args.flags);
    }
    co_return;
}

Task<void> TestDomains::domain_snapshot_delete(DomainSnapshotDeleteArgs args) {
    fail.unless_flags(args.flags, remove_snapshot::children | remove_snapshot::children_only,
                      "testDomainSnapshotDelete");
    const auto dom = guest(args.snap.dom);
    Moment<Snapshot>& moment = snapshot(*dom, args.snap.name);
    if (args.flags != 0) dom->snapshots.remove_below(moment);
    if ((args.flags & remove_snapshot::children_only) == 0) dom->snapshots.remove(moment);
    co_return;
}

}  // namespace virtd::test
