// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/xdr.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"

namespace virtd::rpc {

namespace {

using namespace std::string_literals;
using namespace driver;  // NOLINT(google-build-using-namespace): names of a whole table

template <class T>
std::string encoded(const T& value) {
    std::string out;
    encode(out, value);
    return out;
}

/// The message of the failure; empty when there is none.
template <class T>
std::string decode_failure(std::string_view payload) {
    try {
        decode<T>(payload);
        return {};
    } catch (const Error& error) {
        CHECK(error.code() == Errc::rpc);
        CHECK(error.origin() == Origin::rpc);
        return error.message();
    }
}

constexpr const char* undecodable = "Unable to decode message payload";

struct Small {
    std::int8_t c = 0;
    std::uint16_t s = 0;
    AuthType type{};
};
struct Texts {
    std::optional<std::string> name;
    CharArray<3> fixed{};
    CharList<4> chars;
    Opaque<5> raw;
};
struct Numbers {
    List<std::int64_t, 3> items;
};

}  // namespace

TEST_CASE("xdr: members travel in order, big endian, small types in four bytes") {
    CHECK(encoded(Small{.c = -2, .s = 0xfffe, .type = AuthType::polkit}) ==
          "\xff\xff\xff\xfe\0\0\xff\xfe\0\0\0\2"s);
    const auto small = decode<Small>("\0\0\0\x80\0\0\xff\xfe\0\0\0\1"s);
    CHECK(small.c == -128);  // the low byte counts
    CHECK(small.s == 0xfffe);
    CHECK(small.type == AuthType::sasl);
}

TEST_CASE("xdr: strings, opaque bytes and characters have length, bytes and padding") {
    const Texts texts{.name = "ab", .fixed = {{{'x', '\x80', '\0'}}}, .chars = "y", .raw = "z\0"s};
    const std::string bytes =
        "\0\0\0\1\0\0\0\2ab\0\0"
        "\0\0\0x\xff\xff\xff\x80\0\0\0\0"
        "\0\0\0\1\0\0\0y"
        "\0\0\0\2z\0\0\0"s;
    CHECK(encoded(texts) == bytes);
    const auto back = decode<Texts>(bytes);
    CHECK(back.name == "ab");
    CHECK(back.fixed == texts.fixed);
    CHECK(back.chars == "y");
    CHECK(back.raw == "z\0"s);
}

TEST_CASE("xdr: any word but zero makes an optional value present") {
    CHECK(decode<std::optional<std::int32_t>>("\0\0\0\7\0\0\0\2"s) == 2);
    CHECK(decode<std::optional<std::int32_t>>("\0\0\0\0\0\0\0\2"s) == std::nullopt);
}

TEST_CASE("xdr: the discriminant of a typed parameter is its type, an unknown one is an error") {
    const TypedParam parameter{.field = "f", .value = TypedBool{1}};
    const std::string bytes = "\0\0\0\1f\0\0\0\0\0\0\6\0\0\0\1"s;
    CHECK(encoded(parameter) == bytes);
    CHECK(decode<TypedParam>(bytes) == parameter);
    CHECK(decode<TypedValue>("\0\0\0\5\x3f\xf0\0\0\0\0\0\0"s) == TypedValue(1.0));
    CHECK(decode_failure<TypedValue>("\0\0\0\0\0\0\0\1"s) == undecodable);
    CHECK(decode_failure<TypedValue>("\0\0\0\x8\0\0\0\1"s) == undecodable);
}

TEST_CASE("xdr: a string is cut at a zero byte, its padding is skipped unread") {
    const auto ref = decode<NodeDeviceRef>("\0\0\0\3a\0b\x7f"s);
    CHECK(ref.name == "a");
}

TEST_CASE("xdr: bytes after the value are ignored, missing ones are an error") {
    const std::string bytes = encoded(NodeDeviceRef{.name = "abcde"});
    CHECK(decode<NodeDeviceRef>(bytes + "more").name == "abcde");
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        CHECK(decode_failure<NodeDeviceRef>(bytes.substr(0, size)) == undecodable);
    }
}

TEST_CASE("xdr: what exceeds the limit of its type is refused in both directions") {
    CHECK(decode_failure<Numbers>("\0\0\0\4"s + std::string(32, '\0')) == undecodable);
    CHECK(decode_failure<Opaque<5>>("\0\0\0\6abcdef\0\0"s) == undecodable);
    CHECK(decode_failure<CharList<1>>("\0\0\0\2\0\0\0a\0\0\0b"s) == undecodable);
    const std::string longest(string_max, 'x');
    CHECK(decode<std::string>(encoded(longest)).size() == string_max);
    CHECK(decode_failure<std::string>("\0\x40\0\1"s + longest + "1234") == undecodable);

    const std::string message = "Unable to encode message payload";
    CHECK_THROWS_WITH_AS(encoded(Numbers{{1, 2, 3, 4}}), message.c_str(), Error);
    CHECK_THROWS_WITH_AS(encoded(longest + "x"), message.c_str(), Error);
    const List<std::string, 100> many(9, longest);
    CHECK_THROWS_WITH_AS(encoded(many), message.c_str(), Error);
}

TEST_CASE("xdr: a count alone makes nothing be allocated") {
    using Huge = List<DomainRef, 0xffffffff>;
    CHECK(decode_failure<Huge>("\xff\xff\xff\xff"s) == undecodable);
    CHECK(decode_failure<CharList<0xffffffff>>("\xff\xff\xff\xff"s) == undecodable);
    CHECK(decode_failure<Opaque<0xffffffff>>("\xff\xff\xff\xff"s) == undecodable);
}

TEST_CASE("xdr: encoding appends to what the buffer holds") {
    std::string out = "header";
    encode(out, std::uint64_t{1});
    CHECK(out == "header\0\0\0\0\0\0\0\1"s);
}

}  // namespace virtd::rpc
