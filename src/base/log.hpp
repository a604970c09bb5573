// Logging. Each source file names itself once, so that log_filters can select it:
//     constexpr log::Source logger{"qemu.process"};
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <fmt/core.h>

#include <atomic>
#include <cstdint>
#include <string_view>
#include <type_traits>

namespace virtd {

class Error;

namespace log {

enum class Level : std::uint8_t { debug = 1, info = 2, warning = 3, error = 4 };

/// Where a message was written.
struct Place {
    const char* file;
    int line;
    const char* function;
};

/// A format string that remembers its place. The builtins, unlike std::source_location,
/// also exist for clang-tidy 14.
template <class... Args>
struct Located {
    template <class Text>
    // NOLINTNEXTLINE(google-explicit-constructor): a literal must convert by itself.
    consteval Located(const Text& format, const char* file = __builtin_FILE(),
                      int line = __builtin_LINE(), const char* function = __builtin_FUNCTION())
        : text(format), place{file, line, function} {}

    fmt::format_string<const Args&...> text;
    Place place;
};

template <class... Args>
using Format = Located<std::type_identity_t<Args>...>;

namespace detail {
/// Counts changes of filters, outputs and the default level.
extern std::atomic<std::uint32_t> generation;
}  // namespace detail

/// The name under which a source file logs. May be used from any thread. What no output wants
/// costs two loads and is never formatted.
class Source {
public:
    explicit constexpr Source(std::string_view name) : name_(name) {}

    template <class... Args>
    void debug(Format<Args...> format, const Args&... args) const {
        write(Level::debug, format, args...);
    }
    template <class... Args>
    void info(Format<Args...> format, const Args&... args) const {
        write(Level::info, format, args...);
    }
    template <class... Args>
    void warning(Format<Args...> format, const Args&... args) const {
        write(Level::warning, format, args...);
    }
    template <class... Args>
    void error(Format<Args...> format, const Args&... args) const {
        write(Level::error, format, args...);
    }

    std::string_view name() const { return name_; }

    /// Would a message of this level reach anybody?
    bool enabled(Level level) const {
        const std::uint32_t known = known_.load(std::memory_order_relaxed);
        const bool fresh = known >> 8U == detail::generation.load(std::memory_order_relaxed);
        const std::uint32_t least = (fresh ? known : look_up()) & 0xffU;
        return static_cast<std::uint32_t>(level) >= least;
    }

private:
    template <class... Args>
    void write(Level level, const Format<Args...>& format, const Args&... args) const {
        if (!enabled(level)) return;
        emit(level, format.place, format.text, fmt::make_format_args(args...));
    }

    std::uint32_t look_up() const;
    void emit(Level level, const Place& place, fmt::string_view text, fmt::format_args args) const;

    std::string_view name_;
    // generation * 256 + the least level that reaches an output, once somebody asked
    mutable std::atomic<std::uint32_t> known_{0};
};

/// Leaves the record of a failed operation, under the name "util.error". Whoever turns an Error
/// into a reply calls it, once. What clients run into in daily life (a name that is not there)
/// goes down to debug once quiet_expected_errors() was called.
void report(const Error& error, const char* file = __builtin_FILE(), int line = __builtin_LINE(),
            const char* function = __builtin_FUNCTION());
void quiet_expected_errors();

}  // namespace log

}  // namespace virtd
