// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/file.hpp"

#include <unistd.h>

namespace virtd {

void UniqueFd::reset() {
    if (fd_ >= 0) ::close(std::exchange(fd_, -1));
}

}  // namespace virtd
