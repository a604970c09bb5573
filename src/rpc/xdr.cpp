// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/xdr.hpp"

#include <algorithm>
#include <cstring>

#include "base/error.hpp"

namespace virtd::rpc {

namespace {

constexpr Fail fail{Origin::rpc};

constexpr std::size_t padding(std::size_t size) {
    return -size % 4;
}

template <std::size_t... Index>
bool select_among(driver::TypedValue& value, std::uint32_t index, std::index_sequence<Index...>) {
    return ((index == Index && (value.emplace<Index>(), true)) || ...);
}

}  // namespace

void Writer::grow(std::size_t bytes) {
    const std::size_t written = size_ - start_;
    if (written + bytes > limit_) throw PayloadTooLarge();
    constexpr std::size_t least = 128;  // most replies fit
    const std::size_t more = std::max({bytes, written, least});
    out_.resize(size_ + std::min(more, limit_ - written));
}

void Writer::unencodable() {
    fail(Errc::rpc, "Unable to encode message payload");
}

void Writer::chars(std::string_view characters) {
    for (const char character : characters) {
        u32(static_cast<std::uint32_t>(static_cast<signed char>(character)));
    }
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
