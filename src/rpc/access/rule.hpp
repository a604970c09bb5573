// Rules of access control in the rows: "object:permission[:flag[:parameter:value]]".
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>
#include <string_view>

namespace virtd::rpc {

enum class AccessKind : std::uint8_t {
    none,
    connect,
    domain,
    interface,
    network,
    network_port,
    node_device,
    nwfilter,
    nwfilter_binding,
    secret,
    storage_pool,
    storage_vol
};

/// What a rule may depend on beside the object.
struct AccessArguments {
    std::uint64_t flags = 0;
    std::uint64_t source = 0;
};

struct AccessRule {
    AccessKind kind = AccessKind::none;
    std::string_view object;      // "storage_vol"
    std::string_view permission;  // "data_read"
    std::uint64_t flags = 0;
    bool unless_flags = false;
    std::optional<std::uint64_t> source;

    /// Rules without conditions always do.
    constexpr bool applies_to(const AccessArguments& arguments) const {
        if (source && arguments.source != *source) return false;
        if (unless_flags) return (arguments.flags & flags) == 0;
        return (arguments.flags & flags) == flags;
    }
    /// It is about what a call looks for, and so can be decided only when that is found.
    constexpr bool about_result() const {
        return kind != AccessKind::connect && permission == "getattr";
    }
};

namespace access {

struct Object {
    std::string_view name;
    AccessKind kind;
    std::array<std::string_view, 31> permissions;
};

// clang-format off
inline constexpr Object objects[] = {
    {"connect",          AccessKind::connect,          {"getattr", "read", "write", "search_domains", "search_networks", "search_storage_pools", "search_node_devices",
                                                        "search_interfaces", "search_secrets", "search_nwfilters", "search_nwfilter_bindings", "detect_storage_pools",
                                                        "pm_control", "interface_transaction"}},
    {"domain",           AccessKind::domain,           {"getattr", "read", "write", "read_secure", "start", "stop", "reset", "save", "delete", "migrate", "checkpoint",
                                                        "snapshot", "suspend", "hibernate", "core_dump", "pm_control", "init_control", "inject_nmi", "send_input",
                                                        "send_signal", "fs_trim", "fs_freeze", "block_read", "block_write", "mem_read", "open_graphics", "open_device",
                                                        "screenshot", "open_namespace", "set_time", "set_password"}},
    {"interface",        AccessKind::interface,        {"getattr", "read", "write", "save", "delete", "start", "stop"}},
    {"network",          AccessKind::network,          {"getattr", "read", "write", "save", "delete", "start", "stop", "search_ports"}},
    {"network_port",     AccessKind::network_port,     {"getattr", "read", "write", "create", "delete"}},
    {"node_device",      AccessKind::node_device,      {"getattr", "read", "write", "start", "stop", "detach", "delete"}},
    {"nwfilter",         AccessKind::nwfilter,         {"getattr", "read", "write", "save", "delete"}},
    {"nwfilter_binding", AccessKind::nwfilter_binding, {"getattr", "read", "create", "delete"}},
    {"secret",           AccessKind::secret,           {"getattr", "read", "write", "read_secure", "save", "delete"}},
    {"storage_pool",     AccessKind::storage_pool,     {"getattr", "read", "write", "save", "delete", "start", "stop", "refresh", "search_storage_vols", "format"}},
    {"storage_vol",      AccessKind::storage_vol,      {"getattr", "read", "create", "delete", "format", "resize", "data_read", "data_write"}},
};
// clang-format on

struct Constant {
    std::string_view name;
    std::uint64_t value;
};

inline constexpr Constant constants[] = {
    {"VIR_DOMAIN_AFFECT_CONFIG", 2},
    {"VIR_DOMAIN_AFFECT_LIVE", 1},
    {"VIR_DOMAIN_CHECKPOINT_CREATE_QUIESCE", 2},
    {"VIR_DOMAIN_CHECKPOINT_XML_SECURE", 1},
    {"VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_AGENT", 1},
    {"VIR_DOMAIN_REBOOT_GUEST_AGENT", 2},
    {"VIR_DOMAIN_SAVE_IMAGE_XML_SECURE", 1},
    {"VIR_DOMAIN_SHUTDOWN_GUEST_AGENT", 2},
    {"VIR_DOMAIN_SNAPSHOT_CREATE_QUIESCE", 64},
    {"VIR_DOMAIN_SNAPSHOT_XML_SECURE", 1},
    {"VIR_DOMAIN_VCPU_GUEST", 8},
    {"VIR_DOMAIN_XML_MIGRATABLE", 8},
    {"VIR_DOMAIN_XML_SECURE", 1},
    {"VIR_NETWORK_UPDATE_AFFECT_CONFIG", 2},
    {"VIR_NETWORK_UPDATE_AFFECT_LIVE", 1},
};

/// What stands before the separator, which is taken off as well.
constexpr std::string_view take(std::string_view& text, char separator) {
    const std::size_t end = text.find(separator);
    const std::string_view first = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    return first;
}

constexpr std::uint64_t value_of(std::string_view name) {
    for (const Constant& constant : constants) {
        if (constant.name == name) return constant.value;
    }
    throw std::invalid_argument("no such constant");
}

constexpr const Object& object_named(std::string_view name) {
    for (const Object& object : objects) {
        if (object.name == name) return object;
    }
    throw std::invalid_argument("no such object");
}

constexpr bool has(const Object& object, std::string_view permission) {
    for (const std::string_view one : object.permissions) {
        if (!permission.empty() && one == permission) return true;
    }
    return false;
}

}  // namespace access

/// Throws on what is no rule; a row that has such does not compile.
constexpr AccessRule parse_access_rule(std::string_view text) {
    using access::take;
    const access::Object& object = access::object_named(take(text, ':'));
    AccessRule rule{.kind = object.kind, .object = object.name, .permission = take(text, ':')};
    if (!access::has(object, rule.permission)) throw std::invalid_argument("no such permission");
    std::string_view flags = take(text, ':');
    rule.unless_flags = flags.starts_with('!');
    if (rule.unless_flags) flags.remove_prefix(1);
    while (!flags.empty())
        rule.flags |= access::value_of(take(flags, '|'));
    if (text.empty()) return rule;
    if (take(text, ':') != "source") throw std::invalid_argument("no such parameter");
    rule.source = access::value_of(text);
    return rule;
}

}  // namespace virtd::rpc
