// What replies that are errors and holes in streams carry; the members in order are the wire format.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "driver/types.hpp"

namespace virtd::rpc {

/// virNetMessageError. The two objects are always absent.
struct ErrorBody {
    std::int32_t code = 0;
    std::int32_t domain = 0;
    std::optional<std::string> message;
    std::int32_t level = 0;
    std::optional<driver::DomainRef> dom;
    std::optional<std::string> str1;
    std::optional<std::string> str2;
    std::optional<std::string> str3;
    std::int32_t int1 = 0;
    std::int32_t int2 = 0;
    std::optional<driver::NetworkRef> net;

    bool operator==(const ErrorBody&) const = default;
};

/// virNetStreamHole
struct StreamHoleBody {
    std::int64_t length = 0;
    std::uint32_t flags = 0;

    bool operator==(const StreamHoleBody&) const = default;
};

}  // namespace virtd::rpc
