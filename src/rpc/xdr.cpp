// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/xdr.hpp"

#include <cstring>

#include "base/error.hpp"

namespace virtd::rpc {

namespace {

constexpr Fail fail{Origin::rpc};

constexpr std::size_t padding(std::size_t size) {
    return -size % 4;
}

template <class Integer>
void append(std::string& out, Integer big_endian) {
    char bytes[sizeof big_endian];
    std::memcpy(bytes, &big_endian, sizeof bytes);
    out.append(bytes, sizeof bytes);
}

[[noreturn]] void unencodable() {
    fail(Errc::rpc, "Unable to encode message payload");
}

template <std::size_t... Index>
bool select_among(driver::TypedValue& value, std::uint32_t index, std::index_sequence<Index...>) {
    return ((index == Index && (value.emplace<Index>(), true)) || ...);
}

}  // namespace

void Writer::grown() const {
    if (out_.size() - start_ > limit_) throw PayloadTooLarge();
}

void Writer::u32(std::uint32_t value) {
    append(out_, __builtin_bswap32(value));
    grown();
}

void Writer::u64(std::uint64_t value) {
    append(out_, __builtin_bswap64(value));
    grown();
}

void Writer::fixed(std::string_view bytes) {
    out_.append(bytes);
    out_.append(padding(bytes.size()), '\0');
    grown();
}

void Writer::counted(std::string_view bytes, std::uint32_t max) {
    count(bytes.size(), max);
    fixed(bytes);
}

void Writer::chars(std::string_view characters) {
    for (const char character : characters) {
        u32(static_cast<std::uint32_t>(static_cast<signed char>(character)));
    }
}

void Writer::count(std::size_t items, std::uint32_t max) {
    if (items > max) unencodable();
    u32(static_cast<std::uint32_t>(items));
}

void Reader::undecodable() {
    fail(Errc::rpc, "Unable to decode message payload");
}

std::string_view Reader::take(std::size_t size) {
    if (size > in_.size()) undecodable();
    const std::string_view taken = in_.substr(0, size);
    in_.remove_prefix(size);
    return taken;
}

std::uint32_t Reader::u32() {
    std::uint32_t value = 0;
    std::memcpy(&value, take(sizeof value).data(), sizeof value);
    return __builtin_bswap32(value);
}

std::uint64_t Reader::u64() {
    std::uint64_t value = 0;
    std::memcpy(&value, take(sizeof value).data(), sizeof value);
    return __builtin_bswap64(value);
}

std::string_view Reader::fixed(std::size_t size) {
    return take(size + padding(size)).substr(0, size);
}

std::string_view Reader::counted(std::uint32_t max) {
    return fixed(count(max));
}

std::string_view Reader::text() {
    const std::string_view whole = counted(string_max);
    return whole.substr(0, whole.find('\0'));
}

void Reader::chars(char* into, std::size_t size) {
    const std::string_view words = take(4 * size);
    for (std::size_t i = 0; i < size; ++i)
        into[i] = words[4 * i + 3];
}

std::uint32_t Reader::count(std::uint32_t max) {
    const std::uint32_t items = u32();
    if (items > max) undecodable();
    return items;
}

std::uint32_t Reader::char_count(std::uint32_t max) {
    const std::uint32_t characters = count(max);
    if (characters > in_.size() / 4) undecodable();
    return characters;
}

void select(driver::TypedValue& value, std::uint32_t discriminant) {
    constexpr auto alternatives =
        std::make_index_sequence<std::variant_size_v<driver::TypedValue>>{};
    if (!select_among(value, discriminant - 1, alternatives)) Reader::undecodable();
}

}  // namespace virtd::rpc
