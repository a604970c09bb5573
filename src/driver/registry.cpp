// SPDX-License-Identifier: LGPL-2.1-or-later
#include "driver/registry.hpp"

#include <algorithm>
#include <iterator>

#include "base/error.hpp"
#include "base/log.hpp"
#include "driver/uri.hpp"

namespace virtd::driver {

namespace {

constexpr Fail fail{Origin::none};
constexpr log::Source logger{"libvirt"};

// Drivers that manage another machine and so cannot do without its name.
constexpr std::string_view remote_only[] = {"esx", "gsx", "vpx"};

// The name by which clients of long ago ask for Xen.
std::string expand_alias(const std::string& uri) {
    return uri == "xen" ? "xen:///system" : uri;
}

[[noreturn]] void no_driver_for(const OpenRequest& request) {
    const bool is_remote_only =
        std::ranges::find(remote_only, request.scheme) != std::end(remote_only);
    if (is_remote_only && request.server.empty()) {
        fail(Errc::invalid_arg, "URI is missing the server part");
    }
    fail(Errc::no_connect, "{}", request.uri);
}

}  // namespace

Task<Drivers> Registry::open(std::string text, std::uint32_t flags) {
    const std::string full = expand_alias(text);
    Uri uri = parse_uri(full);
    OpenRequest request;
    request.uri = full;
    request.scheme = std::move(uri.scheme);
    request.path = std::move(uri.path);
    request.server = std::move(uri.server);
    request.flags = flags;
    for (const auto& opener : openers_) {
        if (opener->scheme() != request.scheme || !request.server.empty()) continue;
        co_return co_await opener->open(std::move(request));
    }
    no_driver_for(request);
}

Task<void> Registry::reload() {
    for (const auto& opener : openers_) {
        try {
            co_await opener->reload();
        } catch (const Error& error) {
            logger.error("Failed to reload the {} driver: {}", opener->scheme(), error.message());
        }
    }
}

}  // namespace virtd::driver
