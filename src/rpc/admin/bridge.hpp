// The bridge from the rows of the admin program to its functions.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <type_traits>

#include "rpc/admin/calls.hpp"
#include "rpc/call.hpp"
#include "rpc/connection.hpp"
#include "rpc/server.hpp"

namespace virtd::rpc::admin {

template <class Function>
struct Signature;
template <class Ret, class Args>
struct Signature<Ret (*)(A, const Args&)> {
    using Result = Ret;
    static Ret invoke(Ret (*function)(A, const Args&), const Call& call) {
        return function(*call.connection().server().administration(), call.arguments<Args>());
    }
};
template <class Ret>
struct Signature<Ret (*)(A)> {
    using Result = Ret;
    static Ret invoke(Ret (*function)(A), const Call& call) {
        return function(*call.connection().server().administration());
    }
};

/// The handler of a row whose call is a function from arguments to a result.
template <auto Function>
void answer(Call& call) {
    using Bridge = Signature<decltype(Function)>;
    if constexpr (std::is_void_v<typename Bridge::Result>) {
        Bridge::invoke(Function, call);
        call.reply_empty();
    } else {
        call.reply(Bridge::invoke(Function, call));
    }
}

}  // namespace virtd::rpc::admin
