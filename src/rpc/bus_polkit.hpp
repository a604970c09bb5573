// The polkit of this host, asked over the system bus.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <chrono>
#include <cstdint>

#include "base/bus.hpp"
#include "rpc/polkit.hpp"

namespace virtd::rpc {

class BusPolkit final : public Polkit {
public:
    /// How long an answer of polkit may take, and one of a person who types a password.
    struct Patience {
        std::chrono::milliseconds machine = std::chrono::seconds(30);
        std::chrono::milliseconds person = std::chrono::seconds(120);
    };

    explicit BusPolkit(Bus& bus) : BusPolkit(bus, Patience()) {}
    BusPolkit(Bus& bus, Patience patience) : bus_(bus), patience_(patience) {}

    Task<PolkitAnswer> check(PolkitSubject subject, std::string action, PolkitDetails details,
                             PolkitInteraction interaction) override;

private:
    Task<void> ping();

    Bus& bus_;
    const Patience patience_;
    std::uint64_t last_question_ = 0;
};

}  // namespace virtd::rpc
