// SPDX-License-Identifier: LGPL-2.1-or-later
//
// Titles, descriptions and what programs keep with a guest.
#include "conf/metadata.hpp"

#include <utility>

#include "base/error.hpp"
#include "conf/domain.hpp"
#include "drivers/shared/documents.hpp"
#include "drivers/test/domains.hpp"
#include "drivers/test/guest.hpp"
#include "drivers/test/host.hpp"

namespace virtd::test {

using namespace driver;  // NOLINT(google-build-using-namespace): the structs of the calls

namespace {

constexpr Fail fail{Origin::test};
constexpr Fail fail_domain{Origin::domain};

std::size_t size_of(const std::optional<xml::Raw>& metadata) {
    return metadata ? metadata->text.size() : 0;
}

std::optional<std::string> read(const conf::Domain& definition, const DomainGetMetadataArgs& args) {
    const auto unless_empty = [](const std::string& text) {
        return text.empty() ? std::nullopt : std::optional(text);
    };
    switch (args.type) {
        case metadata::description:
            return unless_empty(definition.description);
        case metadata::title:
            return unless_empty(definition.title);
        case metadata::element:
            return conf::find_metadata(definition.metadata, args.uri.value_or(""));
        default:
            fail_domain(Errc::invalid_arg, "unknown metadata type '{}'", args.type);
    }
}

void write(conf::Domain& definition, const DomainSetMetadataArgs& args) {
    switch (args.type) {
        case metadata::description:
            definition.description = args.metadata.value_or("");
            return;
        case metadata::title:
            definition.title = args.metadata.value_or("");
            return;
        case metadata::element:
            if (args.metadata) {
                conf::set_metadata(definition.metadata, args.uri.value_or(""),
                                   args.key.value_or(""), *args.metadata);
            } else {
                conf::remove_metadata(definition.metadata, args.uri.value_or(""));
            }
            return;
        default:
            fail_domain(Errc::invalid_arg, "unknown metadata type '{}'", args.type);
    }
}

}  // namespace

Task<void> TestDomains::domain_set_metadata(DomainSetMetadataArgs args) {
    fail.unless_flags(args.flags, affect::live | affect::config, "testDomainSetMetadata");
    std::size_t bytes = args.metadata ? args.metadata->size() : 0;
    for (const DomainPtr* slot : guest(args.dom)->each(args.flags))
        bytes += size_of((*slot)->metadata);
    const DomainRef ref = args.dom;
    const std::uint32_t flags = args.flags;
    DomainEventCallbackMetadataChangeMsg message;
    message.type = args.type;
    message.nsuri = args.uri;
    Change change = [args = std::move(args)](conf::Domain& definition, conf::PlugInto) {
        write(definition, args);
        return std::string();
    };
    co_await change_definitions(ref, flags, bytes, std::move(change));
    message.dom = guest(ref)->ref;
    host_->events.publish(std::move(message));
}

Task<DomainGetMetadataRet> TestDomains::domain_get_metadata(DomainGetMetadataArgs args) {
    fail.unless_flags(args.flags, affect::live | affect::config, "testDomainGetMetadata");
    const DomainPtr definition = guest(args.dom)->one(args.flags);
    const auto work = [definition, args] { return read(*definition, args); };
    auto found = co_await shared::reading(host_->documents, size_of(definition->metadata), work);
    if (!found) {
        fail_domain(Errc::no_domain_metadata, "Requested metadata element is not present");
    }
    DomainGetMetadataRet ret;
    ret.metadata = std::move(*found);
    co_return ret;
}

}  // namespace virtd::test
