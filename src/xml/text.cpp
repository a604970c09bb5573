// SPDX-License-Identifier: LGPL-2.1-or-later
#include "xml/text.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <cstring>

#include "base/error.hpp"
#include "base/translate.hpp"

namespace virtd::xml {

namespace {

constexpr Fail fail{Origin::xml};

std::string_view expectation(Verdict verdict) {
    switch (verdict) {
        case Verdict::no_integer:
            return translatable(" Expected integer value");
        case Verdict::negative:
            return translatable(" Expected non-negative value");
        case Verdict::no_unsigned:
            return translatable(" Expected non-negative integer value");
        case Verdict::no_long:
            return translatable(" Expected long long integer value");
        case Verdict::no_uuid:
            return translatable(" Expected UUID");
        default:
            return "";
    }
}

// Where number and sign begin; nothing when there is no number.
struct Digits {
    std::string_view text;
    bool is_negative = false;
    int base = 10;
};

bool is_blank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

std::optional<Digits> find_digits(std::string_view text, int base) {
    while (!text.empty() && is_blank(text.front()))
        text.remove_prefix(1);
    Digits digits{text, false, base};
    if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
        digits.is_negative = text.front() == '-';
        digits.text.remove_prefix(1);
    }
    const bool has_0x = digits.text.starts_with("0x") || digits.text.starts_with("0X");
    if (base == 0) {
        digits.base = has_0x ? 16 : digits.text.starts_with('0') ? 8 : 10;
    }
    if (digits.base == 16 && has_0x) digits.text.remove_prefix(2);
    return digits.text.empty() ? std::nullopt : std::optional(digits);
}

std::optional<unsigned long long> magnitude(const Digits& digits) {
    unsigned long long value = 0;
    const char* const end = digits.text.data() + digits.text.size();
    const auto [stop, error] = std::from_chars(digits.text.data(), end, value, digits.base);
    if (error != std::errc{} || stop != end) return std::nullopt;
    return value;
}

Verdict read_bool(std::span<const Word> words, std::string_view text, void* field) {
    const Word* const word = find_word(words, text);
    if (word == nullptr) return Verdict::bad;
    *static_cast<bool*>(field) = word->value != 0;
    return Verdict::ok;
}

bool write_bool(std::span<const Word> words, const void* field, Text& out) {
    out.set(word_of(words, *static_cast<const bool*>(field) ? 1 : 0));
    return true;
}

}  // namespace

void Text::set_copy(std::string_view text) {
    view_ = {room_, text.copy(room_, sizeof room_)};
}

void Text::set_number(long long value) {
    char* const end = std::to_chars(room_, room_ + sizeof room_, value).ptr;
    view_ = {room_, static_cast<std::size_t>(end - room_)};
}

void Text::set_number(unsigned long long value) {
    char* const end = std::to_chars(room_, room_ + sizeof room_, value).ptr;
    view_ = {room_, static_cast<std::size_t>(end - room_)};
}

void Text::set_hexadecimal(unsigned long long value, int digits) {
    char bare[16];
    const char* const end = std::to_chars(bare, bare + sizeof bare, value, 16).ptr;
    const auto length = static_cast<std::size_t>(end - bare);
    const auto wanted = static_cast<std::size_t>(digits);
    std::string_view("0x").copy(room_, 2);
    char* next = room_ + 2;
    if (wanted > length) next = std::fill_n(next, wanted - length, '0');
    next = std::copy_n(bare, length, next);
    view_ = {room_, static_cast<std::size_t>(next - room_)};
}

void Text::set_uuid(const Uuid& value) {
    set_copy(to_string(value));
}

void fail_no_root() {
    fail(Errc::xml_error, "missing root element");
}

void fail_unparsable(std::string_view what) {
    fail(Errc::xml_error, "failed to parse xml document '{}'", what);
}

void fail_wrong_root(std::string_view expected, std::string_view found) {
    fail(Errc::xml_error, "expecting root element of '{}', not '{}'", expected, found);
}

void fail_missing_attribute(std::string_view attribute, std::string_view element) {
    fail(Errc::xml_error, "Missing required attribute '{}' in element '{}'", attribute, element);
}

