// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/test/definitions.hpp"

#include <string>
#include <unordered_set>

#include "base/error.hpp"

namespace virtd::test {

namespace {

constexpr Fail fail{Origin::test};

constexpr std::size_t most_cards = 1024;  // that get names from us

}  // namespace

conf::Domain parse_definition(std::string_view xml, bool strict) {
    conf::ParseOptions options;
    options.check_names = strict;
    conf::Domain definition = conf::parse_domain(xml, options);
    name_cards(definition);
    return definition;
}

conf::Domain parse_definition(xml::Node domain) {
    conf::Domain definition = conf::parse_domain(domain, {});
    name_cards(definition);
    return definition;
}

conf::Domain parse_saved(std::string_view xml) {
    conf::ParseOptions options;
    options.skip_validation = true;
    return conf::parse_domain(xml, options);
}

std::string format_whole(const conf::Domain& definition) {
    conf::FormatOptions options;
    options.secrets = true;
    return conf::format(definition, options);
}

void name_cards(conf::Domain& definition) {
    std::unordered_set<std::string> taken;
    for (const conf::Interface& card : definition.devices.interfaces)
        if (card.target.dev) taken.insert(*card.target.dev);

    std::size_t number = 0;
    for (conf::Interface& card : definition.devices.interfaces) {
        if (card.target.dev) continue;
        std::string name;
        do {
            if (number == most_cards) {
                fail(Errc::internal_error, "Exceeded max iface limit {}", most_cards);
            }
            name = "testnet" + std::to_string(number++);
        } while (taken.contains(name));
        card.target.dev = std::move(name);
    }
}

}  // namespace virtd::test
