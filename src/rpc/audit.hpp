// What auditors want to know: who was let in, and who was refused what.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "rpc/identity.hpp"

namespace virtd::rpc {

struct AuditEvent {
    enum class Kind : std::uint8_t { authentication, access };

    Kind kind = Kind::authentication;
    bool success = false;
    Identity who;
    std::optional<std::string> address;  // of a client from the network
    std::vector<std::pair<std::string, std::string>> words;
};

/// Empty: nobody wants to know.
using Audit = std::function<void(const AuditEvent&)>;

}  // namespace virtd::rpc
