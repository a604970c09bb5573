// A program of the protocol: its procedures by number.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "rpc/call_times.hpp"
#include "rpc/procedure.hpp"

namespace virtd::rpc {

class Program {
public:
    Program(std::uint32_t number, const Families& families);

    std::uint32_t number() const { return number_; }
    const Procedure* find(std::int32_t procedure) const {
        const auto index = static_cast<std::size_t>(procedure);  // negative: beyond the end
        return index < by_number_.size() ? by_number_[index] : nullptr;
    }
    std::span<const Procedure* const> procedures() const { return by_number_; }  // with gaps

    /// A call was answered.
    void count(std::int32_t procedure, std::chrono::nanoseconds took);
    /// Null: it was never called.
    const CallTimes* times(std::int32_t procedure) const {
        return find(procedure) == nullptr ? nullptr
                                          : times_[static_cast<std::size_t>(procedure)].get();
    }

private:
    std::uint32_t number_;
    std::vector<const Procedure*> by_number_;
    std::vector<std::unique_ptr<CallTimes>> times_;  // few of all procedures are ever called
};

}  // namespace virtd::rpc
