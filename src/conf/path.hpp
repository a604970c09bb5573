// Paths as they are kept in definitions.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>
#include <string_view>

#include "xml/text.hpp"

namespace virtd::conf {

/// Without double and trailing slashes; two in front stay, and so does all of "scheme://...".
std::string tidy_path(std::string_view path);

namespace detail {
xml::Verdict read_tidy(std::string_view text, void* field);
}

/// std::string fields that are tidied when they are read.
inline constexpr xml::Codec tidied{detail::read_tidy, xml::detail::write_string,
                                   xml::detail::is_string_set, "text"};

}  // namespace virtd::conf
