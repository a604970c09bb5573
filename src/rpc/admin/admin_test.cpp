// SPDX-License-Identifier: LGPL-2.1-or-later
#include <doctest/doctest.h>
#include <unistd.h>

#include "base/log_setup.hpp"
#include "rpc/admin/administration.hpp"
#include "rpc/admin/structs.hpp"
#include "rpc/client_fake.hpp"

namespace virtd::rpc::admin {

namespace {

/// A daemon with a server "admin", that of the fake, and an administrator who is connected.
class Scene {
public:
    Scene() {
        fake.server.add_program(admin_program, {admin_rows()});
        administration.servers = {&fake.server};
        administration.set_timeout = [this](std::chrono::seconds time) { timeout = time; };
        administration.shut_down = [this] { shut_down = true; };
        fake.server.administer(administration);
    }

    template <class Args>
    Received call(std::int32_t procedure, const Args& args) {
        std::string payload;
        encode(payload, args);
        client.send_frame({.program = admin_program, .procedure = procedure, .serial = 1}, payload);
        return client.receive();
    }
    template <class Args>
    std::string error_of(std::int32_t procedure, const Args& args) {
        const Received reply = call(procedure, args);
        REQUIRE(reply.header.status == FrameStatus::error);
        return reply.error().message.value_or("");
    }
    std::uint32_t value_of(std::string_view name) {
        const ServerRef ref{.name = "admin"};
        const ServerGetThreadpoolParametersArgs asked{.srv = ref};
        const auto workers = call(6, asked).as<ServerGetThreadpoolParametersRet>();
        const ServerGetClientLimitsArgs asked_limits{.srv = ref};
        const auto limits = call(12, asked_limits).as<ServerGetClientLimitsRet>();
        for (const auto* const params : {&workers.params, &limits.params}) {
            for (const TypedParam& param : *params) {
                if (param.field == name) return std::get<std::uint32_t>(param.value);
            }
        }
        FAIL("no such parameter: " << name);
        return 0;
    }

