// SPDX-License-Identifier: LGPL-2.1-or-later
#include "daemon/catalogues.hpp"

#include <unistd.h>

#include <array>
#include <climits>
#include <string_view>

namespace virtd::daemon {

std::string catalogue_directory() {
    std::array<char, PATH_MAX> buffer{};
    const ssize_t length = ::readlink("/proc/self/exe", buffer.data(), buffer.size());
    const std::string_view program(buffer.data(),
                                   length < 0 ? 0 : static_cast<std::size_t>(length));
    if (program.starts_with(VIRTD_BUILD_DIR "/")) return VIRTD_BUILD_DIR "/locale";
    return VIRTD_LOCALE_DIR;
}

}  // namespace virtd::daemon
