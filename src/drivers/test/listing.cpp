// SPDX-License-Identifier: LGPL-2.1-or-later
#include <algorithm>
#include <vector>

#include "base/error.hpp"
#include "base/next_turn.hpp"
#include "base/pool.hpp"
#include "drivers/test/domains.hpp"
#include "drivers/test/filters.hpp"
#include "drivers/test/guest.hpp"
#include "drivers/test/host.hpp"

namespace virtd::test {

using namespace driver;  // NOLINT(google-build-using-namespace): the structs of the calls

namespace {

constexpr Fail fail{Origin::test};

// A turn of the loop lists as many as take about 100 microseconds.
constexpr std::size_t guests_per_turn = 4096;

DomainRef ref_of(const std::shared_ptr<Guest>& guest) {
    if (!guest) fail(Errc::no_domain);
    return guest->ref;
}

}  // namespace

TestDomains::TestDomains(std::shared_ptr<TestHost> host) : TestHostCalls(std::move(host)) {}

TestDomains::~TestDomains() = default;

EventHub* TestDomains::events() {
    return &host_->events;
}

std::shared_ptr<Guest> TestDomains::guest(const DomainRef& ref) const {
    auto guest = host_->guests.find(ref.uuid);
    if (!guest) {
        fail(Errc::no_domain, "no domain with matching uuid '{}' ({})", to_string(ref.uuid),
             ref.name);
    }
    return guest;
}

Task<ConnectListDomainsRet> TestDomains::connect_list_domains(ConnectListDomainsArgs args) {
    const auto wanted = static_cast<std::size_t>(std::max(args.maxids, 0));
    ConnectListDomainsRet ret;
    for (const auto& entry : host_->guests) {
        if (ret.ids.size() == wanted) break;
        if (entry.object->active()) ret.ids.push_back(entry.object->ref.id);
    }
    co_return ret;
}

Task<ConnectNumOfDomainsRet> TestDomains::connect_num_of_domains() {
    ConnectNumOfDomainsRet ret;
    ret.num = static_cast<std::int32_t>(host_->guests.with_id());
    co_return ret;
}

Task<ConnectListDefinedDomainsRet> TestDomains::connect_list_defined_domains(
    ConnectListDefinedDomainsArgs args) {
    const auto wanted = static_cast<std::size_t>(std::max(args.maxnames, 0));
    ConnectListDefinedDomainsRet ret;
    for (const auto& entry : host_->guests) {
        if (ret.names.size() == wanted) break;
        if (!entry.object->active()) ret.names.push_back(entry.name);
    }
    co_return ret;
}

Task<ConnectNumOfDefinedDomainsRet> TestDomains::connect_num_of_defined_domains() {
    ConnectNumOfDefinedDomainsRet ret;
    ret.num = static_cast<std::int32_t>(host_->guests.size() - host_->guests.with_id());
    co_return ret;
}

Task<ConnectListAllDomainsRet> TestDomains::connect_list_all_domains(
    ConnectListAllDomainsArgs args) {
    fail.unless_flags(args.flags, all_list_flags, "testConnectListAllDomains");
    ConnectListAllDomainsRet ret;
    // What a reply cannot hold is only counted.
    constexpr std::size_t most = decltype(ret.domains)::max;
    const std::size_t wanted = args.need_results != 0 ? most : 0;
    ret.domains.reserve(std::min(wanted, host_->guests.size()));
    Directory<Guest>::Walk all(host_->guests);
    std::size_t seen = 0;
    while (const Guest* const dom = all.next()) {
        if (passes(*dom, args.flags) && ++ret.ret <= wanted) ret.domains.push_back(dom->ref);
        if (++seen % guests_per_turn != 0) continue;
        NextTurn next(host_->pool.loop());
        co_await next;
    }
    co_return ret;
}

Task<DomainLookupByIdRet> TestDomains::domain_lookup_by_id(DomainLookupByIdArgs args) {
    DomainLookupByIdRet ret;
    ret.dom = ref_of(host_->guests.find_id(args.id));
    co_return ret;
}

Task<DomainLookupByUuidRet> TestDomains::domain_lookup_by_uuid(DomainLookupByUuidArgs args) {
    DomainLookupByUuidRet ret;
    ret.dom = ref_of(host_->guests.find(args.uuid));
    co_return ret;
}

Task<DomainLookupByNameRet> TestDomains::domain_lookup_by_name(DomainLookupByNameArgs args) {
    DomainLookupByNameRet ret;
    ret.dom = ref_of(host_->guests.find(args.name));
    co_return ret;
}

Task<DomainIsActiveRet> TestDomains::domain_is_active(DomainIsActiveArgs args) {
    DomainIsActiveRet ret;
    ret.active = guest(args.dom)->active() ? 1 : 0;
    co_return ret;
}

Task<DomainIsPersistentRet> TestDomains::domain_is_persistent(DomainIsPersistentArgs args) {
    DomainIsPersistentRet ret;
    ret.persistent = guest(args.dom)->persistent ? 1 : 0;
    co_return ret;
}

// Nothing here changes behind the caller's back, whether the guest still is there or not.
Task<DomainIsUpdatedRet> TestDomains::domain_is_updated(DomainIsUpdatedArgs) {
    DomainIsUpdatedRet ret;
    co_return ret;
}

}  // namespace virtd::test
