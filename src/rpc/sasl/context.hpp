// What all clients that authenticate with SASL have in common.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/pool.hpp"

namespace virtd::rpc {

struct SaslSettings {
    unsigned tcp_strength = 56;  // bits at least, where nothing else encrypts
    std::optional<std::vector<std::string>> allowed_users;  // patterns; absent: all
};

class SaslContext {
public:
    /// Starts the library, which reads its own configuration; throws.
    SaslContext(Loop& loop, SaslSettings settings);

    const SaslSettings& settings() const { return settings_; }
    bool allows(std::string_view user) const;
    /// Databases of users may hang: they get threads that nobody else waits for.
    Pool& pool() { return pool_; }

private:
    const SaslSettings settings_;
    Pool pool_;
};

}  // namespace virtd::rpc
