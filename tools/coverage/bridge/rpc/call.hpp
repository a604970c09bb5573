// Takes the place of rpc/call.hpp: the same rows then tell whether a driver implements them.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "driver/registry.hpp"
#include "rpc/access/method.hpp"

namespace virtd::rpc {

/// The question about one row, asked of what a connection has open.
class Call {
public:
    const driver::Drivers& drivers;
    bool implemented = false;
};

namespace coverage {

template <class D>
const std::shared_ptr<D>& find(const driver::Drivers& drivers) {
    if constexpr (std::is_same_v<D, driver::Hypervisor>) return drivers.hypervisor;
    if constexpr (std::is_same_v<D, driver::NetworkDriver>) return drivers.network;
    if constexpr (std::is_same_v<D, driver::InterfaceDriver>) return drivers.interface;
    if constexpr (std::is_same_v<D, driver::StorageDriver>) return drivers.storage;
    if constexpr (std::is_same_v<D, driver::NodeDeviceDriver>) return drivers.nodedev;
    if constexpr (std::is_same_v<D, driver::SecretDriver>) return drivers.secret;
    if constexpr (std::is_same_v<D, driver::NwfilterDriver>) return drivers.nwfilter;
}

/// The code that a call of a virtual method would run (an extension of g++).
template <class D, class Method>
auto code_of(D& object, Method method) {
    using Code = void (*)();
    return (Code)(object.*method);  // NOLINT: no other cast does this
}

/// A driver implements what it overrides: the default throws "not supported".
template <class D, class Method>
bool overrides(const driver::Drivers& drivers, Method D::*method) {
    static D nothing;
    const auto& driver = find<D>(drivers);
    return driver != nullptr && code_of(*driver, method) != code_of(nothing, method);
}

template <auto method>
void tell(Call& call) {
    call.implemented = overrides(call.drivers, method);
}

}  // namespace coverage

template <auto method>
inline constexpr Handler call = method_handler<method>(&coverage::tell<method>);

}  // namespace virtd::rpc
