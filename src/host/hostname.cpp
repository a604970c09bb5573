// SPDX-License-Identifier: LGPL-2.1-or-later
#include "host/hostname.hpp"

#include <unistd.h>

#include <array>
#include <cerrno>

#include "base/error.hpp"

namespace virtd::host {

std::string hostname() {
    constexpr Fail fail{Origin::none};
    std::array<char, 256> name{};  // POSIX: at most 255 characters
    if (::gethostname(name.data(), name.size() - 1) != 0)
        fail.system(errno, "failed to determine host name");
    return name.data();
}

}  // namespace virtd::host
