// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/nearest.hpp"

#include <algorithm>
#include <cctype>
#include <vector>

namespace virtd {

namespace {

bool same(char a, char b) {
    return std::tolower(static_cast<unsigned char>(a)) ==
           std::tolower(static_cast<unsigned char>(b));
}

// The optimal string alignment distance, by three rows of its table.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before;
    std::vector<std::size_t> last(b.size() + 1);
    for (std::size_t k = 0; k <= b.size(); ++k)
        last[k] = k;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::vector<std::size_t> row(b.size() + 1, i);
        for (std::size_t k = 1; k <= b.size(); ++k) {
            const std::size_t change = last[k - 1] + (same(a[i - 1], b[k - 1]) ? 0 : 1);
            row[k] = std::min({change, last[k] + 1, row[k - 1] + 1});
            const bool swapped =
                i > 1 && k > 1 && same(a[i - 1], b[k - 2]) && same(a[i - 2], b[k - 1]);
            if (swapped) row[k] = std::min(row[k], before[k - 2] + 1);
        }
        before = std::move(last);
        last = std::move(row);
    }
    return last.back();
}

}  // namespace

std::optional<std::string_view> nearest(std::string_view word,
                                        std::span<const std::string_view> known) {
    constexpr std::size_t longest = 100;  // nobody mistypes more than that
    if (word.size() > longest) return std::nullopt;
    std::optional<std::string_view> best;
    std::size_t least = std::max<std::size_t>(2, word.size() / 3) + 1;
    for (const std::string_view candidate : known) {
        const std::size_t changes = distance(word, candidate);
        if (changes >= least || changes >= candidate.size()) continue;
        least = changes;
        best = candidate;
    }
    return best;
}

}  // namespace virtd
