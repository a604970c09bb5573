// SPDX-License-Identifier: LGPL-2.1-or-later
#include "polkit_actions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "rpc/programs.hpp"

namespace virtd::dist {

namespace {

/// Without a rule of the administrator: reading is everybody's, the rest nobody's.
enum class Allow : bool { nobody, everybody };

struct Action {
    std::string_view object;
    std::string_view permission;
    Allow allow;
    std::string_view may;  // what the permission lets do
};

using enum Allow;

// clang-format off
constexpr Action actions[] = {
    {"connect", "getattr",               everybody, "open a connection"},
    {"connect", "read",                  everybody, "read what the host is and can do"},
    {"connect", "write",                 nobody,    "change the host"},
    {"connect", "search_domains",        everybody, "list guests"},
    {"connect", "search_networks",       everybody, "list networks"},
    {"connect", "search_storage_pools",  everybody, "list storage pools"},
    {"connect", "search_node_devices",   everybody, "list devices of the host"},
    {"connect", "search_interfaces",     everybody, "list network interfaces of the host"},
    {"connect", "search_secrets",        everybody, "list secrets"},
    {"connect", "search_nwfilters",      everybody, "list network filters"},
    {"connect", "search_nwfilter_bindings", everybody, "list bindings of network filters"},
    {"connect", "detect_storage_pools",  nobody,    "look for storage that could be a pool"},
    {"connect", "pm_control",            nobody,    "suspend the host"},
    {"connect", "interface_transaction", nobody,    "begin, commit and roll back changes of host interfaces"},

    {"domain", "getattr",        everybody, "see that a guest exists"},
    {"domain", "read",           everybody, "read the definition and state of a guest"},
    {"domain", "write",          nobody,    "change a guest"},
    {"domain", "read_secure",    nobody,    "read passwords in the definition of a guest"},
    {"domain", "start",          nobody,    "start a guest"},
    {"domain", "stop",           nobody,    "stop a guest"},
    {"domain", "reset",          nobody,    "reset a guest"},
    {"domain", "save",           nobody,    "store the definition of a guest"},
    {"domain", "delete",         nobody,    "remove a guest"},
    {"domain", "migrate",        nobody,    "migrate a guest"},
    {"domain", "checkpoint",     nobody,    "handle checkpoints of a guest"},
    {"domain", "snapshot",       nobody,    "handle snapshots of a guest"},
    {"domain", "suspend",        nobody,    "pause and resume a guest"},
    {"domain", "hibernate",      nobody,    "save a guest to disk"},
    {"domain", "core_dump",      nobody,    "dump the memory of a guest"},
    {"domain", "pm_control",     nobody,    "use the power management of a guest"},
    {"domain", "init_control",   nobody,    "control the init process of a guest"},
    {"domain", "inject_nmi",     nobody,    "send a non-maskable interrupt to a guest"},
    {"domain", "send_input",     nobody,    "press keys in a guest"},
    {"domain", "send_signal",    nobody,    "send signals to processes of a guest"},
    {"domain", "fs_trim",        nobody,    "trim the file systems of a guest"},
    {"domain", "fs_freeze",      nobody,    "freeze and thaw the file systems of a guest"},
    {"domain", "block_read",     nobody,    "read the disks of a guest"},
    {"domain", "block_write",    nobody,    "write the disks of a guest"},
    {"domain", "mem_read",       nobody,    "read the memory of a guest"},
    {"domain", "open_graphics",  nobody,    "use the display of a guest"},
    {"domain", "open_device",    nobody,    "use consoles and channels of a guest"},
    {"domain", "screenshot",     nobody,    "take a picture of the screen of a guest"},
    {"domain", "open_namespace", nobody,    "enter the namespaces of a guest"},
    {"domain", "set_time",       nobody,    "set the clock of a guest"},
    {"domain", "set_password",   nobody,    "set passwords of users in a guest"},

    {"interface", "getattr", everybody, "see that an interface of the host exists"},
    {"interface", "read",    everybody, "read an interface of the host"},
    {"interface", "write",   nobody,    "change an interface of the host"},
    {"interface", "save",    nobody,    "store the definition of a host interface"},
    {"interface", "delete",  nobody,    "remove an interface of the host"},
    {"interface", "start",   nobody,    "bring up an interface of the host"},
    {"interface", "stop",    nobody,    "take down an interface of the host"},

    {"network", "getattr",      everybody, "see that a network exists"},
    {"network", "read",         everybody, "read a network"},
    {"network", "write",        nobody,    "change a network"},
    {"network", "save",         nobody,    "store the definition of a network"},
    {"network", "delete",       nobody,    "remove a network"},
    {"network", "start",        nobody,    "start a network"},
    {"network", "stop",         nobody,    "stop a network"},
    {"network", "search_ports", nobody,    "list the ports of a network"},

    {"network_port", "getattr", everybody, "see that a port of a network exists"},
    {"network_port", "read",    everybody, "read a port of a network"},
    {"network_port", "write",   nobody,    "change a port of a network"},
    {"network_port", "create",  nobody,    "add a port to a network"},
    {"network_port", "delete",  nobody,    "remove a port of a network"},

    {"node_device", "getattr", everybody, "see that a device of the host exists"},
    {"node_device", "read",    nobody,    "read a device of the host"},
    {"node_device", "write",   nobody,    "change a device of the host"},
    {"node_device", "start",   nobody,    "create a device of the host"},
    {"node_device", "stop",    nobody,    "destroy a device of the host"},
    {"node_device", "detach",  nobody,    "take a device away from its driver on the host"},
    {"node_device", "delete",  nobody,    "remove the definition of a device of the host"},

    {"nwfilter", "getattr", everybody, "see that a network filter exists"},
    {"nwfilter", "read",    everybody, "read a network filter"},
    {"nwfilter", "write",   nobody,    "change a network filter"},
    {"nwfilter", "save",    nobody,    "store the definition of a network filter"},
    {"nwfilter", "delete",  nobody,    "remove a network filter"},

    {"nwfilter_binding", "getattr", everybody, "see that a network filter is bound"},
    {"nwfilter_binding", "read",    everybody, "read the binding of a network filter"},
    {"nwfilter_binding", "create",  nobody,    "bind a network filter"},
    {"nwfilter_binding", "delete",  nobody,    "remove the binding of a network filter"},

    {"secret", "getattr",     everybody, "see that a secret exists"},
    {"secret", "read",        everybody, "read the definition of a secret"},
    {"secret", "write",       nobody,    "change a secret"},
    {"secret", "read_secure", nobody,    "read the value of a secret"},
    {"secret", "save",        nobody,    "store the definition of a secret"},
    {"secret", "delete",      nobody,    "remove a secret"},

    {"storage_pool", "getattr",  everybody, "see that a storage pool exists"},
    {"storage_pool", "read",     everybody, "read a storage pool"},
    {"storage_pool", "write",    nobody,    "change a storage pool"},
    {"storage_pool", "save",     nobody,    "store the definition of a storage pool"},
    {"storage_pool", "delete",   nobody,    "remove a storage pool"},
    {"storage_pool", "start",    nobody,    "start a storage pool"},
    {"storage_pool", "stop",     nobody,    "stop a storage pool"},
    {"storage_pool", "refresh",  nobody,    "look again what a storage pool holds"},
    {"storage_pool", "search_storage_vols", nobody,  "list the volumes of a storage pool"},
    {"storage_pool", "format",   nobody,    "format or wipe the storage of a pool"},

    {"storage_vol", "getattr",    everybody, "see that a storage volume exists"},
    {"storage_vol", "read",       everybody, "read what a storage volume is"},
    {"storage_vol", "create",     nobody,    "create a storage volume"},
    {"storage_vol", "delete",     nobody,    "delete a storage volume"},
    {"storage_vol", "format",     nobody,    "wipe a storage volume"},
    {"storage_vol", "resize",     nobody,    "resize a storage volume"},
    {"storage_vol", "data_read",  nobody,    "read the content of a storage volume"},
    {"storage_vol", "data_write", nobody,    "write the content of a storage volume"},
};
// clang-format on

std::string dashed(std::string_view name) {
    std::string text(name);
    std::ranges::replace(text, '_', '-');
    return text;
}

std::string xml(const Action& action) {
    std::string sentence(action.may);
    sentence.front() = static_cast<char>(sentence.front() - 'a' + 'A');
    const std::string_view result = action.allow == everybody ? "yes" : "no";
    return fmt::format(R"(
  <action id="org.libvirt.api.{}.{}">
    <description>{}</description>
    <message>Policy does not let this user {}</message>
    <defaults>
      <allow_any>{}</allow_any>
      <allow_inactive>{}</allow_inactive>
      <allow_active>{}</allow_active>
    </defaults>
  </action>
)",
                       dashed(action.object), dashed(action.permission), sentence, action.may,
                       result, result, result);
}

/// A rule is "object:permission", possibly with conditions behind.
void require_action(std::string_view rule) {
    const bool known = std::ranges::any_of(actions, [&](const Action& action) {
        const std::string start = fmt::format("{}:{}", action.object, action.permission);
        return rule == start || rule.starts_with(start + ":");
    });
    if (!known) throw std::logic_error(fmt::format("no polkit action for {}", rule));
}

void require_actions() {
    rpc::Families tables = rpc::remote_rows();
    tables.insert(tables.end(), {rpc::qemu_rows(), rpc::lxc_rows()});
    for (const auto table : tables) {
        for (const rpc::Procedure& row : table) {
            for (const std::string_view rule : row.permissions) {
                if (!rule.empty()) require_action(rule);
            }
            if (!row.filter.empty()) require_action(row.filter);
        }
    }
}

}  // namespace

std::string polkit_actions() {
    require_actions();
    std::string text = R"(<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: LGPL-2.1-or-later -->
<!DOCTYPE policyconfig PUBLIC
 "-//freedesktop//DTD PolicyKit Policy Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/PolicyKit/1.0/policyconfig.dtd">
<!-- What a client may do: asked for each call when access_drivers names polkit. -->
<policyconfig>
  <vendor>virtd</vendor>
)";
    for (const Action& action : actions)
        text += xml(action);
    return text + "</policyconfig>\n";
}

}  // namespace virtd::dist
