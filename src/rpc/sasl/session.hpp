// What a client that has yet to authenticate with SASL has with us.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "rpc/sasl/context.hpp"
#include "rpc/sasl/negotiation.hpp"

namespace virtd::rpc {

struct SaslSession {
    /// What the client may do next: init, start or step.
    enum class Stage : std::uint8_t { nothing, offered, started };

    std::shared_ptr<SaslContext> context;
    Stage stage = Stage::nothing;
    std::shared_ptr<SaslNegotiation> negotiation;  // unless it did nothing yet
    std::string mechanisms;                        // as they were offered
    unsigned failures = 0;
};

}  // namespace virtd::rpc
