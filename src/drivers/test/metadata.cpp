// SPDX-License-Identifier: LGPL-2.1-or-later
//
// Titles, descriptions and what programs keep with a guest.
#include <utility>

#include "base/error.hpp"
#include "conf/domain.hpp"
#include "drivers/shared/documents.hpp"
#include "drivers/shared/metadata.hpp"
#include "drivers/test/domains.hpp"
#include "drivers/test/guest.hpp"
#include "drivers/test/host.hpp"

namespace virtd::test {

using namespace driver;  // NOLINT(google-build-using-namespace): the structs of the calls

namespace {

constexpr Fail fail{Origin::test};
constexpr Fail fail_domain{Origin::domain};

}  // namespace

Task<void> TestDomains::domain_set_metadata(DomainSetMetadataArgs args) {
    fail.unless_flags(args.flags, affect::live | affect::config, "testDomainSetMetadata");
    const std::size_t bytes = args.metadata ? args.metadata->size() : 0;
    const DomainRef ref = args.dom;
    const std::uint32_t flags = args.flags;
    DomainEventCallbackMetadataChangeMsg message;
    message.type = args.type;
    message.nsuri = args.uri;
    Change change = [args = std::move(args)](conf::Domain& definition, conf::PlugInto) {
        shared::check_metadata_type(args.type, fail_domain);
        shared::write_metadata(definition, args);
        return std::string();
    };
    co_await change_definitions(ref, flags, bytes, std::move(change));
    message.dom = guest(ref)->ref;
    host_->events.publish(std::move(message));
}

Task<DomainGetMetadataRet> TestDomains::domain_get_metadata(DomainGetMetadataArgs args) {
    fail.unless_flags(args.flags, affect::live | affect::config, "testDomainGetMetadata");
    shared::check_metadata_type(args.type, fail_domain);
    const DomainPtr definition = guest(args.dom)->one(args.flags);
    const auto work = [definition, args] { return shared::read_metadata(*definition, args); };
    auto found =
        co_await shared::reading(host_->documents, shared::metadata_size(definition), work);
    if (!found) {
        fail_domain(Errc::no_domain_metadata, "Requested metadata element is not present");
    }
    DomainGetMetadataRet ret;
    ret.metadata = std::move(*found);
    co_return ret;
}

}  // namespace virtd::test