    Administration administration;
    std::chrono::seconds timeout{-1};
    bool shut_down = false;
    FakeServer fake{{.name = "admin"}};
    FakeClient client{fake};
};

using Params = List<TypedParam, 32>;

TypedParam uint(const char* name, std::uint32_t value) {
    return {.field = name, .value = value};
}

const ServerRef admin_ref{.name = "admin"};

}  // namespace

TEST_CASE("admin: servers are listed, counted and found by name") {
    Scene scene;
    const auto all = scene.call(4, ConnectListServersArgs{.need_results = 1});
    CHECK(all.as<ConnectListServersRet>() ==
          ConnectListServersRet{.servers = {admin_ref}, .ret = 1});
    const auto number = scene.call(4, ConnectListServersArgs{});
    CHECK(number.as<ConnectListServersRet>() == ConnectListServersRet{.servers = {}, .ret = 1});
    CHECK(scene.call(5, ConnectLookupServerArgs{.name = "admin"}).header.status == FrameStatus::ok);
    CHECK(scene.error_of(5, ConnectLookupServerArgs{.name = "bogus"}) ==
          "Server not found: No server named 'bogus'");
}

TEST_CASE("admin: flags are refused with the name of the function") {
    Scene scene;
    CHECK(scene.error_of(4, ConnectListServersArgs{.flags = 1}) ==
          "unsupported flags (0x1) in function adminConnectListServers");
    CHECK(scene.error_of(19, ConnectSetDaemonTimeoutArgs{.timeout = 3, .flags = 2}) ==
          "unsupported flags (0x2) in function adminConnectSetDaemonTimeout");
    CHECK(scene.timeout == std::chrono::seconds(-1));
}

TEST_CASE("admin: the figures of workers follow the rules of a pool") {
    Scene scene;
    const auto set = [&](Params params) {
        const ServerSetThreadpoolParametersArgs args{.srv = admin_ref, .params = std::move(params)};
        const Received reply = scene.call(7, args);
        return reply.header.status == FrameStatus::ok ? "" : *reply.error().message;
    };
    CHECK(scene.value_of("nWorkers") == 5);
    CHECK(set({uint("minWorkers", 8)}).empty());
    CHECK(scene.value_of("nWorkers") == 8);
    CHECK(set({uint("minWorkers", 2)}).empty());
    CHECK(scene.value_of("nWorkers") == 8);
    CHECK(set({uint("maxWorkers", 3), uint("prioWorkers", 0)}).empty());
    CHECK(scene.value_of("nWorkers") == 3);
    CHECK(scene.value_of("prioWorkers") == 0);
    const char* const too_many = "invalid argument: minWorkers cannot be larger than maxWorkers";
    CHECK(set({uint("minWorkers", 30)}) == too_many);
    CHECK(set({uint("maxWorkers", 0)}) == too_many);
    CHECK(set({uint("nWorkers", 3)}) == "argument unsupported: parameter 'nWorkers' not supported");
    CHECK(scene.value_of("maxWorkers") == 3);
}

TEST_CASE("admin: limits of clients change at once, or not at all") {
    Scene scene;
    const auto set = [&](Params params) {
        const ServerSetClientLimitsArgs args{.srv = admin_ref, .params = std::move(params)};
        return scene.call(13, args).header.status == FrameStatus::ok;
    };
    CHECK(scene.value_of("nclients") == 1);
    CHECK_FALSE(set({uint("nclients_max", 10)}));  // below nclients_unauth_max
    CHECK(set({uint("nclients_max", 10), uint("nclients_unauth_max", 5)}));
    CHECK(scene.value_of("nclients_max") == 10);
    CHECK(scene.fake.server.limits().max_anonymous_clients == 5);
}

TEST_CASE("admin: clients are listed and described once they have called") {
    Scene scene;
    const FakeClient silent(scene.fake);
    const ServerListClientsArgs asked{.srv = admin_ref, .need_results = 1};
    const auto listed = scene.call(8, asked).as<ServerListClientsRet>();
    REQUIRE(listed.clients.size() == 2);
    CHECK(listed.clients[0].id == 1);
    CHECK(listed.clients[0].timestamp > 0);

    const ClientGetInfoArgs first{.clnt = listed.clients[0]};
    const auto info = scene.call(10, first).as<ClientGetInfoRet>();
    REQUIRE(info.params.size() >= 2);
    CHECK(info.params[0] == TypedParam{"readonly", driver::TypedBool{.value = 0}});
    CHECK(info.params[1] == TypedParam{"unix_user_id", static_cast<std::int32_t>(::geteuid())});
    const ClientGetInfoArgs second{.clnt = listed.clients[1]};
    CHECK(scene.error_of(10, second) ==
          "internal error: No identity information available for client");
}

TEST_CASE("admin: a client is disconnected by id") {
    Scene scene;
    FakeClient victim(scene.fake);
    const ClientCloseArgs args{.clnt = {.srv = admin_ref, .id = 2}};
    CHECK(scene.call(11, args).header.status == FrameStatus::ok);
    CHECK(victim.closed_by_server());
    CHECK(scene.error_of(11, args) == "Client not found: No client with matching ID '2'");
}

TEST_CASE("admin: who disconnects himself still gets the reply") {
    Scene scene;
    const ClientCloseArgs args{.clnt = {.srv = admin_ref, .id = 1}};
    CHECK(scene.call(11, args).header.status == FrameStatus::ok);
    CHECK(scene.client.closed_by_server());
}

TEST_CASE("admin: the log is shown and set") {
    Scene scene;
    const auto filters = [&] {
        return scene.call(15, ConnectGetLoggingFiltersArgs{}).as<ConnectGetLoggingFiltersRet>();
    };
    CHECK(filters() == ConnectGetLoggingFiltersRet{});
    CHECK(scene.call(17, ConnectSetLoggingFiltersArgs{.filters = "1:a 3:+b"}).header.status ==
          FrameStatus::ok);
    CHECK(filters() == ConnectGetLoggingFiltersRet{.filters = "1:*a* 3:*b* ", .nfilters = 2});
    CHECK(scene.error_of(17, ConnectSetLoggingFiltersArgs{.filters = "9:a"}) ==
          "invalid argument: Invalid priority '9' for filter '9:a'");
    CHECK(scene.call(17, ConnectSetLoggingFiltersArgs{}).header.status == FrameStatus::ok);
    CHECK(log::filters().empty());
}

TEST_CASE("admin: the daemon gets a timeout, and is shut down") {
    Scene scene;
    scene.call(19, ConnectSetDaemonTimeoutArgs{.timeout = 7});
    CHECK(scene.timeout == std::chrono::seconds(7));
    scene.call(20, ConnectDaemonShutdownArgs{});
    CHECK(scene.shut_down);
}

TEST_CASE("admin: without TLS there are no certificates to read anew") {
    Scene scene;
    CHECK(scene.error_of(18, ServerUpdateTlsFilesArgs{.srv = admin_ref}) ==
          "internal error: no tls service found, unable to update tls files");
}

}  // namespace virtd::rpc::admin
