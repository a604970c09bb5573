// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/moment/embedded_domain.hpp"

namespace virtd::conf {

std::shared_ptr<const Domain> read_embedded(xml::Node node, const char* element,
                                            const ParseOptions& options) {
    const xml::Node child = node.child(element);
    if (!child) return nullptr;
    const xml::Blame blame(node.document(), Origin::domain);
    return std::make_shared<const Domain>(parse_domain(child, options));
}

void write_embedded(xml::Writer& out, const Domain* domain, const char* element) {
    if (domain != nullptr) xml::write_element(domain_xml, out, domain, element);
}

}  // namespace virtd::conf
