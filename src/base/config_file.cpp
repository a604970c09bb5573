// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/config_file.hpp"

#include <limits>

#include "base/config_parser.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/translate.hpp"

namespace virtd::config {

namespace {

constexpr Fail fail{Origin::conf};
constexpr std::size_t most_bytes = 10 << 20;

}  // namespace

File File::parse(std::string name, std::string_view text) {
    auto entries = parse_entries(name, text);
    return {std::move(name), std::move(entries)};
}

std::string read_text(const std::string& path) {
    return read_file(path, most_bytes);
}

File File::load(const std::string& path) {
    return parse(path, read_text(path));
}

const Value* File::find(std::string_view key) const {
    for (const Entry& entry : entries_) {
        if (entry.name == key) return &entry.value;
    }
    return nullptr;
}

template <class T>
const T* File::find_as(std::string_view key, const char* expected) const {
    const Value* const value = find(key);
    if (value == nullptr) return nullptr;
    const T* const content = std::get_if<T>(&value->content);
    if (content != nullptr) return content;
    fail(Errc::internal_error, "{}: expected {} for '{}' parameter", name_, translate(expected),
         key);
}

std::optional<bool> File::get_bool(std::string_view key) const {
    const auto* const number = find_as<Number>(key, translatable("a bool"));
    if (number == nullptr) return std::nullopt;
    if (number->is_signed) {
        fail(Errc::internal_error, "{}: expected a bool for '{}' parameter", name_, key);
    }
    if (number->bits > 1) {
        fail(Errc::internal_error, "{}: value for '{}' parameter must be 0 or 1", name_, key);
    }
    return number->bits == 1;
}

std::optional<unsigned> File::get_unsigned(std::string_view key) const {
    const auto* const number = find_as<Number>(key, translatable("an unsigned integer"));
    if (number == nullptr) return std::nullopt;
    if (number->is_signed) {
        fail(Errc::internal_error, "{}: expected an unsigned integer for '{}' parameter", name_,
             key);
    }
    constexpr unsigned most = std::numeric_limits<unsigned>::max();
    if (number->bits > most) {
        fail(Errc::internal_error, "{}: value for '{}' parameter must be in range 0:{}", name_, key,
             most);
    }
    return static_cast<unsigned>(number->bits);
}

std::optional<int> File::get_signed(std::string_view key) const {
    const auto* const number = find_as<Number>(key, translatable("a signed integer"));
    if (number == nullptr) return std::nullopt;
    constexpr int least = std::numeric_limits<int>::min();
    constexpr int most = std::numeric_limits<int>::max();
    const auto value = static_cast<std::int64_t>(number->bits);
    const bool wrapped = !number->is_signed && value < 0;
    if (wrapped || value < least || value > most) {
        fail(Errc::internal_error, "{}: value for '{}' parameter must be in range {}:{}", name_,
             key, least, most);
    }
    return static_cast<int>(value);
}

std::optional<std::string> File::get_string(std::string_view key) const {
    const auto* const text = find_as<std::string>(key, translatable("a string"));
    if (text == nullptr) return std::nullopt;
    return *text;
}

std::optional<std::vector<std::string>> File::get_strings(std::string_view key) const {
    const auto* const list = find_as<Value::List>(key, translatable("a string list"));
    if (list == nullptr) return std::nullopt;
    std::vector<std::string> strings;
    for (const Value& item : *list) {
        const auto* const text = std::get_if<std::string>(&item.content);
        if (text == nullptr) {
            fail(Errc::conf_syntax, "{}: expected a string list for '{}' parameter", name_, key);
        }
        strings.push_back(*text);
    }
    return strings;
}

}  // namespace virtd::config
