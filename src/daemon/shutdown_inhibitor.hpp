// Asks logind to let guests be saved before the host shuts down.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>

#include "base/bus.hpp"

namespace virtd::daemon {

/// A host without logind, or without a bus, shuts down when it likes.
class ShutdownInhibitor {
public:
    explicit ShutdownInhibitor(Bus& bus) : bus_(bus) {}
    ShutdownInhibitor(const ShutdownInhibitor&) = delete;
    ShutdownInhibitor& operator=(const ShutdownInhibitor&) = delete;

    void hold();
    void release();

private:
    Task<void> ask();

    Bus& bus_;
    bool wanted_ = false;
    UniqueFd lock_;  // logind delays the end of the host while it is open
    std::optional<Task<void>> asking_;
};

}  // namespace virtd::daemon
