// SPDX-License-Identifier: LGPL-2.1-or-later
//
// What clients ask about snapshots.
#include <utility>

#include "base/error.hpp"
#include "conf/moment/snapshot.hpp"
#include "drivers/shared/documents.hpp"
#include "drivers/test/domains.hpp"
#include "drivers/test/guest.hpp"
#include "drivers/test/host.hpp"
#include "drivers/test/moment_lists.hpp"

namespace virtd::test {

using namespace driver;  // NOLINT(google-build-using-namespace): the structs of the calls

using conf::Snapshot;
using conf::SnapshotState;

namespace {

constexpr Fail fail{Origin::test};

namespace list_snapshots {  // virDomainSnapshotListFlags
enum : std::uint32_t {
    metadata = 2,
    no_metadata = 16,
    inactive = 32,
    active = 64,
    disk_only = 128,
    internal = 256,
    external = 512,
    all = 2047,
};
}

// Flags come in groups; each group that occurs must hold a flag that is true for the snapshot.
bool passes(const Snapshot& snapshot, std::uint32_t flags) {
    using namespace list_snapshots;  // NOLINT(google-build-using-namespace)
    const auto group = [flags](std::uint32_t bits, std::uint32_t truth) {
        return (flags & bits) == 0 || (flags & truth) != 0;
    };
    const std::uint32_t state = snapshot.state == SnapshotState::disk_snapshot ? disk_only
                                : snapshot.state == SnapshotState::shutoff     ? inactive
                                                                               : active;
    return group(metadata | no_metadata, metadata) && group(inactive | active | disk_only, state) &&
           group(internal | external, is_external(snapshot) ? external : internal);
}

using Listed = std::vector<Moment<Snapshot>*>;

Listed list(const Guest& dom, const Moment<Snapshot>* from, std::uint32_t flags,
            const char* function) {
    fail.unless_flags(flags, list_snapshots::all, function);
    return dom.snapshots.list(from, selection(flags), [flags](const Moment<Snapshot>& moment) {
        return passes(*moment.definition, flags);
    });
}

std::int32_t count(const Listed& listed) {
    return static_cast<std::int32_t>(listed.size());
}

std::vector<std::string> names(const Listed& listed, std::int32_t max) {
    std::vector<std::string> names;
    for (const Moment<Snapshot>* moment : listed) {
        if (count(listed) > max && names.size() >= static_cast<std::size_t>(max)) break;
        names.push_back(moment->name);
    }
    return names;
}

}  // namespace

std::vector<DomainSnapshotRef> TestDomains::snapshot_refs(
    const Guest& dom, const std::vector<Moment<Snapshot>*>& listed) {
    std::vector<DomainSnapshotRef> refs;
    refs.reserve(listed.size());
    for (const Moment<Snapshot>* moment : listed)
        refs.push_back(snapshot_ref(dom, *moment));
    return refs;
}

Task<DomainSnapshotNumRet> TestDomains::domain_snapshot_num(DomainSnapshotNumArgs args) {
    DomainSnapshotNumRet ret;
    ret.num = count(list(*guest(args.dom), nullptr, args.flags, "testDomainSnapshotNum"));
    co_return ret;
}

Task<DomainSnapshotListNamesRet> TestDomains::domain_snapshot_list_names(
    DomainSnapshotListNamesArgs args) {
    DomainSnapshotListNamesRet ret;
    ret.names = names(list(*guest(args.dom), nullptr, args.flags, "testDomainSnapshotListNames"),
                      args.maxnames);
    co_return ret;
}

Task<DomainListAllSnapshotsRet> TestDomains::domain_list_all_snapshots(
    DomainListAllSnapshotsArgs args) {
    const auto dom = guest(args.dom);
    const Listed listed = list(*dom, nullptr, args.flags, "testDomainListAllSnapshots");
    DomainListAllSnapshotsRet ret;
    if (args.need_results != 0) ret.snapshots = snapshot_refs(*dom, listed);
    ret.ret = count(listed);
    co_return ret;
}

Task<DomainSnapshotNumChildrenRet> TestDomains::domain_snapshot_num_children(
    DomainSnapshotNumChildrenArgs args) {
    const auto dom = guest(args.snap.dom);
    DomainSnapshotNumChildrenRet ret;
    ret.num = count(
        list(*dom, &snapshot(*dom, args.snap.name), args.flags, "testDomainSnapshotNumChildren"));
    co_return ret;
}

Task<DomainSnapshotListChildrenNamesRet> TestDomains::domain_snapshot_list_children_names(
    DomainSnapshotListChildrenNamesArgs args) {
    const auto dom = guest(args.snap.dom);
    DomainSnapshotListChildrenNamesRet ret;
    ret.names = names(list(*dom, &snapshot(*dom, args.snap.name), args.flags,
                           "testDomainSnapshotListChildrenNames"),
                      args.maxnames);
    co_return ret;
}

Task<DomainSnapshotListAllChildrenRet> TestDomains::domain_snapshot_list_all_children(
    DomainSnapshotListAllChildrenArgs args) {
    const auto dom = guest(args.snapshot.dom);
    const Listed listed = list(*dom, &snapshot(*dom, args.snapshot.name), args.flags,
                               "testDomainSnapshotListAllChildren");
    DomainSnapshotListAllChildrenRet ret;
    if (args.need_results != 0) ret.snapshots = snapshot_refs(*dom, listed);
    ret.ret = count(listed);
    co_return ret;
}

Task<DomainSnapshotLookupByNameRet> TestDomains::domain_snapshot_lookup_by_name(
    DomainSnapshotLookupByNameArgs args) {
    fail.unless_flags(args.flags, 0, "testDomainSnapshotLookupByName");
    const auto dom = guest(args.dom);
    DomainSnapshotLookupByNameRet ret;
    ret.snap = snapshot_ref(*dom, snapshot(*dom, args.name));
    co_return ret;
}

Task<DomainHasCurrentSnapshotRet> TestDomains::domain_has_current_snapshot(
    DomainHasCurrentSnapshotArgs args) {
    fail.unless_flags(args.flags, 0, "testDomainHasCurrentSnapshot");
    DomainHasCurrentSnapshotRet ret;
    ret.result = guest(args.dom)->snapshots.current() != nullptr ? 1 : 0;
    co_return ret;
}

Task<DomainSnapshotCurrentRet> TestDomains::domain_snapshot_current(
    DomainSnapshotCurrentArgs args) {
    fail.unless_flags(args.flags, 0, "testDomainSnapshotCurrent");
    const auto dom = guest(args.dom);
    const Moment<Snapshot>* const current = dom->snapshots.current();
    if (current == nullptr) {
        fail(Errc::no_domain_snapshot, "the domain does not have a current snapshot");
    }
    DomainSnapshotCurrentRet ret;
    ret.snap = snapshot_ref(*dom, *current);
    co_return ret;
}

Task<DomainSnapshotGetParentRet> TestDomains::domain_snapshot_get_parent(
    DomainSnapshotGetParentArgs args) {
    fail.unless_flags(args.flags, 0, "testDomainSnapshotGetParent");
    const auto dom = guest(args.snap.dom);
    const Moment<Snapshot>& moment = snapshot(*dom, args.snap.name);
    if (moment.parent == nullptr) {
        fail(Errc::no_domain_snapshot, "snapshot '{}' does not have a parent", moment.name);
    }
    DomainSnapshotGetParentRet ret;
    ret.snap = snapshot_ref(*dom, *moment.parent);
    co_return ret;
}

Task<DomainSnapshotIsCurrentRet> TestDomains::domain_snapshot_is_current(
    DomainSnapshotIsCurrentArgs args) {
    fail.unless_flags(args.flags, 0, "testDomainSnapshotIsCurrent");
    const auto dom = guest(args.snap.dom);
    DomainSnapshotIsCurrentRet ret;
    ret.current = &snapshot(*dom, args.snap.name) == dom->snapshots.current() ? 1 : 0;
    co_return ret;
}

Task<DomainSnapshotHasMetadataRet> TestDomains::domain_snapshot_has_metadata(
    DomainSnapshotHasMetadataArgs args) {
    fail.unless_flags(args.flags, 0, "testDomainSnapshotHasMetadata");
    snapshot(*guest(args.snap.dom), args.snap.name);  // all that there are have it
    DomainSnapshotHasMetadataRet ret;
    ret.metadata = 1;
    co_return ret;
}

Task<DomainSnapshotGetXmlDescRet> TestDomains::domain_snapshot_get_xml_desc(
    DomainSnapshotGetXmlDescArgs args) {
    constexpr std::uint32_t secure = 1;  // VIR_DOMAIN_SNAPSHOT_XML_SECURE
    fail.unless_flags(args.flags, secure, "testDomainSnapshotGetXMLDesc");
    const auto dom = guest(args.snap.dom);
    const conf::FormatOptions options{.inactive = true, .secrets = (args.flags & secure) != 0};
    DomainSnapshotGetXmlDescRet ret;
    auto shown = with_parent(snapshot(*dom, args.snap.name));
    ret.xml = co_await shared::printed(host_->documents, std::move(shown), options);
    co_return ret;
}

}  // namespace virtd::test
