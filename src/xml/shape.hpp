// What rows say to validation alone: how a value looks, and where a part belongs.
// SPDX-License-Identifier: LGPL-2.1-or-later
//
//     xml::attr<&Disk::path>("file").like(xml::pattern::absolute_path)
//     xml::custom_attr<Disk, read_sync, write_sync>("sync").like(xml::pattern::words<"yes", "no">)
//     xml::attr<&Disk::dev>("dev").only(xml::when<"type", "", "block">)
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace virtd::xml {

/// A text between angle brackets.
template <std::size_t Size>
struct Literal {
    char text[Size] = {};

    constexpr Literal(const char (&from)[Size]) {
        for (std::size_t i = 0; i < Size; ++i)
            text[i] = from[i];
    }
    constexpr operator std::string_view() const { return {text, Size - 1}; }
};

namespace detail {
template <Literal... Words>
inline constexpr std::string_view list[] = {Words...};
}  // namespace detail

struct Pattern {
    bool (*is_like)(std::string_view text);
    const char* meaning;                           // for the reference page
    std::span<const std::string_view> words = {};  // where these and no others fit

    bool fits(std::string_view text) const;
};

/// A row counts only where an attribute has one of these values; "" stands for one that is not
/// there.
struct When {
    std::string_view attribute;  // of this element, or "../name" of the one around
    std::span<const std::string_view> values;
};

/// An attribute, and what it may be.
template <Literal Attribute, Literal... Values>
inline constexpr When when{Attribute, detail::list<Values...>};

namespace pattern {

extern const Pattern any_text;       // readers may want more
extern const Pattern no_text;        // empty
extern const Pattern some_text;      // not empty
extern const Pattern one_word;       // without blanks
extern const Pattern absolute_path;  // /a/b, c:\a
extern const Pattern natural;        // digits
extern const Pattern hexadecimal;    // 0x1f, 1F
extern const Pattern uuid;           // with hyphens or without
extern const Pattern uuid_or_none;
extern const Pattern device_name;  // of a network card: eth0.1
extern const Pattern usb_port;     // 1.2.3
extern const Pattern cpu_set;      // 1-3,^2
extern const Pattern name;         // letters, digits and ._+-
extern const Pattern file_name;    // the same without + and a leading dot
extern const Pattern ip_address;
extern const Pattern host;  // a name or an address
extern const Pattern mac_address;
extern const Pattern positive;  // digits, not all of them zero
extern const Pattern wwn;       // 16 hexadecimal digits
extern const Pattern unit;      // MiB
extern const Pattern integer;   // -1, 5

template <Literal... Words>
inline constexpr Pattern words{nullptr, "word", detail::list<Words...>};

}  // namespace pattern

}  // namespace virtd::xml
