// The rows of the admin program.
// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/admin/bridge.hpp"
#include "rpc/admin/calls.hpp"
#include "rpc/programs.hpp"

namespace virtd::rpc {

namespace {

using namespace admin;  // NOLINT(google-build-using-namespace): the calls of this table

/// Nothing has to be opened, and who may connect may do everything.
consteval Procedure direct(std::int32_t number, std::string_view name, Handler handler,
                           std::string_view api, std::string_view since) {
    return row(number, name, Priority::low, ReadOnly::allow, handler, api, since, {})
        .before_open();
}
template <auto Function>
consteval Procedure call(std::int32_t number, std::string_view name, std::string_view api,
                         std::string_view since) {
    return direct(number, name, &answer<Function>, api, since);
}

// clang-format off
constexpr Procedure rows[] = {
    call<&connect_open>       ( 1, "connect_open",                     "virAdmConnectOpen",                   "2.0.0"),
    direct                    ( 2, "connect_close",                    &connect_close, "virAdmConnectClose",  "2.0.0"),
    call<&lib_version>        ( 3, "connect_get_lib_version",          "virAdmConnectGetLibVersion",          "2.0.0"),
    call<&list_servers>       ( 4, "connect_list_servers",             "virAdmConnectListServers",            "2.0.0"),
    call<&look_up_server>     ( 5, "connect_lookup_server",            "virAdmConnectLookupServer",           "2.0.0"),
    call<&workers>            ( 6, "server_get_threadpool_parameters", "virAdmServerGetThreadPoolParameters", "2.0.0"),
    call<&set_workers>        ( 7, "server_set_threadpool_parameters", "virAdmServerSetThreadPoolParameters", "2.0.0"),
    call<&list_clients>       ( 8, "server_list_clients",              "virAdmServerListClients",             "2.0.0"),
    call<&look_up_client>     ( 9, "server_lookup_client",             "virAdmServerLookupClient",            "2.0.0"),
    direct                    (10, "client_get_info",                  &client_info, "virAdmClientGetInfo",   "2.0.0"),
    direct                    (11, "client_close",                     &client_close, "virAdmClientClose",    "2.0.0"),
    call<&client_limits>      (12, "server_get_client_limits",         "virAdmServerGetClientLimits",         "2.0.0"),
    call<&set_client_limits>  (13, "server_set_client_limits",         "virAdmServerSetClientLimits",         "2.0.0"),
    call<&logging_outputs>    (14, "connect_get_logging_outputs",      "virAdmConnectGetLoggingOutputs",      "3.0.0"),
    call<&logging_filters>    (15, "connect_get_logging_filters",      "virAdmConnectGetLoggingFilters",      "3.0.0"),
    call<&set_logging_outputs>(16, "connect_set_logging_outputs",      "virAdmConnectSetLoggingOutputs",      "3.0.0"),
    call<&set_logging_filters>(17, "connect_set_logging_filters",      "virAdmConnectSetLoggingFilters",      "3.0.0"),
    direct                    (18, "server_update_tls_files",          &update_tls_files, "virAdmServerUpdateTlsFiles", "2.0.0"),
    call<&set_timeout>        (19, "connect_set_daemon_timeout",       "virAdmConnectSetDaemonTimeout",       "8.6.0"),
    call<&shut_down>          (20, "connect_daemon_shutdown",          "virAdmConnectDaemonShutdown",         "11.2.0"),
};
// clang-format on

static_assert(sorted_by_number(rows));

}  // namespace

std::span<const Procedure> admin_rows() {
    return rows;
}

}  // namespace virtd::rpc
