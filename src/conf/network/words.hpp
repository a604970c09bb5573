// How networks write some values as text.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "xml/text.hpp"

namespace virtd::conf {

namespace detail {

xml::Verdict read_is_yes(std::string_view text, void* field);
xml::Verdict read_is_not_off(std::string_view text, void* field);

}  // namespace detail

/// bool: anything but "yes" means no, and nothing is refused.
inline constexpr xml::Codec is_yes{detail::read_is_yes, xml::detail::write_yes_no,
                                   xml::detail::is_nonzero<bool>, "yes or no",
                                   xml::Words<xml::YesNo>::list};
/// bool: anything but "off" means on, and nothing is refused.
inline constexpr xml::Codec is_not_off{detail::read_is_not_off, xml::detail::write_on_off,
                                       xml::detail::is_nonzero<bool>, "on or off",
                                       xml::Words<xml::OnOff>::list};

}  // namespace virtd::conf
