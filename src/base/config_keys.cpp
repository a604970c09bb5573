// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/config_keys.hpp"

#include <fmt/core.h>

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

}  // namespace virtd::config
