// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/test/definitions.hpp"

namespace virtd::test {

conf::Domain parse_definition(std::string_view xml, bool strict) {
    conf::ParseOptions options;
    options.check_names = strict;
    return conf::parse_domain(xml, options);
}

conf::Domain parse_definition(xml::Node domain) {
    return conf::parse_domain(domain, {});
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

}  // namespace virtd::test
