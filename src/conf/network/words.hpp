// How networks write some values as text.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <fmt/core.h>

#include "xml/text.hpp"

namespace virtd::conf {

namespace detail {

xml::Verdict read_is_yes(std::string_view text, void* field);
xml::Verdict read_is_not_off(std::string_view text, void* field);

template <int Digits>
bool write_padded_hex(const void* field, xml::Text& out) {
    out.set_copy(fmt::format("0x{:0{}x}", *static_cast<const std::uint32_t*>(field), Digits));
    return true;
}

}  // namespace detail

/// bool: anything but "yes" means no, and nothing is refused.
inline constexpr xml::Codec is_yes{detail::read_is_yes, xml::detail::write_yes_no,
                                   xml::detail::is_nonzero<bool>, "yes or no",
                                   xml::Words<xml::YesNo>::list};
/// bool: anything but "off" means on, and nothing is refused.
inline constexpr xml::Codec is_not_off{detail::read_is_not_off, xml::detail::write_on_off,
                                       xml::detail::is_nonzero<bool>, "on or off",
                                       xml::Words<xml::OnOff>::list};
/// std::uint32_t as 0x001f, read in any base.
template <int Digits>
inline constexpr xml::Codec padded_hex{
    xml::detail::read_hexadecimal, detail::write_padded_hex<Digits>,
    xml::detail::is_nonzero<std::uint32_t>, "hexadecimal number"};

}  // namespace virtd::conf
