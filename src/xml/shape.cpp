// SPDX-License-Identifier: LGPL-2.1-or-later
#include "xml/shape.hpp"

#include <algorithm>

#include "base/uuid.hpp"
#include "xml/text.hpp"

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

bool is_device_name(std::string_view text) {
    return detail::is_made_of(text, "_.-\\:/");
}

bool is_name(std::string_view text) {
    return detail::is_made_of(text, "._+-");
}

bool is_host(std::string_view text) {
    return detail::is_made_of(text, ".:-");
}

bool is_file_name(std::string_view text) {
    return !text.starts_with('.') && detail::is_made_of(text, "._-");
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

bool When::is_there(Node node) const {
    if (holds != nullptr) return holds(node, values);
    std::string_view name = attribute;
    if (name.starts_with("../")) {
        name.remove_prefix(3);
        node = node.parent();
    }
    return std::ranges::find(values, node.attribute(name).value_or("")) != values.end();
}

namespace detail {

namespace {

bool has_part(Node node, std::string_view part) {
    if (part.starts_with('@')) return node.attribute(part.substr(1)).has_value();
    return static_cast<bool>(node.child(part));
}

std::ptrdiff_t count_parts(Node node, std::span<const std::string_view> parts) {
    return std::ranges::count_if(parts,
                                 [&](std::string_view part) { return has_part(node, part); });
}

}  // namespace

bool is_made_of(std::string_view text, std::string_view marks) {
    return all(text, [marks](char c) {
        return is_digit(c) || is_letter(c) || marks.find(c) != marks.npos;
    });
}

bool is_integer_in(std::string_view text, long long least, long long most) {
    const auto value = is_integer(text) ? parse_integer(text) : std::nullopt;
    return value && *value >= least && *value <= most;
}

bool has_any(Node node, std::span<const std::string_view> parts) {
    return count_parts(node, parts) > 0;
}

bool has_at_most_one(Node node, std::span<const std::string_view> parts) {
    return count_parts(node, parts) <= 1;
}

bool has_all_or_none(Node node, std::span<const std::string_view> parts) {
    const auto count = count_parts(node, parts);
    return count == 0 || count == std::ssize(parts);
}

bool has_first(Node node, std::span<const std::string_view> parts) {
    return has_part(node, parts[0]) || count_parts(node, parts) == 0;
}

}  // namespace detail

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

const Pattern device_name{is_device_name, "name of a device"};
const Pattern usb_port{is_usb_port, "port"};
const Pattern cpu_set{is_cpu_set, "set of numbers"};
const Pattern name{is_name, "name"};
const Pattern file_name{is_file_name, "name of a file"};
const Pattern ip_address{is_address, "IP address"};
const Pattern host{is_host, "name or address of a host"};
const Pattern mac_address{is_mac_address, "MAC address"};
const Pattern positive{is_positive, "positive integer"};
const Pattern wwn{is_wwn, "world wide name"};
const Pattern unit{is_unit, "unit"};
const Pattern integer{is_integer, "integer"};

}  // namespace pattern

}  // namespace virtd::xml
