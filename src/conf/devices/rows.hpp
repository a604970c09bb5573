// Kinds of rows and values that the tables of devices share.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "conf/devices/info.hpp"
#include "xml/bind.hpp"

namespace virtd::conf {

namespace detail {

template <std::unsigned_integral V, int Base = 0>
xml::Verdict read_hex(std::string_view text, void* field) {
    const auto value = xml::parse_unsigned(text, Base);
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

/// A number written as 0x and at least so many digits, read in any base or in a certain one.
template <int Digits, std::unsigned_integral V = std::uint32_t, int Base = 0>
inline constexpr xml::Codec hex{detail::read_hex<V, Base>, detail::write_hex<V, Digits>,
                                xml::detail::is_nonzero<V>, "hexadecimal number"};

/// A number read in any base and written in base 10.
template <std::unsigned_integral V = std::uint32_t>
inline constexpr xml::Codec decimal_of_any{detail::read_hex<V>, xml::detail::write_number<V>,
                                           xml::detail::is_nonzero<V>, "non-negative integer"};

using xml::check;

void write_seclabels(xml::Writer& out, const std::vector<DeviceSeclabel>& labels);

/// The <seclabel>s of a source.
template <auto Member>
consteval auto seclabels_row() {
    auto row = xml::list<Member, device_seclabel_xml>();
    row.write = [](const xml::Row&, xml::Writer& out, const void* object) {
        write_seclabels(out, static_cast<const xml::detail::Owner<Member>*>(object)->*Member);
    };
    return row;
}

}  // namespace virtd::conf
