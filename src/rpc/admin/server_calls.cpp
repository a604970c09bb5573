// SPDX-License-Identifier: LGPL-2.1-or-later
#include "driver/typed_params.hpp"
#include "rpc/admin/calls.hpp"
#include "rpc/call.hpp"
#include "rpc/connection.hpp"
#include "rpc/server.hpp"

namespace virtd::rpc::admin {

namespace {

constexpr Fail fail{Origin::rpc};
constexpr Fail plain_fail{Origin::none};

using driver::ParamKey;
using driver::ParamType;

constexpr ParamKey worker_keys[] = {
    {"minWorkers", ParamType::uint},
    {"maxWorkers", ParamType::uint},
    {"prioWorkers", ParamType::uint},
};

constexpr ParamKey limit_keys[] = {
    {"nclients_max", ParamType::uint},
    {"nclients_unauth_max", ParamType::uint},
};

TypedParam count(std::string_view name, std::size_t value) {
    return driver::param(name, static_cast<std::uint32_t>(value));
}

void take(const std::vector<TypedParam>& params, std::string_view name, std::uint32_t& into) {
    const auto* const value = driver::find_param<std::uint32_t>(params, name);
    if (value != nullptr) into = *value;
}

}  // namespace

ServerGetThreadpoolParametersRet workers(A administration,
                                         const ServerGetThreadpoolParametersArgs& args) {
    const Server& server = server_named(administration, args.srv.name);
    no_flags(args.flags, "adminServerGetThreadPoolParameters");
    const Workers& workers = server.workers();
    ServerGetThreadpoolParametersRet ret;
    ret.params.push_back(count("minWorkers", workers.min));
    ret.params.push_back(count("maxWorkers", workers.max));
    ret.params.push_back(count("nWorkers", workers.running));
    ret.params.push_back(count("freeWorkers", workers.free(server.busy_calls())));
    ret.params.push_back(count("prioWorkers", workers.priority));
    ret.params.push_back(count("jobQueueDepth", 0));
    return ret;
}

// Bounds are checked after the new values were merged with the present ones.
void set_workers(A administration, const ServerSetThreadpoolParametersArgs& args) {
    Server& server = server_named(administration, args.srv.name);
    no_flags(args.flags, "adminServerSetThreadPoolParameters");
    driver::validate(args.params, worker_keys);
    Workers merged = server.workers();
    take(args.params, "minWorkers", merged.min);
    take(args.params, "maxWorkers", merged.max);
    take(args.params, "prioWorkers", merged.priority);
    if (merged.min > merged.max) {
        plain_fail(Errc::invalid_arg, "minWorkers cannot be larger than maxWorkers");
    }
    merged.settle();
    server.set_workers(merged);
}

ServerGetClientLimitsRet client_limits(A administration, const ServerGetClientLimitsArgs& args) {
    const Server& server = server_named(administration, args.srv.name);
    no_flags(args.flags, "adminServerGetClientLimits");
    ServerGetClientLimitsRet ret;
    ret.params.push_back(count("nclients_max", server.limits().max_clients));
    ret.params.push_back(count("nclients", server.clients().size()));
    ret.params.push_back(count("nclients_unauth_max", server.limits().max_anonymous_clients));
    ret.params.push_back(count("nclients_unauth", server.anonymous_clients()));
    return ret;
}

void set_client_limits(A administration, const ServerSetClientLimitsArgs& args) {
    Server& server = server_named(administration, args.srv.name);
    no_flags(args.flags, "adminServerSetClientLimits");
    driver::validate(args.params, limit_keys);
    Limits merged = server.limits();
    take(args.params, "nclients_max", merged.max_clients);
    take(args.params, "nclients_unauth_max", merged.max_anonymous_clients);
    if (merged.max_anonymous_clients > merged.max_clients) {
        // sic: the reference has the two the wrong way round, and tools know the sentence
        fail(Errc::invalid_arg,
             "The overall maximum number of clients waiting for authentication must not be less "
             "than the overall maximum number of clients");
    }
    server.set_limits(merged);
}

void update_tls_files(Call& call) {
    const auto args = call.arguments<ServerUpdateTlsFilesArgs>();
    Server& server = server_named(administration_of(call), args.srv.name);
    no_flags(args.flags, "adminServerUpdateTlsFiles");
    auto context = server.tls();
    if (context == nullptr) {
        fail(Errc::internal_error, "no tls service found, unable to update tls files");
    }
    call.run(TlsContext::reload(std::move(context), server.pool()), detail::result_kind<void>);
}

}  // namespace virtd::rpc::admin
