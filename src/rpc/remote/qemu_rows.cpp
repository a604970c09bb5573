// The rows of the calls about the qemu program.
// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/call.hpp"
#include "rpc/programs.hpp"
#include "rpc/session_calls.hpp"

namespace virtd::rpc {

namespace {

using enum Priority;
using enum ReadOnly;
using driver::Hypervisor;

// clang-format off
constexpr Procedure rows[] = {
    {  1, "domain_monitor_command", "virDomainQemuMonitorCommand", low, deny, {"domain:write"}, call<&Hypervisor::qemu_domain_monitor_command>},
    {  2, "domain_attach", "virDomainQemuAttach", low, deny, {"domain:start", "domain:write"}, call<&Hypervisor::qemu_domain_attach>},
    {  3, "domain_agent_command", "virDomainQemuAgentCommand", low, deny, {"domain:write"}, call<&Hypervisor::qemu_domain_agent_command>},
    {  4, "connect_domain_monitor_event_register", "virConnectDomainQemuMonitorEventRegister", high, deny, {"connect:search_domains", "connect:write"}, session::qemu_connect_domain_monitor_event_register, .filter = "domain:getattr"},
    {  5, "connect_domain_monitor_event_deregister", "virConnectDomainQemuMonitorEventDeregister", high, deny, {"connect:write"}, session::qemu_connect_domain_monitor_event_deregister},
    {  6, "domain_monitor_event", "", low, allow, {}, nullptr},
    {  7, "domain_monitor_command_with_files", "virDomainQemuMonitorCommandWithFiles", low, deny, {"domain:write"}, call<&Hypervisor::qemu_domain_monitor_command_with_files>},
};
// clang-format on

static_assert(sorted_by_number(rows));

}  // namespace

std::span<const Procedure> qemu_rows() {
    return rows;
}

}  // namespace virtd::rpc
