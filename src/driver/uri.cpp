// SPDX-License-Identifier: LGPL-2.1-or-later
#include "driver/uri.hpp"

#include <libxml/uri.h>

#include <algorithm>
#include <iterator>
#include <memory>

#include "base/error.hpp"

namespace virtd::driver {

namespace {

constexpr Fail fail{Origin::none};
constexpr Fail fail_uri{Origin::uri};

// These drivers always want a path, so "qemu://system" has a slash too few.
constexpr std::string_view path_is_mandatory[] = {"qemu", "vbox", "vz"};

std::string text_or_empty(const char* text) {
    return text == nullptr ? std::string() : std::string(text);
}

void refuse_missing_slash(const std::string& text, const Uri& uri) {
    if (uri.server != "system" && uri.server != "session") return;
    if (std::ranges::find(path_is_mandatory, uri.scheme) == std::end(path_is_mandatory)) return;
    fail(Errc::internal_error, "invalid URI {} (maybe you want {}:///{})", text, uri.scheme,
         uri.server);
}

}  // namespace

Uri parse_uri(const std::string& text) {
    const std::unique_ptr<xmlURI, decltype(&xmlFreeURI)> parsed(xmlParseURI(text.c_str()),
                                                                &xmlFreeURI);
    if (!parsed) fail_uri(Errc::internal_error, "Unable to parse URI {}", text);

    Uri uri{text_or_empty(parsed->scheme), text_or_empty(parsed->server),
            text_or_empty(parsed->path)};
    if (uri.scheme.empty()) {
        fail(Errc::no_connect, "URI '{}' does not include a driver name", text);
    }
    refuse_missing_slash(text, uri);
    return uri;
}

}  // namespace virtd::driver
