// Patterns with * and ?, as log filters and the lists of allowed clients use them.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string_view>

namespace virtd {

/// Does the pattern match the whole text? Everything but * and ? stands for itself.
bool glob_match(std::string_view pattern, std::string_view text);

}  // namespace virtd
