// Takes the place of rpc/admin/bridge.hpp: what has a function is implemented.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "rpc/admin/calls.hpp"
#include "rpc/call.hpp"

namespace virtd::rpc::admin {

template <auto>
void answer(Call& call) {
    call.implemented = true;
}

}  // namespace virtd::rpc::admin
