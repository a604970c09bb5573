// The words behind a scenario's name on the command line.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <charconv>
#include <cstddef>
#include <string_view>

#include "scenarios.hpp"

namespace virtd::bench {

/// `otherwise` when there is no such word or it is no number.
template <class Number>
Number number(Arguments arguments, std::size_t index, Number otherwise) {
    if (index >= arguments.size()) return otherwise;
    const std::string_view text = arguments[index];
    std::from_chars(text.data(), text.data() + text.size(), otherwise);
    return otherwise;
}

}  // namespace virtd::bench
