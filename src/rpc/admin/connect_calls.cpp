// SPDX-License-Identifier: LGPL-2.1-or-later
#include <algorithm>

#include "base/log_setup.hpp"
#include "base/version.hpp"
#include "rpc/admin/calls.hpp"
#include "rpc/call.hpp"
#include "rpc/connection.hpp"
#include "rpc/server.hpp"

namespace virtd::rpc::admin {

namespace {

constexpr Fail fail{Origin::rpc};

std::uint32_t count_words(const std::string& text) {
    std::uint32_t words = 0;
    bool inside = false;
    for (const char c : text) {
        if (c != ' ' && !inside) ++words;
        inside = c != ' ';
    }
    return words;
}

}  // namespace

void connect_open(A, const ConnectOpenArgs& args) {
    no_flags(args.flags, "adminDispatchConnectOpen");
}

void connect_close(Call& call) {
    call.reply_empty();
    call.connection().close_after_replies();
}

ConnectGetLibVersionRet lib_version(A) {
    return {.lib_ver = libvirt_version_number};
}

ConnectListServersRet list_servers(A administration, const ConnectListServersArgs& args) {
    no_flags(args.flags, "adminConnectListServers");
    ConnectListServersRet ret{.ret = static_cast<std::uint32_t>(administration.servers.size())};
    if (args.need_results == 0) return ret;
    for (const Server* const server : administration.servers)
        ret.servers.push_back({.name = server->name()});
    return ret;
}

// The reference takes any flags here.
ConnectLookupServerRet look_up_server(A administration, const ConnectLookupServerArgs& args) {
    return {.srv = {.name = server_named(administration, args.name).name()}};
}

A administration_of(const Call& call) {
    return *call.connection().server().administration();
}

Server& server_named(A administration, const std::string& name) {
    for (Server* const server : administration.servers) {
        if (server->answers_to(name)) return *server;
    }
    fail(Errc::no_server, "No server named '{}'", name);
}

ConnectGetLoggingOutputsRet logging_outputs(A, const ConnectGetLoggingOutputsArgs& args) {
    no_flags(args.flags, "adminConnectGetLoggingOutputs");
    const std::string outputs = log::outputs();
    return {.outputs = outputs, .noutputs = count_words(outputs)};
}

ConnectGetLoggingFiltersRet logging_filters(A, const ConnectGetLoggingFiltersArgs& args) {
    no_flags(args.flags, "adminConnectGetLoggingFilters");
    const std::string filters = log::filters();
    if (filters.empty()) return {};
    return {.filters = filters, .nfilters = count_words(filters)};
}

void set_logging_outputs(A, const ConnectSetLoggingOutputsArgs& args) {
    no_flags(args.flags, "adminConnectSetLoggingOutputs");
    log::set_outputs(args.outputs.value_or(""));
}

void set_logging_filters(A, const ConnectSetLoggingFiltersArgs& args) {
    no_flags(args.flags, "adminConnectSetLoggingFilters");
    log::set_filters(args.filters.value_or(""));
}

void set_timeout(A administration, const ConnectSetDaemonTimeoutArgs& args) {
    no_flags(args.flags, "adminConnectSetDaemonTimeout");
    administration.set_timeout(std::chrono::seconds(args.timeout));
}

void shut_down(A administration, const ConnectDaemonShutdownArgs& args) {
    no_flags(args.flags, "adminConnectDaemonShutdown");
    administration.shut_down();
}

}  // namespace virtd::rpc::admin
