// What access control has to know about a driver's method: its type says all of it.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "driver/stream.hpp"
#include "rpc/access/keys.hpp"
#include "rpc/procedure.hpp"

namespace virtd::rpc {

namespace access {

struct NoArgs {};

template <class Method>
struct MethodTypes;
template <class D, class R>
struct MethodTypes<Task<R> (D::*)()> {
    using Driver = D;
    using Ret = R;
    using Args = NoArgs;
};
template <class D, class R, class A, class... Descriptors>
struct MethodTypes<Task<R> (D::*)(A, Descriptors...)> {
    using Driver = D;
    using Ret = R;
    using Args = A;
};

/// The list in a result whose items a client may be kept from seeing; null: there is none.
template <class Ret>
constexpr auto items_in(Ret& ret) {
    // clang-format off
    if constexpr (requires { ret.domains; }) return &ret.domains;
    else if constexpr (requires { ret.ids; }) return &ret.ids;
    else if constexpr (requires { ret.ret_stats; }) return &ret.ret_stats;
    else if constexpr (requires { ret.nets; }) return &ret.nets;
    else if constexpr (requires { ret.ports; }) return &ret.ports;
    else if constexpr (requires { ret.pools; }) return &ret.pools;
    else if constexpr (requires { ret.vols; }) return &ret.vols;
    else if constexpr (requires { ret.devices.front().name; }) return &ret.devices;
    else if constexpr (requires { ret.ifaces.front().mac; }) return &ret.ifaces;
    else if constexpr (requires { ret.secrets; }) return &ret.secrets;
    else if constexpr (requires { ret.uuids; }) return &ret.uuids;
    else if constexpr (requires { ret.filters; }) return &ret.filters;
    else if constexpr (requires { ret.bindings; }) return &ret.bindings;
    else if constexpr (requires { ret.names; }) return &ret.names;
    else return nullptr;
    // clang-format on
}

template <class Driver, class Args, class Item>
auto item_key(const Args& args, const Item& item) {
    if constexpr (requires { item.dom; }) {
        return key_of_ref(item.dom);
    } else if constexpr (std::is_same_v<Item, std::int32_t>) {
        return domain(item);
    } else if constexpr (!std::is_same_v<Item, std::string>) {
        return key_of_ref(item);
    } else if constexpr (requires { args.pool; }) {
        return key_of_ref(driver::StorageVolRef{args.pool.name, item, {}});
    } else if constexpr (std::is_same_v<Driver, driver::SecretDriver>) {
        return key_of_ref(driver::SecretRef{.uuid = parse_uuid(item).value_or(Uuid())});
    } else {
        return key_of<main_kind<Driver>()>(item);
    }
}

template <class Driver, class Args, class Ret>
constexpr AccessKind listed_kind() {
    using Items = decltype(items_in(std::declval<Ret&>()));
    if constexpr (std::is_null_pointer_v<Items>) {
        return AccessKind::none;
    } else {
        using Item = typename std::remove_pointer_t<Items>::value_type;  // clang 14 wants it
        return decltype(item_key<Driver>(std::declval<Args>(), std::declval<Item>()))::kind;
    }
}

/// The method that lists what another counts: a count is that of what the client may see.
template <auto method>
inline constexpr std::nullptr_t lister = nullptr;
// clang-format off
template <> inline constexpr auto lister<&driver::Hypervisor::connect_num_of_domains> = &driver::Hypervisor::connect_list_domains;
template <> inline constexpr auto lister<&driver::Hypervisor::connect_num_of_defined_domains> = &driver::Hypervisor::connect_list_defined_domains;
template <> inline constexpr auto lister<&driver::NetworkDriver::connect_num_of_networks> = &driver::NetworkDriver::connect_list_networks;
template <> inline constexpr auto lister<&driver::NetworkDriver::connect_num_of_defined_networks> = &driver::NetworkDriver::connect_list_defined_networks;
template <> inline constexpr auto lister<&driver::InterfaceDriver::connect_num_of_interfaces> = &driver::InterfaceDriver::connect_list_interfaces;
template <> inline constexpr auto lister<&driver::InterfaceDriver::connect_num_of_defined_interfaces> = &driver::InterfaceDriver::connect_list_defined_interfaces;
template <> inline constexpr auto lister<&driver::StorageDriver::connect_num_of_storage_pools> = &driver::StorageDriver::connect_list_storage_pools;
template <> inline constexpr auto lister<&driver::StorageDriver::connect_num_of_defined_storage_pools> = &driver::StorageDriver::connect_list_defined_storage_pools;
template <> inline constexpr auto lister<&driver::StorageDriver::storage_pool_num_of_volumes> = &driver::StorageDriver::storage_pool_list_volumes;
template <> inline constexpr auto lister<&driver::NodeDeviceDriver::node_num_of_devices> = &driver::NodeDeviceDriver::node_list_devices;
template <> inline constexpr auto lister<&driver::SecretDriver::connect_num_of_secrets> = &driver::SecretDriver::connect_list_secrets;
template <> inline constexpr auto lister<&driver::NwfilterDriver::connect_num_of_nwfilters> = &driver::NwfilterDriver::connect_list_nwfilters;
// clang-format on

/// A kind for the rows: `listed` of a method that counts is that of the method that lists.
template <auto method>
consteval AccessKind listed_by() {
    if constexpr (std::is_null_pointer_v<std::remove_cv_t<decltype(lister<method>)>>) {
        using T = MethodTypes<decltype(method)>;
        return listed_kind<typename T::Driver, typename T::Args, typename T::Ret>();
    } else {
        return listed_by<lister<method>>();
    }
}

}  // namespace access

/// The handler of a procedure that is one driver method, and `serve` is to call it.
template <auto method>
consteval Handler method_handler(void (*serve)(Call&)) {
    using T = access::MethodTypes<decltype(method)>;
    using Named = decltype(access::named_by<typename T::Driver>(std::declval<typename T::Args>()));
    Handler handler(serve);
    handler.by_hand = false;
    handler.named = Named::kind;
    handler.found = AccessKind::none;
    if constexpr (!std::is_void_v<typename T::Ret>) {
        handler.found = decltype(access::found_in(std::declval<typename T::Ret&>()))::kind;
        handler.listed = access::listed_by<method>();
    }
    return handler;
}

}  // namespace virtd::rpc
