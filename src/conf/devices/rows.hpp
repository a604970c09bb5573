// Kinds of rows and values that the tables of devices share.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "xml/bind.hpp"

namespace virtd::conf {

namespace detail {

template <std::unsigned_integral V>
xml::Verdict read_hex(std::string_view text, void* field) {
    const auto value = xml::parse_unsigned(text, 0);
    if (!value || !std::in_range<V>(*value)) return xml::Verdict::no_unsigned;
    *static_cast<V*>(field) = static_cast<V>(*value);
    return xml::Verdict::ok;
}

template <std::unsigned_integral V, int Digits>
bool write_hex(const void* field, xml::Text& out) {
    out.set_hexadecimal(*static_cast<const V*>(field), Digits);
    return true;
}

}  // namespace detail

/// A number written as 0x and at least so many digits, read in any base.
template <int Digits, std::unsigned_integral V = std::uint32_t>
inline constexpr xml::Codec hex{detail::read_hex<V>, detail::write_hex<V, Digits>,
                                xml::detail::is_nonzero<V>, "hexadecimal number"};

/// A number read in any base and written in base 10.
inline constexpr xml::Codec decimal_of_any{
    detail::read_hex<std::uint32_t>, xml::detail::write_number<std::uint32_t>,
    xml::detail::is_nonzero<std::uint32_t>, "non-negative integer"};

using xml::check;

}  // namespace virtd::conf
