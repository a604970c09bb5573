// SPDX-License-Identifier: LGPL-2.1-or-later
#include "xml/scaled.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "xml/text.hpp"

namespace virtd::xml {

namespace {

constexpr Fail fail{Origin::none};
constexpr Fail fail_xml{Origin::xml};

bool equal_but_case(std::string_view a, std::string_view b) {
    return std::ranges::equal(
        a, b, [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

std::uint64_t power(std::uint64_t base, int exponent) {
    std::uint64_t value = 1;
    for (int i = 0; i < exponent; ++i)
        value *= base;
    return value;
}

}  // namespace

void fail_size(std::string_view value, std::string_view path) {
    fail_xml(Errc::xml_error, "Invalid value '{}' for element or attribute '{}'", value, path);
}

std::optional<std::uint64_t> bytes_of_unit(std::string_view unit) {
    if (equal_but_case(unit, "b") || equal_but_case(unit, "byte") || equal_but_case(unit, "bytes"))
        return 1;
    if (unit.empty()) return std::nullopt;
    constexpr std::string_view prefixes = "kmgtpe";
    const auto at =
        prefixes.find(static_cast<char>(std::tolower(static_cast<unsigned char>(unit[0]))));
    if (at == prefixes.npos) return std::nullopt;
    const std::string_view rest = unit.substr(1);
    const int exponent = static_cast<int>(at) + 1;
    if (rest.empty() || equal_but_case(rest, "ib")) return power(1024, exponent);
    if (equal_but_case(rest, "b")) return power(1000, exponent);
    return std::nullopt;
}

std::uint64_t scale(std::uint64_t value, std::string_view unit, std::uint64_t default_unit,
                    std::uint64_t limit) {
    const auto bytes = unit.empty() ? std::optional(default_unit) : bytes_of_unit(unit);
    if (!bytes) fail(Errc::invalid_arg, "unknown suffix '{}'", unit);
    if (value != 0 && value > limit / *bytes)
        fail(Errc::overflow, "value too large: {}{}", value, unit);
    return value * *bytes;
}

std::optional<std::uint64_t> read_size(Node node, std::string_view child,
                                       std::uint64_t default_unit, std::string_view path) {
    const Node found = node.child(child);
    const std::string text = found ? found.text() : std::string();
    if (text.empty()) return std::nullopt;
    const auto value = parse_unsigned(text);
    if (!value) fail_size(text, path.empty() ? fmt::format("./{}", child) : std::string(path));
    return scale(*value, found.attribute("unit").value_or(""), default_unit);
}

std::optional<std::uint64_t> read_size_attribute(Node node, std::string_view name,
                                                 std::uint64_t default_unit) {
    const auto text = node.attribute(name).value_or("");
    if (text.empty()) return std::nullopt;
    const auto value = parse_unsigned(text);
    if (!value) fail_size(text, fmt::format("./@{}", name));
    return scale(*value, node.attribute("unit").value_or(""), default_unit);
}

std::uint64_t require_size_attribute(Node node, std::string_view name, std::uint64_t default_unit) {
    const auto bytes = read_size_attribute(node, name, default_unit);
    if (!bytes) fail_missing_element(fmt::format("./@{}", name));
    return *bytes;
}

PrettySize pretty_size(std::uint64_t bytes) {
    constexpr std::string_view units[] = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    std::size_t unit = 0;
    while (bytes != 0 && bytes % 1024 == 0 && unit + 1 < std::size(units)) {
        bytes /= 1024;
        ++unit;
    }
    return {bytes, units[unit]};
}

std::optional<std::uint64_t> read_kib(Node node, std::string_view child, std::string_view path) {
    const auto bytes = read_size(node, child, 1024, path);
    if (!bytes) return std::nullopt;
    return *bytes / 1024 + (*bytes % 1024 != 0 ? 1 : 0);
}

void write_kib(Writer& out, std::string_view name, std::uint64_t kib) {
    out.open(name);
    out.attribute("unit", "KiB");
    out.number(kib);
    out.close();
}

}  // namespace virtd::xml
