// The umask for a while.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <sys/stat.h>

namespace virtd {

/// The umask is one for the whole process, so this is only for start-up.
class Umask {
public:
    explicit Umask(mode_t mask) : before_(::umask(mask)) {}
    Umask(const Umask&) = delete;
    Umask& operator=(const Umask&) = delete;
    ~Umask() { ::umask(before_); }

private:
    mode_t before_;
};

}  // namespace virtd
