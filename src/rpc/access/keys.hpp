// Which objects the arguments and the result of a driver's method name, by the types of both.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>

#include "base/task.hpp"
#include "driver/identify.hpp"
#include "driver/registry.hpp"
#include "rpc/access/rule.hpp"

namespace virtd::rpc {

/// What a call says about the object it is about.
using AccessKey = std::variant<std::monostate, driver::DomainKey, driver::InterfaceKey,
                               driver::NetworkKey, driver::NetworkPortKey, driver::NodeDeviceKey,
                               driver::NwfilterKey, driver::NwfilterBindingKey, driver::SecretKey,
                               driver::StoragePoolKey, driver::StorageVolKey>;

/// What the driver says about it.
using AccessIdentity =
    std::variant<std::monostate, driver::DomainRef, driver::InterfaceRef, driver::NetworkRef,
                 driver::NetworkPortRef, driver::NodeDeviceRef, driver::NwfilterRef,
                 driver::NwfilterBindingIdentity, driver::SecretRef, driver::StoragePoolRef,
                 driver::StorageVolIdentity>;

namespace access {

using driver::Document;
using driver::DomainDocument;
using driver::DomainKey;

// Some kinds of keys are the same type; these tell what they are of.
template <AccessKind of, class Key>
struct Typed {
    static constexpr AccessKind kind = of;
    Key key;
};
struct Nothing {
    static constexpr AccessKind kind = AccessKind::none;
};

template <AccessKind kind>
struct KeyOf;
// clang-format off
template <> struct KeyOf<AccessKind::domain>           { using type = driver::DomainKey;          static constexpr std::size_t place = 1; };
template <> struct KeyOf<AccessKind::interface>        { using type = driver::InterfaceKey;       static constexpr std::size_t place = 2; };
template <> struct KeyOf<AccessKind::network>          { using type = driver::NetworkKey;         static constexpr std::size_t place = 3; };
template <> struct KeyOf<AccessKind::network_port>     { using type = driver::NetworkPortKey;     static constexpr std::size_t place = 4; };
template <> struct KeyOf<AccessKind::node_device>      { using type = driver::NodeDeviceKey;      static constexpr std::size_t place = 5; };
template <> struct KeyOf<AccessKind::nwfilter>         { using type = driver::NwfilterKey;        static constexpr std::size_t place = 6; };
template <> struct KeyOf<AccessKind::nwfilter_binding> { using type = driver::NwfilterBindingKey; static constexpr std::size_t place = 7; };
template <> struct KeyOf<AccessKind::secret>           { using type = driver::SecretKey;          static constexpr std::size_t place = 8; };
template <> struct KeyOf<AccessKind::storage_pool>     { using type = driver::StoragePoolKey;     static constexpr std::size_t place = 9; };
template <> struct KeyOf<AccessKind::storage_vol>      { using type = driver::StorageVolKey;      static constexpr std::size_t place = 10; };
// clang-format on

template <AccessKind kind, class From>
auto key_of(From from) {
    using Key = typename KeyOf<kind>::type;
    return Typed<kind, Key>{Key(std::move(from))};
}

template <AccessKind kind, class Key>
AccessKey any_key(Typed<kind, Key> typed) {
    return AccessKey(std::in_place_index<KeyOf<kind>::place>, std::move(typed.key));
}
inline AccessKey any_key(Nothing /*nothing*/) {
    return {};
}

// The kind of what a reference refers to.
template <class Ref>
struct KindOf;
// clang-format off
template <> struct KindOf<driver::DomainRef>          { static constexpr AccessKind kind = AccessKind::domain; };
template <> struct KindOf<driver::NetworkRef>         { static constexpr AccessKind kind = AccessKind::network; };
template <> struct KindOf<driver::NetworkPortRef>     { static constexpr AccessKind kind = AccessKind::network_port; };
template <> struct KindOf<driver::NwfilterRef>        { static constexpr AccessKind kind = AccessKind::nwfilter; };
template <> struct KindOf<driver::NwfilterBindingRef> { static constexpr AccessKind kind = AccessKind::nwfilter_binding; };
template <> struct KindOf<driver::SecretRef>          { static constexpr AccessKind kind = AccessKind::secret; };
template <> struct KindOf<driver::StoragePoolRef>     { static constexpr AccessKind kind = AccessKind::storage_pool; };
template <> struct KindOf<driver::StorageVolRef>      { static constexpr AccessKind kind = AccessKind::storage_vol; };
// clang-format on

template <class Ref>
requires requires {
    KindOf<Ref>::kind;
}
auto key_of_ref(const Ref& ref) {
    return key_of<KindOf<Ref>::kind>(ref);
}
inline auto key_of_ref(const driver::InterfaceRef& ref) {
    return key_of<AccessKind::interface>(ref.name);
}
inline auto key_of_ref(const driver::NodeDeviceRef& ref) {
    return key_of<AccessKind::node_device>(ref.name);
}

/// The reference among the members of arguments or of a result, null for those without one.
/// Optional ones, in registrations for events, do not count.
template <class Struct>
constexpr auto ref_in(Struct& members) {
    // clang-format off
    if constexpr (requires { members.dom.uuid; }) return &members.dom;
    else if constexpr (requires { members.snap.dom; }) return &members.snap.dom;
    else if constexpr (requires { members.snapshot.dom; }) return &members.snapshot.dom;
    else if constexpr (requires { members.checkpoint.dom; }) return &members.checkpoint.dom;
    else if constexpr (requires { members.network.uuid; }) return &members.network;
    else if constexpr (requires { members.net.uuid; }) return &members.net;
    else if constexpr (requires { members.port.net; }) return &members.port;
    else if constexpr (requires { members.vol.key; }) return &members.vol;
    else if constexpr (requires { members.pool.uuid; }) return &members.pool;
    else if constexpr (requires { members.iface.mac; }) return &members.iface;
    else if constexpr (requires { members.secret.usage_id; }) return &members.secret;
    else if constexpr (requires { members.nwfilter; }) return &members.nwfilter;
    else if constexpr (requires { members.dev.name; }) return &members.dev;
    else return nullptr;
    // clang-format on
}

// What is not said by a reference.

template <class Params>
std::string text_param(const Params& params, std::string_view name) {
    for (const driver::TypedParam& param : params) {
        const auto* const text = std::get_if<std::string>(&param.value);
        if (param.field == name && text != nullptr) return *text;
    }
    return {};
}
inline auto domain(DomainKey key) {
    return key_of<AccessKind::domain>(std::move(key));
}
inline auto node_device(const std::string& name) {
    return key_of<AccessKind::node_device>(name);
}

// clang-format off
inline auto special_key(const driver::DomainCreateXmlArgs& args) { return domain(DomainDocument{args.xml_desc, {}}); }
inline auto special_key(const driver::DomainCreateXmlWithFilesArgs& args) { return domain(DomainDocument{args.xml_desc, {}}); }
inline auto special_key(const driver::DomainDefineXmlArgs& args) { return domain(DomainDocument{args.xml, {}}); }
inline auto special_key(const driver::DomainDefineXmlFlagsArgs& args) { return domain(DomainDocument{args.xml, {}}); }
inline auto special_key(const driver::DomainRestoreArgs& args) { return domain(driver::SavedDomain{args.from}); }
inline auto special_key(const driver::DomainRestoreFlagsArgs& args) { return domain(driver::SavedDomain{args.from}); }
inline auto special_key(const driver::DomainRestoreParamsArgs& args) { return domain(driver::SavedDomain{text_param(args.params, "file")}); }
inline auto special_key(const driver::DomainSaveImageGetXmlDescArgs& args) { return domain(driver::SavedDomain{args.file}); }
inline auto special_key(const driver::DomainSaveImageDefineXmlArgs& args) { return domain(driver::SavedDomain{args.file}); }
inline auto special_key(const driver::QemuDomainAttachArgs& args) { return domain(driver::DomainProcess{args.pid_value}); }

inline auto special_key(const driver::DomainMigratePrepareArgs& args) { return domain(DomainDocument{{}, args.dname.value_or("")}); }
inline auto special_key(const driver::DomainMigratePrepare2Args& args) { return domain(DomainDocument{args.dom_xml, args.dname.value_or("")}); }
inline auto special_key(const driver::DomainMigratePrepare3Args& args) { return domain(DomainDocument{args.dom_xml, args.dname.value_or("")}); }
inline auto special_key(const driver::DomainMigratePrepareTunnelArgs& args) { return domain(DomainDocument{args.dom_xml, args.dname.value_or("")}); }
inline auto special_key(const driver::DomainMigratePrepareTunnel3Args& args) { return domain(DomainDocument{args.dom_xml, args.dname.value_or("")}); }
inline auto special_key(const driver::DomainMigratePrepare3ParamsArgs& args) { return domain(DomainDocument{text_param(args.params, "destination_xml"), text_param(args.params, "destination_name")}); }
inline auto special_key(const driver::DomainMigratePrepareTunnel3ParamsArgs& args) { return domain(DomainDocument{text_param(args.params, "destination_xml"), text_param(args.params, "destination_name")}); }
inline auto special_key(const driver::DomainMigrateFinishArgs& args) { return domain(args.dname); }
inline auto special_key(const driver::DomainMigrateFinish2Args& args) { return domain(args.dname); }
inline auto special_key(const driver::DomainMigrateFinish3Args& args) { return domain(args.dname); }
inline auto special_key(const driver::DomainMigrateFinish3ParamsArgs& args) { return domain(text_param(args.params, "destination_name")); }

inline auto special_key(const driver::NodeDeviceDettachArgs& args) { return node_device(args.name); }
inline auto special_key(const driver::NodeDeviceDetachFlagsArgs& args) { return node_device(args.name); }
inline auto special_key(const driver::NodeDeviceReAttachArgs& args) { return node_device(args.name); }
inline auto special_key(const driver::NodeDeviceResetArgs& args) { return node_device(args.name); }

inline auto special_key(const driver::NetworkPortCreateXmlArgs& args) { return key_of<AccessKind::network_port>(driver::NetworkPortDocument{args.network, args.xml}); }
inline auto special_key(const driver::StorageVolCreateXmlArgs& args) { return key_of<AccessKind::storage_vol>(driver::StorageVolDocument{args.pool, args.xml}); }
inline auto special_key(const driver::StorageVolCreateXmlFromArgs& args) { return key_of<AccessKind::storage_vol>(driver::StorageVolDocument{args.pool, args.xml}); }
inline auto special_key(const driver::NwfilterBindingCreateXmlArgs& args) { return key_of<AccessKind::nwfilter_binding>(Document{args.xml}); }
// clang-format on

/// Of which kind the documents are that a driver is given.
template <class Driver>
constexpr AccessKind main_kind() {
    // clang-format off
    if constexpr (std::is_same_v<Driver, driver::NetworkDriver>) return AccessKind::network;
    else if constexpr (std::is_same_v<Driver, driver::InterfaceDriver>) return AccessKind::interface;
    else if constexpr (std::is_same_v<Driver, driver::StorageDriver>) return AccessKind::storage_pool;
    else if constexpr (std::is_same_v<Driver, driver::NodeDeviceDriver>) return AccessKind::node_device;
    else if constexpr (std::is_same_v<Driver, driver::SecretDriver>) return AccessKind::secret;
    else if constexpr (std::is_same_v<Driver, driver::NwfilterDriver>) return AccessKind::nwfilter;
    else return AccessKind::domain;
    // clang-format on
}

/// The object that a method with such arguments is about.
template <class Driver, class Args>
auto named_by(const Args& args) {
    constexpr bool other = !std::is_same_v<Driver, driver::Hypervisor>;
    constexpr bool device = std::is_same_v<Driver, driver::NodeDeviceDriver>;
    using Ref = std::remove_cvref_t<decltype(ref_in(args))>;
    if constexpr (requires { special_key(args); }) {
        return special_key(args);
    } else if constexpr (!std::is_null_pointer_v<Ref>) {
        return key_of_ref(*ref_in(args));
    } else if constexpr (device && requires { args.name; }) {
        return node_device(args.name);
    } else if constexpr (other && requires { args.xml; }) {
        return key_of<main_kind<Driver>()>(Document{args.xml});
    } else if constexpr (other && requires { args.xml_desc; }) {
        return key_of<main_kind<Driver>()>(Document{args.xml_desc});
    } else {
        return Nothing();
    }
}

/// The object that was looked for and found.
template <class Ret>
auto found_in(const Ret& ret) {
    using Ref = std::remove_cvref_t<decltype(ref_in(ret))>;
    if constexpr (std::is_null_pointer_v<Ref>) {
        return Nothing();
    } else {
        return key_of_ref(*ref_in(ret));
    }
}

// The call goes on with the names that were checked: whoever gives the uuid of one object and the
// name of another gets at the first only, whatever the driver looks for.
template <class Ref>
void set_ref(Ref& ref, const AccessIdentity& real) {
    ref = std::get<Ref>(real);
}
inline void set_ref(driver::StorageVolRef& ref, const AccessIdentity& real) {
    const auto& volume = std::get<driver::StorageVolIdentity>(real);
    ref = {volume.pool.name, volume.name, volume.key};
}
inline void set_ref(driver::NwfilterBindingRef& ref, const AccessIdentity& real) {
    const auto& binding = std::get<driver::NwfilterBindingIdentity>(real);
    ref = {binding.portdev, binding.filtername};
}

template <class Driver, class Args>
void set_named(Args& args, const AccessIdentity& real) {
    using Ref = std::remove_cvref_t<decltype(ref_in(args))>;
    using Key = decltype(named_by<Driver>(args));
    if constexpr (Key::kind == AccessKind::node_device && requires { args.name; }) {
        args.name = std::get<driver::NodeDeviceRef>(real).name;
    } else if constexpr (std::is_same_v<Args, driver::NetworkPortCreateXmlArgs>) {
        args.network = std::get<driver::NetworkPortRef>(real).net;
    } else if constexpr (requires { special_key(args); } && !std::is_null_pointer_v<Ref>) {
        args.pool = std::get<driver::StorageVolIdentity>(real).pool;
    } else if constexpr (!std::is_null_pointer_v<Ref>) {
        set_ref(*ref_in(args), real);
    }
}

}  // namespace access

/// Asks the driver. Throws when there is no such object.
Task<AccessIdentity> identify(const driver::Drivers& drivers, AccessKey key);

}  // namespace virtd::rpc
