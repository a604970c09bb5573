// XDR, the encoding of everything on the wire: a struct travels as its members in order.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <boost/pfr/core.hpp>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

#include "base/error.hpp"
#include "driver/types.hpp"

namespace virtd::rpc {

inline constexpr std::uint32_t string_max = 4 * 1024 * 1024;  // bytes
/// A frame has at most 32 MiB after its length word, of which the header takes 24 bytes.
inline constexpr std::size_t payload_max = 32 * 1024 * 1024 - 24;

/// A value takes more bytes than its writer may write.
class PayloadTooLarge : public Error {
public:
    PayloadTooLarge() : Error(Origin::rpc, Errc::rpc, "Unable to encode message payload") {}
};

/// Appends to a buffer, which belongs to the writer for as long as that lives. What exceeds a limit
/// throws "Unable to encode message payload"; the buffer then holds an incomplete value.
class Writer {
public:
    explicit Writer(std::string& out, std::size_t limit = payload_max)
        : out_(out), start_(out.size()), size_(start_), limit_(limit) {}
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;
    ~Writer() { out_.resize(size_); }

    void u32(std::uint32_t value) { integer(__builtin_bswap32(value)); }
    void u64(std::uint64_t value) { integer(__builtin_bswap64(value)); }
    /// The bytes and their padding, without a length.
    void fixed(std::string_view bytes) {
        char* const to = room((bytes.size() + 3) / 4 * 4);
        std::memcpy(to + bytes.size() / 4 * 4, "\0\0\0", bytes.size() % 4 == 0 ? 0 : 4);
        std::memcpy(to, bytes.data(), bytes.size());
    }
    /// A length, the bytes, padding.
    void counted(std::string_view bytes, std::uint32_t max) {
        count(bytes.size(), max);
        fixed(bytes);
    }
    /// Characters of four bytes each, sign extended; without a length.
    void chars(std::string_view characters);
    /// The number of items in a list.
    void count(std::size_t items, std::uint32_t max) {
        if (items > max) unencodable();
        u32(static_cast<std::uint32_t>(items));
    }

private:
    template <class Integer>
    void integer(Integer big_endian) {
        std::memcpy(room(sizeof big_endian), &big_endian, sizeof big_endian);
    }
    /// Where the next bytes go. The buffer is longer than what is written, so that most values
    /// take a comparison and a store.
    char* room(std::size_t bytes) {
        if (out_.size() - size_ < bytes) grow(bytes);
        char* const place = out_.data() + size_;
        size_ += bytes;
        return place;
    }
    void grow(std::size_t bytes);
    [[noreturn]] static void unencodable();

    std::string& out_;
    std::size_t start_;
    std::size_t size_;  // of what is written, with what stood before
    std::size_t limit_;
};

/// Reads what a peer sent. Whatever is short, or beyond a limit, throws "Unable to decode
/// message payload". Never allocates more than the bytes that are there can fill.
class Reader {
public:
    explicit Reader(std::string_view in) : in_(in) {}

    std::uint32_t u32();
    std::uint64_t u64();
    std::string_view fixed(std::size_t size);
    std::string_view counted(std::uint32_t max);
    /// A string ends at a zero byte inside it, as it does for programs written in C.
    std::string_view text();
    void chars(char* into, std::size_t size);
    std::uint32_t count(std::uint32_t max);
    /// The count of characters of four bytes each, all of which are there.
    std::uint32_t char_count(std::uint32_t max);
    std::string_view rest() const { return in_; }

