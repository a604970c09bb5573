// SPDX-License-Identifier: LGPL-2.1-or-later
//
// Checkpoints: from when on the changes to a guest's disks are tracked.
#include <ctime>
#include <utility>

#include "base/error.hpp"
#include "conf/moment/checkpoint.hpp"
#include "drivers/shared/documents.hpp"
#include "drivers/test/domains.hpp"
#include "drivers/test/guest.hpp"
#include "drivers/test/host.hpp"
#include "drivers/test/moment_lists.hpp"

namespace virtd::test {

using namespace driver;  // NOLINT(google-build-using-namespace): the structs of the calls

using conf::Checkpoint;
using conf::MomentKind;

namespace {

constexpr Fail fail{Origin::test};
constexpr Fail fail_checkpoint{Origin::domain_checkpoint};

namespace create_checkpoint {  // virDomainCheckpointCreateFlags
enum : std::uint32_t { redefine = 1, quiesce = 2 };
}
namespace checkpoint_xml {  // virDomainCheckpointXMLFlags
enum : std::uint32_t { secure = 1, no_domain = 2, size = 4 };
}
namespace list_checkpoints {  // virDomainCheckpointListFlags
enum : std::uint32_t { all = 15 };
}
namespace remove_checkpoint {  // virDomainCheckpointDeleteFlags
enum : std::uint32_t { children = 1, metadata_only = 2, children_only = 4 };
}

std::vector<Moment<Checkpoint>*> list(const Guest& dom, const Moment<Checkpoint>* from,
                                      std::uint32_t flags, const char* function) {
    fail.unless_flags(flags, list_checkpoints::all, function);
    return dom.checkpoints.list(from, selection(flags),
                                [](const Moment<Checkpoint>&) { return true; });
}

Moment<Checkpoint>& redefine(Guest& dom, Checkpoint checkpoint) {
    Moment<Checkpoint>* const parent = parent_of(dom.checkpoints, checkpoint);
    if (checkpoint.domain) {
        if (*checkpoint.domain->uuid != dom.ref.uuid) {
            fail_checkpoint(Errc::invalid_arg, "definition for checkpoint {} must use uuid {}",
                            checkpoint.name, to_string(dom.ref.uuid));
        }
        conf::align_disks(checkpoint, *checkpoint.domain);
    }
    return store(dom.checkpoints, std::move(checkpoint), parent);
}

}  // namespace

Moment<Checkpoint>& TestDomains::take_checkpoint(Guest& dom, Checkpoint checkpoint) {
    checkpoint.creation_time = std::time(nullptr);
    if (checkpoint.name.empty()) checkpoint.name = std::to_string(*checkpoint.creation_time);
    checkpoint.domain = dom.current;
    conf::align_disks(checkpoint, *checkpoint.domain);
    Moment<Checkpoint>& taken = add(dom.checkpoints, std::move(checkpoint));
    dom.checkpoints.set_current(&taken);
    return taken;
}

DomainCheckpointRef TestDomains::checkpoint_ref(const Guest& dom,
                                                const Moment<Checkpoint>& moment) {
    DomainCheckpointRef ref;
    ref.name = moment.name;
    ref.dom = dom.ref;
    return ref;
}

std::vector<DomainCheckpointRef> TestDomains::checkpoint_refs(
    const Guest& dom, const std::vector<Moment<Checkpoint>*>& listed) {
    std::vector<DomainCheckpointRef> refs;
    refs.reserve(listed.size());
    for (const Moment<Checkpoint>* moment : listed)
        refs.push_back(checkpoint_ref(dom, *moment));
    return refs;
}

Moment<Checkpoint>& TestDomains::checkpoint(const Guest& dom, const std::string& name) {
    Moment<Checkpoint>* const found = dom.checkpoints.find(name);
    if (found == nullptr) {
        fail(Errc::no_domain_checkpoint, "no domain checkpoint with matching name '{}'", name);
    }
    return *found;
}

Task<DomainCheckpointCreateXmlRet> TestDomains::domain_checkpoint_create_xml(
    DomainCheckpointCreateXmlArgs args) {
    fail.unless_flags(args.flags, create_checkpoint::redefine | create_checkpoint::quiesce,
                      "testDomainCheckpointCreateXML");
    const bool redefines = (args.flags & create_checkpoint::redefine) != 0;
    const auto find = [this, ref = args.dom] {  // as long as we wait it may go, or stop
        auto found = guest(ref);
        if (!found->snapshots.empty()) {
            fail(Errc::operation_unsupported, "cannot create checkpoint while snapshot exists");
        }
        if (!found->active()) {
            fail(Errc::operation_unsupported, "cannot create checkpoint for inactive domain");
        }
        return found;
    };
    find();
    const auto parse = [kind = redefines ? MomentKind::redefined
                                         : MomentKind::created](const std::string& xml) {
        return conf::parse_checkpoint(xml, kind, {});
    };
    Checkpoint read = co_await shared::parsed(host_->documents, std::move(args.xml_desc), parse);
    const auto dom = find();
    const Moment<Checkpoint>& made =
        redefines ? redefine(*dom, std::move(read)) : take_checkpoint(*dom, std::move(read));
    DomainCheckpointCreateXmlRet ret;
    ret.checkpoint = checkpoint_ref(*dom, made);
    co_return ret;
}

Task<DomainCheckpointGetXmlDescRet> TestDomains::domain_checkpoint_get_xml_desc(
    DomainCheckpointGetXmlDescArgs args) {
    fail.unless_flags(args.flags,
                      checkpoint_xml::secure | checkpoint_xml::no_domain | checkpoint_xml::size,
                      "testDomainCheckpointGetXMLDesc");
    const auto dom = guest(args.checkpoint.dom);
    auto shown = with_parent(checkpoint(*dom, args.checkpoint.name));
    if ((args.flags & checkpoint_xml::no_domain) != 0) {
        auto alone = std::make_shared<Checkpoint>(*shown);
        alone->domain.reset();
        shown = std::move(alone);
    }
    const bool secure = (args.flags & checkpoint_xml::secure) != 0;
    const conf::FormatOptions options{.inactive = true, .secrets = secure};
    DomainCheckpointGetXmlDescRet ret;
    ret.xml = co_await shared::printed(host_->documents, std::move(shown), options);
    co_return ret;
}

Task<DomainListAllCheckpointsRet> TestDomains::domain_list_all_checkpoints(
    DomainListAllCheckpointsArgs args) {
    const auto dom = guest(args.dom);
    const auto listed = list(*dom, nullptr, args.flags, "testDomainListAllCheckpoints");
    DomainListAllCheckpointsRet ret;
    if (args.need_results != 0) ret.checkpoints = checkpoint_refs(*dom, listed);
    ret.ret = static_cast<std::int32_t>(listed.size());
    co_return ret;
}

Task<DomainCheckpointListAllChildrenRet> TestDomains::domain_checkpoint_list_all_children(
    DomainCheckpointListAllChildrenArgs args) {
    const auto dom = guest(args.checkpoint.dom);
    const auto listed = list(*dom, &checkpoint(*dom, args.checkpoint.name), args.flags,
                             "testDomainCheckpointListAllChildren");
    DomainCheckpointListAllChildrenRet ret;
    if (args.need_results != 0) ret.checkpoints = checkpoint_refs(*dom, listed);
    ret.ret = static_cast<std::int32_t>(listed.size());
    co_return ret;
}

Task<DomainCheckpointLookupByNameRet> TestDomains::domain_checkpoint_lookup_by_name(
    DomainCheckpointLookupByNameArgs args) {
    fail.unless_flags(args.flags, 0, "testDomainCheckpointLookupByName");
    const auto dom = guest(args.dom);
    DomainCheckpointLookupByNameRet ret;
    ret.checkpoint = checkpoint_ref(*dom, checkpoint(*dom, args.name));
    co_return ret;
}

Task<DomainCheckpointGetParentRet> TestDomains::domain_checkpoint_get_parent(
    DomainCheckpointGetParentArgs args) {
    fail.unless_flags(args.flags, 0, "testDomainCheckpointGetParent");
    const auto dom = guest(args.checkpoint.dom);
    const Moment<Checkpoint>& moment = checkpoint(*dom, args.checkpoint.name);
    if (moment.parent == nullptr) {
        fail(Errc::no_domain_checkpoint, "checkpoint '{}' does not have a parent", moment.name);
    }
    DomainCheckpointGetParentRet ret;
    ret.parent = checkpoint_ref(*dom, *moment.parent);
    co_return ret;
}

Task<void> TestDomains::domain_checkpoint_delete(DomainCheckpointDeleteArgs args) {
    fail.unless_flags(args.flags,
                      remove_checkpoint::children | remove_checkpoint::metadata_only |
                          remove_checkpoint::children_only,
                      "testDomainCheckpointDelete");
    const auto dom = guest(args.checkpoint.dom);
    Moment<Checkpoint>& moment = checkpoint(*dom, args.checkpoint.name);
    const bool below =
        (args.flags & (remove_checkpoint::children | remove_checkpoint::children_only)) != 0;
    if (below) dom->checkpoints.remove_below(moment);
    if ((args.flags & remove_checkpoint::children_only) == 0) dom->checkpoints.remove(moment);
    co_return;
}

}  // namespace virtd::test
