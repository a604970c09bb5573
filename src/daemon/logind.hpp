// What logind offers on the system bus.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <chrono>

#include "base/bus.hpp"

namespace virtd::daemon {

inline constexpr std::chrono::seconds logind_limit{30};

/// A method or signal of its manager.
constexpr BusMember logind(const char* name) {
    return {.service = "org.freedesktop.login1",
            .path = "/org/freedesktop/login1",
            .interface = "org.freedesktop.login1.Manager",
            .name = name};
}

}  // namespace virtd::daemon
