// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/log_filter.hpp"

#include "base/error.hpp"
#include "base/glob.hpp"

namespace virtd::log {

namespace {

constexpr Fail fail{Origin::none};

Filter parse_filter(std::string_view text) {
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos) {
        fail(Errc::invalid_arg, "Malformed format for filter '{}'", text);
    }
    const std::string_view digit = text.substr(0, colon);
    const auto level = parse_level(digit);
    if (!level) fail(Errc::invalid_arg, "Invalid priority '{}' for filter '{}'", digit, text);

    std::string_view match = text.substr(colon + 1);
    match = match.substr(0, match.find(':'));  // further fields are ignored
    // '+' once asked for stack traces
    const std::string_view pattern = match.starts_with('+') ? match.substr(1) : match;
    if (pattern.empty()) fail(Errc::invalid_arg, "Invalid match string '{}'", match);
    return {.level = *level, .pattern = fmt::format("*{}*", pattern)};
}

}  // namespace

std::vector<std::string_view> split_blanks(std::string_view text) {
    std::vector<std::string_view> pieces;
    while (!text.empty()) {
        const std::string_view piece = text.substr(0, text.find(' '));
        if (!piece.empty()) pieces.push_back(piece);
        text.remove_prefix(std::min(piece.size() + 1, text.size()));
    }
    return pieces;
}

std::optional<Level> parse_level(std::string_view digit) {
    if (digit.size() != 1 || digit[0] < '1' || digit[0] > '4') return std::nullopt;
    return static_cast<Level>(digit[0] - '0');
}

std::vector<Filter> parse_filters(std::string_view text) {
    std::vector<Filter> filters;
    for (const std::string_view piece : split_blanks(text))
        filters.push_back(parse_filter(piece));
    return filters;
}

std::string to_string(const std::vector<Filter>& filters) {
    std::string text;
    for (const Filter& filter : filters)
        text += fmt::format("{}:{} ", static_cast<int>(filter.level), filter.pattern);
    return text;
}

std::optional<Level> level_of(const std::vector<Filter>& filters, std::string_view source) {
    for (const Filter& filter : filters) {
        if (glob_match(filter.pattern, source)) return filter.level;
    }
    return std::nullopt;
}

}  // namespace virtd::log
