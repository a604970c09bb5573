// What a wire struct looks like and holds, found by reflection, with its type erased.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <fmt/core.h>

#include <string>
#include <string_view>

#include "rpc/xdr.hpp"

namespace virtd::rpc::wire {

/// One payload, decoded.
struct Examined {
    std::string text;   // every leaf in order, as tools/protocol_facts.py spells it
    std::string bytes;  // encoded again
};

struct WireType {
    std::string (*signature)() = nullptr;  // as tools/protocol_facts.py spells it
    Examined (*examine)(std::string_view payload) = nullptr;
};

std::string hex(std::string_view bytes);
std::string_view bytes_of(const Uuid& uuid);

template <class T>
constexpr char integer_letter() {
    constexpr std::string_view letters = std::is_signed_v<T> ? "bhiq" : "BHIQ";
    return letters[sizeof(T) == 1 ? 0 : sizeof(T) == 2 ? 1 : sizeof(T) == 4 ? 2 : 3];
}

/// Appends the signature of a type; the value is looked at for its type only.
template <class T>
void sign(std::string& out, const T& value) {
    constexpr Shape kind = shape<T>;
    if constexpr (std::is_enum_v<T>) {
        out += 'e';
    } else if constexpr (kind == Shape::word || kind == Shape::hyper) {
        out += integer_letter<T>();
    } else if constexpr (kind == Shape::real) {
        out += 'd';
    } else if constexpr (kind == Shape::text) {
        out += 's';
    } else if constexpr (kind == Shape::uuid) {
        out += 'u';
    } else if constexpr (kind == Shape::typed_value) {
        out += 'v';
    } else if constexpr (kind == Shape::optional) {
        out += '?';
        sign(out, typename T::value_type{});
    } else if constexpr (kind == Shape::list) {
        out += fmt::format("[{}]", T::max);
        sign(out, typename T::value_type{});
    } else if constexpr (kind == Shape::opaque) {
        out += fmt::format("o[{}]", T::max);
    } else if constexpr (kind == Shape::char_list) {
        out += fmt::format("c[{}]", T::max);
    } else if constexpr (kind == Shape::char_array) {
        out += fmt::format("c={}", value.size());
    } else {
        out += '(';
        boost::pfr::for_each_field(value, [&out](const auto& field) { sign(out, field); });
        out += ')';
    }
}

template <class T>
void print(std::string& out, const T& value) {
    constexpr Shape kind = shape<T>;
    if constexpr (std::is_same_v<T, driver::TypedBool>) {
        print(out, value.value);
    } else if constexpr (std::is_enum_v<T>) {
        print(out, static_cast<std::underlying_type_t<T>>(value));
    } else if constexpr (kind == Shape::word || kind == Shape::hyper) {
        out += fmt::format("{:d} ", value);
    } else if constexpr (kind == Shape::real) {
        out += fmt::format("{:016x} ", __builtin_bit_cast(std::uint64_t, value));
    } else if constexpr (kind == Shape::text) {
        out += '"' + value + '"';
    } else if constexpr (kind == Shape::uuid) {
        out += hex(bytes_of(value)) + ' ';
    } else if constexpr (kind == Shape::typed_value) {
        out += std::to_string(value.index() + 1) + ':';
        std::visit([&out](const auto& held) { print(out, held); }, value);
    } else if constexpr (kind == Shape::optional) {
        out += value ? "+" : "- ";
        if (value) print(out, *value);
    } else if constexpr (kind == Shape::list) {
        out += '[';
        for (const auto& item : value) {
            print(out, item);
        }
        out += ']';
    } else if constexpr (kind == Shape::opaque || kind == Shape::char_list ||
                         kind == Shape::char_array) {
        out += hex({value.data(), value.size()}) + ' ';
    } else {
        out += '{';
        boost::pfr::for_each_field(value, [&out](const auto& field) { print(out, field); });
        out += '}';
    }
}

template <class T>
std::string signature() {
    std::string out;
    sign(out, T{});
    return out;
}

template <class T>
Examined examine(std::string_view payload) {
    const T value = decode<T>(payload);
    Examined examined;
    print(examined.text, value);
    encode(examined.bytes, value);
    return examined;
}

template <class T>
inline constexpr WireType wire_type{&signature<T>, &examine<T>};
/// Nothing travels.
template <>
inline constexpr WireType wire_type<void>{[] { return std::string("-"); },
                                          [](std::string_view) { return Examined{}; }};

}  // namespace virtd::rpc::wire
