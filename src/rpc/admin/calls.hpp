// The calls of the admin program: functions from arguments to results.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "base/error.hpp"
#include "base/task.hpp"
#include "rpc/admin/administration.hpp"
#include "rpc/admin/structs.hpp"

namespace virtd::rpc {
class Call;
class Connection;
}  // namespace virtd::rpc

namespace virtd::rpc::admin {

using A = const Administration&;

// Around a connection
void connect_open(A, const ConnectOpenArgs& args);
void connect_close(Call& call);
ConnectGetLibVersionRet lib_version(A);
ConnectListServersRet list_servers(A, const ConnectListServersArgs& args);
ConnectLookupServerRet look_up_server(A, const ConnectLookupServerArgs& args);

// The daemon
ConnectGetLoggingOutputsRet logging_outputs(A, const ConnectGetLoggingOutputsArgs& args);
ConnectGetLoggingFiltersRet logging_filters(A, const ConnectGetLoggingFiltersArgs& args);
void set_logging_outputs(A, const ConnectSetLoggingOutputsArgs& args);
void set_logging_filters(A, const ConnectSetLoggingFiltersArgs& args);
void set_timeout(A, const ConnectSetDaemonTimeoutArgs& args);
void shut_down(A, const ConnectDaemonShutdownArgs& args);

// One server
ServerGetThreadpoolParametersRet workers(A, const ServerGetThreadpoolParametersArgs& args);
void set_workers(A, const ServerSetThreadpoolParametersArgs& args);
ServerGetClientLimitsRet client_limits(A, const ServerGetClientLimitsArgs& args);
void set_client_limits(A, const ServerSetClientLimitsArgs& args);
void update_tls_files(Call& call);

// Its clients
ServerListClientsRet list_clients(A, const ServerListClientsArgs& args);
ServerLookupClientRet look_up_client(A, const ServerLookupClientArgs& args);
void client_info(Call& call);
void client_close(Call& call);

A administration_of(const Call& call);
/// Throws no_server.
Server& server_named(A, const std::string& name);

/// No call of the program has flags yet.
inline void no_flags(std::uint32_t flags, const char* function) {
    Fail{Origin::admin}.unless_flags(flags, 0, function);
}

}  // namespace virtd::rpc::admin
