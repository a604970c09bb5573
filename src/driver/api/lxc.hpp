// What the calls of the lxc program take and answer; the members in order are the wire format.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "driver/types.hpp"

namespace virtd::driver {

struct LxcDomainOpenNamespaceArgs {
    DomainRef dom;
    std::uint32_t flags = 0;

    bool operator==(const LxcDomainOpenNamespaceArgs&) const = default;
};

}  // namespace virtd::driver
