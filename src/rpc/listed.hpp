// The answers that list all objects of a kind hold only so many.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <boost/pfr/core.hpp>
#include <cstddef>
#include <type_traits>

#include "driver/types.hpp"

namespace virtd::rpc {

/// What a refusal calls objects of a kind; null for what no call lists so.
template <class Item>
inline constexpr const char* listed_as = nullptr;
template <>
inline constexpr const char* listed_as<driver::DomainRef> = "domains";
template <>
inline constexpr const char* listed_as<driver::DomainSnapshotRef> = "domain_snapshots";
template <>
inline constexpr const char* listed_as<driver::DomainCheckpointRef> = "domain_checkpoints";
template <>
inline constexpr const char* listed_as<driver::NetworkRef> = "networks";
template <>
inline constexpr const char* listed_as<driver::NetworkPortRef> = "network_ports";
template <>
inline constexpr const char* listed_as<driver::InterfaceRef> = "interfaces";
template <>
inline constexpr const char* listed_as<driver::NodeDeviceRef> = "node_devices";
template <>
inline constexpr const char* listed_as<driver::StoragePoolRef> = "storage_pools";
template <>
inline constexpr const char* listed_as<driver::StorageVolRef> = "storage_vols";
template <>
inline constexpr const char* listed_as<driver::SecretRef> = "secrets";
template <>
inline constexpr const char* listed_as<driver::NwfilterRef> = "nwfilters";
template <>
inline constexpr const char* listed_as<driver::NwfilterBindingRef> = "nwfilter_bindings";

[[noreturn]] void refuse_too_many(const char* what, std::size_t count, std::size_t max);

/// Throws when a call has found more objects than the protocol lets it list. `ret.ret` counts
/// them, whether the client wants the list or not.
template <class Ret>
void check_listed(const Ret& ret) {
    if constexpr (requires { ret.ret; }) {
        using List = std::remove_cvref_t<decltype(boost::pfr::get<0>(ret))>;
        if constexpr (requires { listed_as<typename List::value_type>; }) {
            constexpr const char* what = listed_as<typename List::value_type>;
            const auto count = static_cast<std::size_t>(ret.ret);
            if (what != nullptr && count > List::max) refuse_too_many(what, count, List::max);
        }
    }
}

}  // namespace virtd::rpc
