// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/says_uuid.hpp"

#include "xml/node.hpp"

namespace virtd::conf {

bool says_uuid(std::string_view xml) {
    const xml::Document document(xml, {});
    return !document.root().child("uuid").text().empty();
}

}  // namespace virtd::conf
