// The rows of the qemu program.
// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/call.hpp"
#include "rpc/programs.hpp"
#include "rpc/session_calls.hpp"

namespace virtd::rpc {

namespace {

using enum Priority;
using enum ReadOnly;
using D = driver::Hypervisor;

// clang-format off
constexpr Procedure rows[] = {
    row(  1, "domain_monitor_command",                  low,  deny, call<&D::qemu_domain_monitor_command>,                 "virDomainQemuMonitorCommand",                "0.8.3",  {"domain:write"}),
    row(  2, "domain_attach",                           low,  deny, call<&D::qemu_domain_attach>,                          "virDomainQemuAttach",                        "0.9.4",  {"domain:start", "domain:write"}),
    row(  3, "domain_agent_command",                    low,  deny, call<&D::qemu_domain_agent_command>,                   "virDomainQemuAgentCommand",                  "0.10.0", {"domain:write"}),
    row(  4, "connect_domain_monitor_event_register",   high, deny, session::qemu_connect_domain_monitor_event_register,   "virConnectDomainQemuMonitorEventRegister",   "1.2.3",  {"connect:search_domains", "connect:write"}).filtered("domain:getattr"),
    row(  5, "connect_domain_monitor_event_deregister", high, deny, session::qemu_connect_domain_monitor_event_deregister, "virConnectDomainQemuMonitorEventDeregister", "1.2.3",  {"connect:write"}),
    event(6, "domain_monitor_event"),
    row(  7, "domain_monitor_command_with_files",       low,  deny, call<&D::qemu_domain_monitor_command_with_files>,      "virDomainQemuMonitorCommandWithFiles",       "8.2.0",  {"domain:write"}),
};
// clang-format on

static_assert(sorted_by_number(rows));

}  // namespace

std::span<const Procedure> qemu_rows() {
    return rows;
}

}  // namespace virtd::rpc
