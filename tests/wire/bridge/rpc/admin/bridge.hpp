// Takes the place of rpc/admin/bridge.hpp: the same rows then tell which structs they carry.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "rpc/admin/calls.hpp"
#include "rpc/call.hpp"

namespace virtd::rpc::admin {

template <class Ret>
void carry_function(Call& call, Ret (*)(A)) {
    wire::carry<void, Ret>(call);
}
template <class Ret, class Args>
void carry_function(Call& call, Ret (*)(A, const Args&)) {
    wire::carry<Args, Ret>(call);
}

template <auto Function>
void answer(Call& call) {
    carry_function(call, decltype(Function){});  // its type says it all
}

}  // namespace virtd::rpc::admin
