// The rows of the admin program. None has a handler yet, so the program is not served.
// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/programs.hpp"

namespace virtd::rpc {

namespace {

/// Nothing has to be opened, and who may connect may do everything.
consteval Procedure call(std::int32_t number, std::string_view name, std::string_view api,
                         std::string_view since) {
    const Handler handler = nullptr;
    return row(number, name, Priority::low, ReadOnly::allow, handler, api, since, {}).before_open();
}

// clang-format off
constexpr Procedure rows[] = {
    call( 1, "connect_open",                     "virAdmConnectOpen",                   "2.0.0"),
    call( 2, "connect_close",                    "virAdmConnectClose",                  "2.0.0"),
    call( 3, "connect_get_lib_version",          "virAdmConnectGetLibVersion",          "2.0.0"),
    call( 4, "connect_list_servers",             "virAdmConnectListServers",            "2.0.0"),
    call( 5, "connect_lookup_server",            "virAdmConnectLookupServer",           "2.0.0"),
    call( 6, "server_get_threadpool_parameters", "virAdmServerGetThreadPoolParameters", "2.0.0"),
    call( 7, "server_set_threadpool_parameters", "virAdmServerSetThreadPoolParameters", "2.0.0"),
    call( 8, "server_list_clients",              "virAdmServerListClients",             "2.0.0"),
    call( 9, "server_lookup_client",             "virAdmServerLookupClient",            "2.0.0"),
    call(10, "client_get_info",                  "virAdmClientGetInfo",                 "2.0.0"),
    call(11, "client_close",                     "virAdmClientClose",                   "2.0.0"),
    call(12, "server_get_client_limits",         "virAdmServerGetClientLimits",         "2.0.0"),
    call(13, "server_set_client_limits",         "virAdmServerSetClientLimits",         "2.0.0"),
    call(14, "connect_get_logging_outputs",      "virAdmConnectGetLoggingOutputs",      "3.0.0"),
    call(15, "connect_get_logging_filters",      "virAdmConnectGetLoggingFilters",      "3.0.0"),
    call(16, "connect_set_logging_outputs",      "virAdmConnectSetLoggingOutputs",      "3.0.0"),
    call(17, "connect_set_logging_filters",      "virAdmConnectSetLoggingFilters",      "3.0.0"),
    call(18, "server_update_tls_files",          "virAdmServerUpdateTlsFiles",          "2.0.0"),
    call(19, "connect_set_daemon_timeout",       "virAdmConnectSetDaemonTimeout",       "8.6.0"),
    call(20, "connect_daemon_shutdown",          "virAdmConnectDaemonShutdown",         "11.2.0"),
};
// clang-format on

static_assert(sorted_by_number(rows));

}  // namespace

std::span<const Procedure> admin_rows() {
    return rows;
}

}  // namespace virtd::rpc
