// Takes the place of rpc/call.hpp: the same rows then tell whom they call with which structs.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <memory>
#include <string_view>

#include "base/task.hpp"
#include "driver/registry.hpp"
#include "driver/stream.hpp"
#include "rpc/access/method.hpp"
#include "wire_type.hpp"

namespace virtd::rpc {

/// What a handler is asked to fill in.
class Call {
public:
    std::string_view function;  // the driver's method or the session's function
    wire::WireType args;
    wire::WireType ret;
};

namespace wire {

/// The part of a method's result that is the payload of the reply.
template <class Result>
struct Payload {
    using type = Result;
};
template <class Ret>
struct Payload<driver::OpenedStream<Ret>> : Payload<Ret> {};
template <class Ret>
struct Payload<driver::WithDescriptors<Ret>> : Payload<Ret> {};
template <>
struct Payload<std::unique_ptr<driver::Stream>> : Payload<void> {};
template <>
struct Payload<driver::Descriptors> : Payload<void> {};

template <class Args, class Ret>
void carry(Call& call, std::string_view function = __builtin_FUNCTION()) {
    call.function = function;
    call.args = wire_type<Args>;
    call.ret = wire_type<typename Payload<Ret>::type>;
}

template <class D, class Ret>
void carry_method(Call& call, Task<Ret> (D::*)(), std::string_view name) {
    carry<void, Ret>(call, name);
}
template <class D, class Ret, class Args, class... Descriptors>
void carry_method(Call& call, Task<Ret> (D::*)(Args, Descriptors...), std::string_view name) {
    carry<Args, Ret>(call, name);
}

template <auto method>
const char* spelled() {
    return __PRETTY_FUNCTION__;  // "... [with auto method =
                                 // &virtd::driver::Hypervisor::domain_create]"
}

/// "domain_create" for &Hypervisor::domain_create
template <auto method>
std::string_view method_name() {
    const std::string_view whole = spelled<method>();
    const std::size_t start = whole.rfind("::") + 2;
    return whole.substr(start, whole.size() - 1 - start);
}

}  // namespace wire

namespace wire {

template <auto method>
void tell(Call& call) {
    carry_method(call, method, method_name<method>());
}

}  // namespace wire

template <auto method>
inline constexpr Handler call = method_handler<method>(&wire::tell<method>);

}  // namespace virtd::rpc
