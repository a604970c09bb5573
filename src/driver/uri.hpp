// The parts of a connection URI that choose and configure a driver.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>
#include <string_view>

namespace virtd::driver {

/// Decoded; a part that the URI does not have is empty.
struct Uri {
    std::string scheme;
    std::string server;
    std::string path;
};

/// Throws what the public open call says about a URI that is malformed, names no driver, or
/// was meant to have a third slash.
Uri parse_uri(const std::string& text);

}  // namespace virtd::driver
