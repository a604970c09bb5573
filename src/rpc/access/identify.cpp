// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/error.hpp"
#include "rpc/access/keys.hpp"

namespace virtd::rpc {

namespace {

constexpr Fail fail{Origin::access};

/// The driver of a kind of objects.
template <class Driver>
Driver& of(const std::shared_ptr<Driver>& driver) {
    if (!driver) fail(Errc::no_support, "no driver knows the object of the call");
    return *driver;
}

template <class Identity>
Task<AccessIdentity> asked(Task<Identity> identity) {
    co_return co_await std::move(identity);
}

struct Identify {
    const driver::Drivers& drivers;

    // clang-format off
    Task<AccessIdentity> operator()(std::monostate /*nothing*/) const { co_return AccessIdentity(); }
    Task<AccessIdentity> operator()(driver::DomainKey key) const { return asked(of(drivers.hypervisor).identify_domain(std::move(key))); }
    Task<AccessIdentity> operator()(driver::NetworkKey key) const { return asked(of(drivers.network).identify_network(std::move(key))); }
    Task<AccessIdentity> operator()(driver::NetworkPortKey key) const { return asked(of(drivers.network).identify_network_port(std::move(key))); }
    Task<AccessIdentity> operator()(driver::NwfilterKey key) const { return asked(of(drivers.nwfilter).identify_nwfilter(std::move(key))); }
    Task<AccessIdentity> operator()(driver::NwfilterBindingKey key) const { return asked(of(drivers.nwfilter).identify_nwfilter_binding(std::move(key))); }
    Task<AccessIdentity> operator()(driver::SecretKey key) const { return asked(of(drivers.secret).identify_secret(std::move(key))); }
    Task<AccessIdentity> operator()(driver::StoragePoolKey key) const { return asked(of(drivers.storage).identify_storage_pool(std::move(key))); }
    Task<AccessIdentity> operator()(driver::StorageVolKey key) const { return asked(of(drivers.storage).identify_storage_vol(std::move(key))); }
    Task<AccessIdentity> interface(driver::InterfaceKey key) const { return asked(of(drivers.interface).identify_interface(std::move(key))); }
    Task<AccessIdentity> node_device(driver::NodeDeviceKey key) const { return asked(of(drivers.nodedev).identify_node_device(std::move(key))); }
    // clang-format on
};

}  // namespace

// Keys of interfaces and of node devices are the same type; their places tell them apart.
Task<AccessIdentity> identify(const driver::Drivers& drivers, AccessKey key) {
    using access::KeyOf;
    constexpr std::size_t interface = KeyOf<AccessKind::interface>::place;
    constexpr std::size_t node_device = KeyOf<AccessKind::node_device>::place;
    const Identify ask{drivers};
    if (key.index() == interface) return ask.interface(std::get<interface>(std::move(key)));
    if (key.index() == node_device) return ask.node_device(std::get<node_device>(std::move(key)));
    const auto others = [&ask](auto& one) -> Task<AccessIdentity> {
        if constexpr (requires { ask(std::move(one)); }) {
            return ask(std::move(one));
        } else {
            return ask(std::monostate());
        }
    };
    return std::visit(others, key);
}

}  // namespace virtd::rpc
