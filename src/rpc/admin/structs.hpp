// What the calls of the admin program take and answer; the members in order are the wire format.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "driver/types.hpp"

namespace virtd::rpc::admin {

using driver::List;
using driver::TypedParam;

struct ServerRef {
    std::string name;

    bool operator==(const ServerRef&) const = default;
};

struct ClientRef {
    ServerRef srv;
    std::uint64_t id = 0;
    std::int64_t timestamp = 0;
    std::uint32_t transport = 0;

    bool operator==(const ClientRef&) const = default;
};

struct ConnectOpenArgs {
    std::uint32_t flags = 0;

    bool operator==(const ConnectOpenArgs&) const = default;
};

struct ConnectGetLibVersionRet {
    std::uint64_t lib_ver = 0;

    bool operator==(const ConnectGetLibVersionRet&) const = default;
};

struct ConnectListServersArgs {
    std::uint32_t need_results = 0;
    std::uint32_t flags = 0;

    bool operator==(const ConnectListServersArgs&) const = default;
};

struct ConnectListServersRet {
    List<ServerRef, 16384> servers;
    std::uint32_t ret = 0;

    bool operator==(const ConnectListServersRet&) const = default;
};

struct ConnectLookupServerArgs {
    std::string name;
    std::uint32_t flags = 0;

    bool operator==(const ConnectLookupServerArgs&) const = default;
};

struct ConnectLookupServerRet {
    ServerRef srv;

    bool operator==(const ConnectLookupServerRet&) const = default;
};

struct ServerGetThreadpoolParametersArgs {
    ServerRef srv;
    std::uint32_t flags = 0;

    bool operator==(const ServerGetThreadpoolParametersArgs&) const = default;
};

struct ServerGetThreadpoolParametersRet {
    List<TypedParam, 32> params;

    bool operator==(const ServerGetThreadpoolParametersRet&) const = default;
};

struct ServerSetThreadpoolParametersArgs {
    ServerRef srv;
    List<TypedParam, 32> params;
    std::uint32_t flags = 0;

    bool operator==(const ServerSetThreadpoolParametersArgs&) const = default;
};

struct ServerListClientsArgs {
    ServerRef srv;
    std::uint32_t need_results = 0;
    std::uint32_t flags = 0;

    bool operator==(const ServerListClientsArgs&) const = default;
};

struct ServerListClientsRet {
    List<ClientRef, 16384> clients;
    std::uint32_t ret = 0;

    bool operator==(const ServerListClientsRet&) const = default;
};

struct ServerLookupClientArgs {
    ServerRef srv;
    std::uint64_t id = 0;
    std::uint32_t flags = 0;

    bool operator==(const ServerLookupClientArgs&) const = default;
};

struct ServerLookupClientRet {
    ClientRef clnt;

    bool operator==(const ServerLookupClientRet&) const = default;
};

struct ClientGetInfoArgs {
    ClientRef clnt;
    std::uint32_t flags = 0;

    bool operator==(const ClientGetInfoArgs&) const = default;
};

struct ClientGetInfoRet {
    List<TypedParam, 64> params;

    bool operator==(const ClientGetInfoRet&) const = default;
};

struct ClientCloseArgs {
    ClientRef clnt;
    std::uint32_t flags = 0;

    bool operator==(const ClientCloseArgs&) const = default;
};

struct ServerGetClientLimitsArgs {
    ServerRef srv;
    std::uint32_t flags = 0;

    bool operator==(const ServerGetClientLimitsArgs&) const = default;
};

struct ServerGetClientLimitsRet {
    List<TypedParam, 32> params;

    bool operator==(const ServerGetClientLimitsRet&) const = default;
};

struct ServerSetClientLimitsArgs {
    ServerRef srv;
    List<TypedParam, 32> params;
    std::uint32_t flags = 0;

    bool operator==(const ServerSetClientLimitsArgs&) const = default;
};

struct ServerUpdateTlsFilesArgs {
    ServerRef srv;
    std::uint32_t flags = 0;

    bool operator==(const ServerUpdateTlsFilesArgs&) const = default;
};

struct ConnectGetLoggingOutputsArgs {
    std::uint32_t flags = 0;

    bool operator==(const ConnectGetLoggingOutputsArgs&) const = default;
};

struct ConnectGetLoggingOutputsRet {
    std::string outputs;
    std::uint32_t noutputs = 0;

    bool operator==(const ConnectGetLoggingOutputsRet&) const = default;
};

struct ConnectGetLoggingFiltersArgs {
    std::uint32_t flags = 0;

    bool operator==(const ConnectGetLoggingFiltersArgs&) const = default;
};

struct ConnectGetLoggingFiltersRet {
    std::optional<std::string> filters;
    std::uint32_t nfilters = 0;

    bool operator==(const ConnectGetLoggingFiltersRet&) const = default;
};

struct ConnectSetLoggingOutputsArgs {
    std::optional<std::string> outputs;
    std::uint32_t flags = 0;

    bool operator==(const ConnectSetLoggingOutputsArgs&) const = default;
};

struct ConnectSetLoggingFiltersArgs {
    std::optional<std::string> filters;
    std::uint32_t flags = 0;

    bool operator==(const ConnectSetLoggingFiltersArgs&) const = default;
};

struct ConnectSetDaemonTimeoutArgs {
    std::uint32_t timeout = 0;
    std::uint32_t flags = 0;

    bool operator==(const ConnectSetDaemonTimeoutArgs&) const = default;
};

struct ConnectDaemonShutdownArgs {
    std::uint32_t flags = 0;

    bool operator==(const ConnectDaemonShutdownArgs&) const = default;
};

}  // namespace virtd::rpc::admin
