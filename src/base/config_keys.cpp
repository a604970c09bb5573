// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/config_keys.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <limits>

#include "base/nearest.hpp"
#include "base/translate.hpp"

namespace virtd::config {

void read(const File& file, std::string_view key, bool& into) {
    into = file.get_bool(key).value_or(into);
}
void read(const File& file, std::string_view key, unsigned& into) {
    into = file.get_unsigned(key).value_or(into);
}
void read(const File& file, std::string_view key, int& into) {
    into = file.get_signed(key).value_or(into);
}
void read(const File& file, std::string_view key, std::string& into) {
    if (auto value = file.get_string(key)) into = std::move(*value);
}
void read(const File& file, std::string_view key, std::optional<std::string>& into) {
    if (auto value = file.get_string(key)) into = std::move(*value);
}
void read(const File& file, std::string_view key, std::vector<std::string>& into) {
    if (auto value = file.get_strings(key)) into = std::move(*value);
}
void read(const File& file, std::string_view key, std::optional<std::vector<std::string>>& into) {
    if (auto value = file.get_strings(key)) into = std::move(*value);
}

std::string show(bool value) {
    return value ? "1" : "0";
}
std::string show(unsigned value) {
    return fmt::format("{}", value);
}
std::string show(int value) {
    return fmt::format("{}", value);
}
std::string show(const std::string& value) {
    return fmt::format("\"{}\"", value);
}
std::string show(const std::optional<std::string>& value) {
    return show(value.value_or(""));
}
std::string show(const std::vector<std::string>& value) {
    std::string text = "[";
    for (const std::string& item : value) {
        if (text.size() > 1) text += ", ";
        text += show(item);
    }
    return text + "]";
}
std::string show(const std::optional<std::vector<std::string>>& value) {
    return show(value.value_or(std::vector<std::string>()));
}

std::string allowed(bool /*type*/) {
    return translated("0 or 1");
}
std::string allowed(unsigned /*type*/) {
    return translated("a number from {} to {}", 0, std::numeric_limits<unsigned>::max());
}
std::string allowed(int /*type*/) {
    return translated("a number from {} to {}", std::numeric_limits<int>::min(),
                      std::numeric_limits<int>::max());
}
std::string allowed(const std::optional<std::string>& /*type*/) {
    return translated("a string in quotes");
}
std::string allowed(const std::optional<std::vector<std::string>>& /*type*/) {
    return translated("a list of strings: [\"one\", \"two\"]");
}

std::string show(const Value& value) {
    if (const auto* const text = std::get_if<std::string>(&value.content)) return show(*text);
    if (const auto* const number = std::get_if<Number>(&value.content)) {
        if (number->is_signed) {
            return fmt::format("{}", static_cast<std::int64_t>(number->bits));
        }
        return fmt::format("{}", number->bits);
    }
    std::string text = "[";
    for (const Value& item : std::get<Value::List>(value.content)) {
        if (text.size() > 1) text += ", ";
        text += show(item);
    }
    return text + "]";
}

std::string to_string(const Problem& problem) {
    return problem.key.empty() ? problem.text : fmt::format("{}: {}", problem.key, problem.text);
}

std::vector<Problem> unknown_keys(const File& file, std::span<const std::string_view> known) {
    constexpr std::size_t most = 100;  // of a file that is none of ours
    std::vector<Problem> problems;
    for (const Entry& entry : file.entries()) {
        if (problems.size() == most) break;
        if (std::ranges::find(known, entry.name) != known.end()) continue;
        std::string text = translated("there is no such key");
        if (const auto meant = nearest(entry.name, known)) {
            text = translated("there is no such key; did you mean {}?", *meant);
        }
        problems.push_back({.line = entry.line, .key = entry.name, .text = std::move(text)});
    }
    return problems;
}

const Entry* first_entry(const File& file, std::string_view key) {
    const auto found = std::ranges::find(file.entries(), key, &Entry::name);
    return found == file.entries().end() ? nullptr : &*found;
}

Problem wrong_value(const Entry& entry, std::string_view allowed) {
    constexpr std::size_t most_shown = 60;
    std::string found = show(entry.value);
    std::ranges::replace_if(
        found, [](char c) { return c == '\n' || c == '\r'; }, ' ');
    if (found.size() > most_shown) found = found.substr(0, most_shown) + "...";
    return {.line = entry.line,
            .key = entry.name,
            .text = translated("found {}, allowed is {}", found, allowed)};
}

}  // namespace virtd::config
