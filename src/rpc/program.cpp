// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/program.hpp"

namespace virtd::rpc {

Program::Program(std::uint32_t number, const Families& families) : number_(number) {
    for (const std::span<const Procedure> family : families) {
        for (const Procedure& procedure : family) {
            const auto index = static_cast<std::size_t>(procedure.number);
            if (index >= by_number_.size()) by_number_.resize(index + 1);
            by_number_[index] = &procedure;
        }
    }
    times_.resize(by_number_.size());
}

void Program::count(std::int32_t procedure, std::chrono::nanoseconds took) {
    if (find(procedure) == nullptr) return;
    auto& times = times_[static_cast<std::size_t>(procedure)];
    if (!times) times = std::make_unique<CallTimes>();
    times->add(took);
}

}  // namespace virtd::rpc
