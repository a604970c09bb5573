// SPDX-License-Identifier: LGPL-2.1-or-later
#include "daemon/split_daemons.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "base/error.hpp"
#include "base/glob.hpp"

namespace virtd::daemon {

namespace {

constexpr Fail fail{Origin::conf};

// Clients put "virt" and "d" around the scheme of the URI, so they look for virttestd as well.
constexpr std::string_view names[] = {
    "virtbhyved",   "virtchd",       "virtinterfaced", "virtlxcd",    "virtnetworkd",
    "virtnodedevd", "virtnwfilterd", "virtqemud",      "virtsecretd", "virtstoraged",
    "virttestd",    "virtvboxd",     "virtvzd",        "virtxend",
};

}  // namespace

std::span<const std::string_view> split_daemons() {
    return names;
}

std::vector<std::string_view> split_daemons_named(const std::vector<std::string>& patterns) {
    for (const std::string& pattern : patterns) {
        const auto matches = [&](std::string_view name) { return glob_match(pattern, name); };
        if (matches(proxy_daemon) || std::ranges::any_of(names, matches)) continue;
        fail(Errc::config_unsupported, "split_daemons: there is no daemon '{}', only {} and {}",
             pattern, fmt::format("{}", fmt::join(names, ", ")), proxy_daemon);
    }
    std::vector<std::string_view> named;
    std::ranges::copy_if(names, std::back_inserter(named), [&](std::string_view name) {
        return std::ranges::any_of(
            patterns, [name](const std::string& pattern) { return glob_match(pattern, name); });
    });
    return named;
}

}  // namespace virtd::daemon