    [[noreturn]] static void undecodable();

private:
    std::string_view take(std::size_t size);
    std::string_view in_;
};

/// How a type travels.
enum class Shape {
    word,
    hyper,
    real,
    text,
    uuid,
    typed_value,
    optional,
    list,
    opaque,
    char_list,
    char_array,
    fields
};

template <class T>
constexpr Shape basic_shape() {
    if (std::is_same_v<T, double>) return Shape::real;
    if (std::is_enum_v<T> || std::is_integral_v<T>) {
        return sizeof(T) <= 4 ? Shape::word : Shape::hyper;  // a char takes four bytes as well
    }
    return Shape::fields;
}
template <class T>
inline constexpr Shape shape = basic_shape<T>();
template <>
inline constexpr Shape shape<std::string> = Shape::text;
template <>
inline constexpr Shape shape<Uuid> = Shape::uuid;
template <>
inline constexpr Shape shape<driver::TypedValue> = Shape::typed_value;
template <class T>
inline constexpr Shape shape<std::optional<T>> = Shape::optional;
template <class T, std::uint32_t Max>
inline constexpr Shape shape<driver::List<T, Max>> = Shape::list;
template <std::uint32_t Max>
inline constexpr Shape shape<driver::Opaque<Max>> = Shape::opaque;
template <std::uint32_t Max>
inline constexpr Shape shape<driver::CharList<Max>> = Shape::char_list;
template <std::uint32_t Size>
inline constexpr Shape shape<driver::CharArray<Size>> = Shape::char_array;

/// Makes the alternative that a discriminant on the wire names.
void select(driver::TypedValue& value, std::uint32_t discriminant);

// One function for all types, not a set of overloads: with hundreds of wire structs this is
// what keeps compiling them bearable.
template <class T>
void put(Writer& out, const T& value) {
    constexpr Shape kind = shape<T>;
    if constexpr (kind == Shape::word) {
        out.u32(static_cast<std::uint32_t>(value));
    } else if constexpr (kind == Shape::hyper) {
        out.u64(static_cast<std::uint64_t>(value));
    } else if constexpr (kind == Shape::real) {
        out.u64(__builtin_bit_cast(std::uint64_t, value));
    } else if constexpr (kind == Shape::text) {
        out.counted(value, string_max);
    } else if constexpr (kind == Shape::uuid) {
        out.fixed({reinterpret_cast<const char*>(value.data()), value.size()});
    } else if constexpr (kind == Shape::typed_value) {
        out.u32(static_cast<std::uint32_t>(value.index() + 1));
        std::visit([&out](const auto& held) { put(out, held); }, value);
    } else if constexpr (kind == Shape::optional) {
        out.u32(value ? 1 : 0);
        if (value) put(out, *value);
    } else if constexpr (kind == Shape::list) {
        out.count(value.size(), T::max);
        for (const auto& item : value) {
            put(out, item);
        }
    } else if constexpr (kind == Shape::opaque) {
        out.counted(value, T::max);
    } else if constexpr (kind == Shape::char_list) {
        out.count(value.size(), T::max);
        out.chars(value);
    } else if constexpr (kind == Shape::char_array) {
        out.chars({value.data(), value.size()});
    } else {
        boost::pfr::for_each_field(value, [&out](const auto& field) { put(out, field); });
    }
}

template <class T>
void get(Reader& in, T& value) {
    constexpr Shape kind = shape<T>;
    if constexpr (kind == Shape::word) {
        value = static_cast<T>(in.u32());
    } else if constexpr (kind == Shape::hyper) {
        value = static_cast<T>(in.u64());
    } else if constexpr (kind == Shape::real) {
        value = __builtin_bit_cast(double, in.u64());
    } else if constexpr (kind == Shape::text) {
        value = in.text();
    } else if constexpr (kind == Shape::uuid) {
        in.fixed(value.size()).copy(reinterpret_cast<char*>(value.data()), value.size());
    } else if constexpr (kind == Shape::typed_value) {
        select(value, in.u32());
        std::visit([&in](auto& held) { get(in, held); }, value);
    } else if constexpr (kind == Shape::optional) {
        value.reset();
        if (in.u32() != 0) get(in, value.emplace());
    } else if constexpr (kind == Shape::list) {
        value.clear();
        // Items are added as they are read: the count alone reserves nothing.
        for (std::uint32_t left = in.count(T::max); left > 0; --left) {
            get(in, value.emplace_back());
        }
    } else if constexpr (kind == Shape::opaque) {
        value.assign(in.counted(T::max));
    } else if constexpr (kind == Shape::char_list) {
        value.resize(in.char_count(T::max));
        in.chars(value.data(), value.size());
    } else if constexpr (kind == Shape::char_array) {
        in.chars(value.data(), value.size());
    } else {
        boost::pfr::for_each_field(value, [&in](auto& field) { get(in, field); });
    }
}

/// Appends one value, the whole payload of a message, to what is in the buffer.
template <class T>
void encode(std::string& out, const T& value) {
    Writer writer(out);
    put(writer, value);
}

/// Bytes after the value are ignored.
template <class T>
T decode(std::string_view payload) {
    Reader reader(payload);
    T value{};
    get(reader, value);
    return value;
}

}  // namespace virtd::rpc
