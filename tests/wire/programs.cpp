// SPDX-License-Identifier: LGPL-2.1-or-later
#include "programs.hpp"

#include <algorithm>

#include "rpc/call.hpp"
#include "rpc/peers/virtlockd.hpp"
#include "rpc/peers/virtlogd.hpp"

namespace virtd::rpc::wire {

namespace {

Structs find_structs(std::span<const Structs> structs, std::int32_t number) {
    const auto found = std::ranges::find(structs, number, &Structs::number);
    return found == structs.end() ? Structs{} : *found;
}

WireProcedure with_structs(const Procedure& row, std::span<const Structs> others, bool event) {
    if (row.handler == nullptr) return {&row, event, {}, find_structs(others, row.number)};
    Call call;
    row.handler(call);
    return {&row, event, call.function, {row.number, call.args, call.ret}};
}

/// Rows without a handler are events.
Program served(std::string_view name, std::uint32_t number, const Families& families) {
    Program program{name, number, {}};
    for (const auto rows : families) {
        for (const Procedure& row : rows) {
            program.procedures.push_back(
                with_structs(row, structs_of_events(number), row.handler == nullptr));
        }
    }
    std::ranges::sort(program.procedures, {}, [](const auto& one) { return one.row->number; });
    return program;
}

Program peer(std::string_view name, std::uint32_t number, std::span<const Structs> structs) {
    Program program{name, number, {}};
    for (const Structs& one : structs) {
        program.procedures.push_back({nullptr, false, {}, one});
    }
    return program;
}

}  // namespace

const std::vector<Program>& programs() {
    static const std::vector<Program> all{
        served("remote", remote_program, remote_rows()),
        served("qemu", qemu_program, {qemu_rows()}),
        served("lxc", lxc_program, {lxc_rows()}),
        served("admin", admin_program, {admin_rows()}),
        peer("log", virtlogd::program, structs_of_virtlogd()),
        peer("lock", virtlockd::program, structs_of_virtlockd()),
    };
    return all;
}

const WireProcedure* find(std::uint32_t program, std::int32_t procedure) {
    for (const Program& candidate : programs()) {
        if (candidate.number != program) continue;
        for (const WireProcedure& found : candidate.procedures) {
            if (found.structs.number == procedure) return &found;
        }
    }
    return nullptr;
}

}  // namespace virtd::rpc::wire
