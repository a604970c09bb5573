// All programs as the tests see them: each row with the structs that it decodes and encodes.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "rpc/programs.hpp"
#include "wire_type.hpp"

namespace virtd::rpc::wire {

/// The structs of a procedure whose row has no handler.
struct Structs {
    std::int32_t number = 0;
    WireType args;
    WireType ret;
};

std::span<const Structs> structs_of_events(std::uint32_t program);
std::span<const Structs> structs_of_virtlogd();
std::span<const Structs> structs_of_virtlockd();

struct WireProcedure {
    const Procedure* row = nullptr;  // null: a program that the daemon is a client of
    bool event = false;
    std::string_view function;  // whom its handler calls; empty: it has none
    Structs structs;
};

struct Program {
    std::string_view name;
    std::uint32_t number = 0;
    std::vector<WireProcedure> procedures;  // by number
};

/// In the order of procedures.txt.
const std::vector<Program>& programs();

/// Null when there is none.
const WireProcedure* find(std::uint32_t program, std::int32_t procedure);

}  // namespace virtd::rpc::wire
