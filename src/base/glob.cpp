// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/glob.hpp"

namespace virtd {

// Only the last star needs to be tried again: an earlier one can take over nothing it could not.
bool glob_match(std::string_view pattern, std::string_view text) {
    constexpr std::size_t none = std::string_view::npos;
    std::size_t p = 0;
    std::size_t t = 0;
    std::size_t after_star = none;
    std::size_t star_ends = 0;
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            after_star = ++p;
            star_ends = t;
        } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == text[t])) {
            ++p;
            ++t;
        } else if (after_star != none) {
            p = after_star;
            t = ++star_ends;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == '*')
        ++p;
    return p == pattern.size();
}

}  // namespace virtd