void fail_missing_element(std::string_view path) {
    fail(Errc::xml_error, "missing element or attribute '{}'", path);
}

void fail_unexplained() {
    throw Error({.code = Errc::internal_error,
                 .message = translated("An error occurred, but the cause is unknown"),
                 .int1 = 0,
                 .int2 = 0});
}

void fail_value(Verdict verdict, std::string_view value, std::string_view attribute,
                std::string_view element) {
    if (verdict == Verdict::zero) {
        fail(Errc::xml_error,
             "Invalid value for attribute '{}' in element '{}': Zero is not permitted", attribute,
             element);
    }
    fail(Errc::xml_error, "Invalid value for attribute '{}' in element '{}': '{}'.{}", attribute,
         element, value, translate(expectation(verdict)));
}

const Word* find_word(std::span<const Word> words, std::string_view word) {
    for (const Word& row : words) {
        if (row.word == word) return &row;
    }
    return nullptr;
}

std::string_view word_of(std::span<const Word> words, int value) {
    for (const Word& row : words) {
        if (row.value == value) return row.word;
    }
    return {};
}

std::optional<long long> parse_integer(std::string_view text, int base) {
    const auto digits = find_digits(text, base);
    const auto value = digits ? magnitude(*digits) : std::nullopt;
    constexpr auto top = static_cast<unsigned long long>(INT64_MAX);
    if (!value || *value > top + (digits->is_negative ? 1 : 0)) return std::nullopt;
    return static_cast<long long>(digits->is_negative ? 0 - *value : *value);
}

std::optional<unsigned long long> parse_unsigned(std::string_view text, int base) {
    const auto digits = find_digits(text, base);
    if (!digits || digits->is_negative) return std::nullopt;
    return magnitude(*digits);
}

namespace detail {

Verdict read_string(std::string_view text, void* field) {
    *static_cast<std::string*>(field) = text;
    return Verdict::ok;
}

bool write_string(const void* field, Text& out) {
    out.set(*static_cast<const std::string*>(field));
    return true;
}

bool is_string_set(const void* field) {
    return !static_cast<const std::string*>(field)->empty();
}

Verdict read_uuid(std::string_view text, void* field) {
    const auto uuid = parse_uuid(text);
    if (!uuid) return Verdict::no_uuid;
    *static_cast<Uuid*>(field) = *uuid;
    return Verdict::ok;
}

bool write_uuid(const void* field, Text& out) {
    out.set_uuid(*static_cast<const Uuid*>(field));
    return true;
}

bool is_uuid_set(const void* field) {
    return *static_cast<const Uuid*>(field) != Uuid{};
}

Verdict read_yes_no(std::string_view text, void* field) {
    return read_bool(Words<YesNo>::list, text, field);
}

bool write_yes_no(const void* field, Text& out) {
    return write_bool(Words<YesNo>::list, field, out);
}

Verdict read_on_off(std::string_view text, void* field) {
    return read_bool(Words<OnOff>::list, text, field);
}

bool write_on_off(const void* field, Text& out) {
    return write_bool(Words<OnOff>::list, field, out);
}

Verdict read_non_negative(std::string_view text, void* field) {
    const Verdict verdict = read_number<int>(text, field);
    if (verdict == Verdict::ok && *static_cast<const int*>(field) < 0) return Verdict::negative;
    return verdict;
}

Verdict read_hexadecimal(std::string_view text, void* field) {
    const auto value = parse_unsigned(text, 0);
    if (!value || !std::in_range<unsigned>(*value)) return Verdict::no_unsigned;
    *static_cast<unsigned*>(field) = static_cast<unsigned>(*value);
    return Verdict::ok;
}

Verdict read_any_base(std::string_view text, void* field) {
    const auto value = parse_integer(text, 0);
    if (!value || !std::in_range<std::int32_t>(*value)) return Verdict::no_integer;
    *static_cast<std::int32_t*>(field) = static_cast<std::int32_t>(*value);
    return Verdict::ok;
}

bool write_hexadecimal(const void* field, Text& out) {
    out.set_hexadecimal(*static_cast<const unsigned*>(field));
    return true;
}

}  // namespace detail

}  // namespace virtd::xml
