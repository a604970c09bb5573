// Whether a document says its uuid itself.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string_view>

namespace virtd::conf {

/// Parsers make a uuid up where a document says none.
bool says_uuid(std::string_view xml);

}  // namespace virtd::conf
