// What rows say to validation alone: how a value looks, and where a part belongs.
// SPDX-License-Identifier: LGPL-2.1-or-later
//
//     xml::attr<&Disk::path>("file").like(xml::pattern::absolute_path)
//     xml::custom_attr<Disk, read_sync, write_sync>("sync").like(xml::pattern::words<"yes", "no">)
//     xml::attr<&Disk::dev>("dev").only(xml::when<"type", "", "block">)
//     xml::any_of<Host, "@mac", "@id">()
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "xml/bind.hpp"

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
    bool (*holds)(Node node, std::span<const std::string_view> values) = nullptr;  // of a rule

    bool is_there(Node node) const;
};

/// For what another row describes better.
inline constexpr When nowhere{};

/// An attribute, and what it may be.
template <Literal Attribute, Literal... Values>
inline constexpr When when{Attribute, detail::list<Values...>};

// Rows that say what an element has to be as a whole. Parts are "@attribute" or "element"; the
// message is "/domain/devices/disk has none of @file, @dev".

namespace detail {

bool is_made_of(std::string_view text, std::string_view marks);
bool is_integer_in(std::string_view text, long long least, long long most);

bool has_any(Node node, std::span<const std::string_view> parts);
bool has_at_most_one(Node node, std::span<const std::string_view> parts);
bool has_all_or_none(Node node, std::span<const std::string_view> parts);
/// The first one with any other.
bool has_first(Node node, std::span<const std::string_view> parts);

template <bool (*Holds)(Node)>
inline constexpr When on_its_own{
    {}, {}, [](Node node, std::span<const std::string_view>) { return Holds(node); }};

template <auto Holds, Literal... Parts>
inline constexpr When of_parts{{}, list<Parts...>, Holds};

template <class T>
consteval Binding<T> rule_row(const char* says, const When& when) {
    return mention<T>(says, Part::rule).only(when);
}

}  // namespace detail

template <class T, Literal... Parts>
consteval Binding<T> any_of() {
    return detail::rule_row<T>("none of", detail::of_parts<detail::has_any, Parts...>);
}
template <class T, Literal... Parts>
consteval Binding<T> at_most_one_of() {
    return detail::rule_row<T>("more than one of",
                               detail::of_parts<detail::has_at_most_one, Parts...>);
}
template <class T, Literal... Parts>
consteval Binding<T> all_or_none_of() {
    return detail::rule_row<T>("only some of", detail::of_parts<detail::has_all_or_none, Parts...>);
}
/// The others do not stand without the first.
template <class T, Literal First, Literal... Others>
consteval Binding<T> first_with_others() {
    return detail::rule_row<T>("not the first of",
                               detail::of_parts<detail::has_first, First, Others...>);
}
/// Says what else there is to be: "a name and a port for tcp".
template <class T, bool (*Holds)(Node)>
consteval Binding<T> rule(const char* says) {
    return detail::rule_row<T>(says, detail::on_its_own<Holds>);
}

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

/// Nothing but letters, digits and these.
template <Literal Marks>
inline constexpr Pattern letters_and{
    [](std::string_view text) { return detail::is_made_of(text, Marks); }, "name"};

template <long long Least, long long Most>
inline constexpr Pattern from_to{
    [](std::string_view text) { return detail::is_integer_in(text, Least, Most); }, "integer"};

/// These words and no others.
template <Literal... Words>
inline constexpr Pattern words{nullptr, "word", detail::list<Words...>};

}  // namespace pattern

}  // namespace virtd::xml
