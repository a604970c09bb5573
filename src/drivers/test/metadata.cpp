// SPDX-License-Identifier: LGPL-2.1-or-later
//
// Titles, descriptions and what programs keep with a guest.
#include "conf/metadata.hpp"

#include <utility>

#include "base/error.hpp"
#include "conf/domain.hpp"
#include "drivers/test/domains.hpp"
#include "drivers/test/guest.hpp"
#include "drivers/test/host.hpp"

namespace virtd::test {

using namespace driver;  // NOLINT(google-build-using-namespace): the structs of the calls

namespace {

constexpr Fail fail{Origin::test};
constexpr Fail fail_domain{Origin::domain};

std::optional<std::string> read(const conf::Domain& definition, const DomainGetMetadataArgs& args) {
    const auto unless_empty = [](const std::string& text) {
        return text.empty() ? std::nullopt : std::optional(text);
    };
    switch (args.type) {
        case metadata::description: return unless_empty(definition.description);
        case metadata::title: return unless_empty(definition.title);
        case metadata::element:
            return conf::find_metadata(definition.metadata, args.uri.value_or(""));
        default: fail_domain(Errc::invalid_arg, "unknown metadata type '{}'", args.type);
    }
}

void write(conf::Domain& definition, const DomainSetMetadataArgs& args) {
    switch (args.type) {
        case metadata::description: definition.description = args.metadata.value_or(""); return;
        case metadata::title: definition.title = args.metadata.value_or(""); return;
        case metadata::element:
            if (args.metadata) {
                conf::set_metadata(definition.metadata, args.uri.value_or(""),
                                   args.key.value_or(""), *args.metadata);
            } else {
                conf::remove_metadata(definition.metadata, args.uri.value_or(""));
            }
            return;
        default: fail_domain(Errc::invalid_arg, "unknown metadata type '{}'", args.type);
    }
}

}  // namespace

Task<void> TestDomains::domain_set_metadata(DomainSetMetadataArgs args) {
    fail.unless_flags(args.flags, affect::live | affect::config, "testDomainSetMetadata");
    const auto dom = guest(args.dom);
    for (DomainPtr* slot : dom->each(args.flags))
        Guest::change(*slot, [&args](conf::Domain& definition) { write(definition, args); });

    DomainEventCallbackMetadataChangeMsg message;
    message.dom = dom->ref;
    message.type = args.type;
    message.nsuri = std::move(args.uri);
    host_->events.publish(std::move(message));
    co_return;
}

Task<DomainGetMetadataRet> TestDomains::domain_get_metadata(DomainGetMetadataArgs args) {
    fail.unless_flags(args.flags, affect::live | affect::config, "testDomainGetMetadata");
    const auto dom = guest(args.dom);
    auto found = read(*dom->one(args.flags), args);
    if (!found) {
        fail_domain(Errc::no_domain_metadata, "Requested metadata element is not present");
    }
    DomainGetMetadataRet ret;
    ret.metadata = std::move(*found);
    co_return ret;
}

}  // namespace virtd::test
