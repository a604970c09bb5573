// Messages in the language of the daemon. Formats given to Fail and to log::Source::error are
// translated by themselves, once an error is rendered; the rest says translate().
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <fmt/core.h>

#include <string>
#include <string_view>

namespace virtd {

/// Marks a text for the catalogues that is kept in a table or a variable and translated later.
template <std::size_t Size>
consteval const char* translatable(const char (&text)[Size]) {
    return text;
}

/// The text in the language of this process; the text itself where no catalogue has it.
std::string_view translate(std::string_view text);

/// Formats the translation. One whose placeholders do not fit is not used.
std::string format_translated(fmt::string_view format, fmt::format_args args);

/// A whole sentence, for errors that are made by hand.
template <class... Args>
std::string translated(fmt::format_string<const Args&...> format, const Args&... args) {
    return format_translated(format, fmt::make_format_args(args...));
}

/// Takes language and catalogues from now on: at start, while there is one thread.
void use_catalogues(const std::string& directory);

}  // namespace virtd
