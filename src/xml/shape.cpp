// SPDX-License-Identifier: LGPL-2.1-or-later
#include "xml/shape.hpp"

#include <algorithm>

#include "base/uuid.hpp"

namespace virtd::xml {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_hexadecimal(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

template <class Is>
bool all(std::string_view text, Is is) {
    return !text.empty() && std::ranges::all_of(text, is);
}

std::string_view without_prefix(std::string_view text) {
    if (text.starts_with("0x")) text.remove_prefix(2);
    return text;
}

bool is_anything(std::string_view) {
    return true;
}

bool is_nothing(std::string_view text) {
    return text.empty();
}

bool is_something(std::string_view text) {
    return !text.empty();
}

bool is_one_word(std::string_view text) {
    return is_something(text) && text.find_first_of(" \t\r\n") == text.npos;
}

bool is_path(std::string_view text) {
    const bool is_windows = text.size() > 3 && is_letter(text[0]) && text.substr(1, 2) == ":\\";
    return (text.starts_with('/') && text.size() > 1) || is_windows;
}

// as the types of XML Schema are read: blanks around do not count
std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
    return text.substr(0, text.find_last_not_of(blanks) + 1);
}

bool is_natural(std::string_view text) {
    return all(trimmed(text), is_digit);
}

bool is_integer(std::string_view text) {
    text = trimmed(text);
    if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
    return all(text, is_digit);
}

bool is_hexadecimal_number(std::string_view text) {
    return all(without_prefix(trimmed(text)), is_hexadecimal);
}

bool is_uuid(std::string_view text) {
    return parse_uuid(text).has_value();
}

bool is_uuid_or_nothing(std::string_view text) {
    return text.empty() || is_uuid(text);
}

template <const std::string_view& Marks>
bool is_word(std::string_view text) {
    return all(text,
               [](char c) { return is_digit(c) || is_letter(c) || Marks.find(c) != Marks.npos; });
}

constexpr std::string_view device_marks = "_.-\\:/";
constexpr std::string_view name_marks = "._+-";
constexpr std::string_view file_marks = "._-";
constexpr std::string_view host_marks = ".:-";

bool is_file_name(std::string_view text) {
    return !text.starts_with('.') && is_word<file_marks>(text);
}

bool is_address(std::string_view text) {
    return all(text, [](char c) { return is_hexadecimal(c) || c == ':' || c == '.'; });
}

bool is_mac_address(std::string_view text) {
    return text.size() == 17 && all(text, [](char c) { return is_hexadecimal(c) || c == ':'; });
}

bool is_positive(std::string_view text) {
    return is_natural(text) && text.find_first_of("123456789") != text.npos;
}

bool is_usb_port(std::string_view text) {
    for (;;) {
        const std::size_t dot = text.find('.');
        if (!is_hexadecimal_number(text.substr(0, dot))) return false;
        if (dot == text.npos) return true;
        text.remove_prefix(dot + 1);
    }
}

bool is_cpu_set(std::string_view text) {
    constexpr std::string_view marks = "-,^";
    return all(text, [&](char c) { return is_digit(c) || marks.find(c) != marks.npos; });
}

bool is_wwn(std::string_view text) {
    text = without_prefix(text);
    return text.size() == 16 && all(text, is_hexadecimal);
}

bool is_unit(std::string_view text) {
    return all(text, [](char c) { return is_letter(c) || is_digit(c); });
}

}  // namespace

bool Pattern::fits(std::string_view text) const {
    return is_like == nullptr ? std::ranges::find(words, text) != words.end() : is_like(text);
}

namespace pattern {

const Pattern any_text{is_anything, "text"};
const Pattern no_text{is_nothing, "nothing"};
const Pattern some_text{is_something, "text"};
const Pattern one_word{is_one_word, "word"};
const Pattern absolute_path{is_path, "absolute path"};
const Pattern natural{is_natural, "non-negative integer"};
const Pattern hexadecimal{is_hexadecimal_number, "hexadecimal number"};
const Pattern uuid{is_uuid, "UUID"};
const Pattern uuid_or_none{is_uuid_or_nothing, "UUID"};
const Pattern device_name{is_word<device_marks>, "name of a device"};
const Pattern usb_port{is_usb_port, "port"};
const Pattern cpu_set{is_cpu_set, "set of numbers"};
const Pattern name{is_word<name_marks>, "name"};
const Pattern file_name{is_file_name, "name of a file"};
const Pattern ip_address{is_address, "IP address"};
const Pattern host{is_word<host_marks>, "name or address of a host"};
const Pattern mac_address{is_mac_address, "MAC address"};
const Pattern positive{is_positive, "positive integer"};
const Pattern wwn{is_wwn, "world wide name"};
const Pattern unit{is_unit, "unit"};
const Pattern integer{is_integer, "integer"};

}  // namespace pattern

}  // namespace virtd::xml
