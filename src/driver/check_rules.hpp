// The few kinds of demands that public functions make of their arguments, and their sentences.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <string_view>

#include "base/error.hpp"

namespace virtd::driver {

/// One public function whose arguments are checked.
class Checked {
public:
    constexpr Checked(Origin origin, std::string_view function)
        : fail_(origin), function_(function) {}

    /// A bit of a flags argument and its public name.
    struct Flag {
        std::uint32_t bit;
        std::string_view name;
    };
    void exclusive(std::uint32_t flags, Flag one, Flag other) const;
    /// Whoever says `flag` must say `needed` too.
    void requires_flag(std::uint32_t flags, Flag flag, Flag needed) const;

    void not_null(bool given, std::string_view argument) const;
    void null(bool given, std::string_view argument) const;
    void not_empty(std::string_view text, std::string_view argument) const;
    void not_zero(std::uint64_t value, std::string_view argument) const;
    void zero_or_more(std::int64_t value, std::string_view argument) const;
    void above_zero(std::int64_t value, std::string_view argument) const;

    template <class... Args>
    [[noreturn]] void fail(std::string_view argument, fmt::format_string<const Args&...> sentence,
                           const Args&... args) const {
        fail_.argument(function_, argument, sentence, args...);
    }

private:
    Fail fail_;
    std::string_view function_;
};

}  // namespace virtd::driver
