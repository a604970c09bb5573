// A program of the protocol: its procedures by number.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <vector>

#include "rpc/procedure.hpp"

namespace virtd::rpc {

class Program {
public:
    Program(std::uint32_t number, std::initializer_list<std::span<const Procedure>> families);

    std::uint32_t number() const { return number_; }
    const Procedure* find(std::int32_t procedure) const {
        const auto index = static_cast<std::size_t>(procedure);  // negative: beyond the end
        return index < by_number_.size() ? by_number_[index] : nullptr;
    }

private:
    std::uint32_t number_;
    std::vector<const Procedure*> by_number_;
};

}  // namespace virtd::rpc
