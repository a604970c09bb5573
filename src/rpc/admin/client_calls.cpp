// SPDX-License-Identifier: LGPL-2.1-or-later
#include <grp.h>
#include <pwd.h>

#include <array>

#include "base/pool.hpp"
#include "driver/typed_params.hpp"
#include "rpc/admin/calls.hpp"
#include "rpc/call.hpp"
#include "rpc/connection.hpp"
#include "rpc/server.hpp"

namespace virtd::rpc::admin {

namespace {

constexpr Fail fail{Origin::rpc};

ClientRef reference(const Server& server, const Connection& client) {
    return {.srv = {.name = server.name()},
            .id = client.id(),
            .timestamp = client.connected_since(),
            .transport = static_cast<std::uint32_t>(client.transport_kind())};
}

std::shared_ptr<Connection> find_client(const Server& server, std::uint64_t id) {
    const auto found = server.clients().find(id);
    return found == server.clients().end() ? nullptr : found->second;
}

// The user database may be a remote directory that takes its time.
void add_names(Identity& identity) {
    std::array<char, 16384> buffer;
    passwd user{};
    passwd* found_user = nullptr;
    if (identity.user_id && ::getpwuid_r(static_cast<uid_t>(*identity.user_id), &user,
                                         buffer.data(), buffer.size(), &found_user) == 0) {
        if (found_user != nullptr) identity.user_name = found_user->pw_name;
    }
    group entry{};
    group* found_group = nullptr;
    if (identity.group_id && ::getgrgid_r(static_cast<gid_t>(*identity.group_id), &entry,
                                          buffer.data(), buffer.size(), &found_group) == 0) {
        if (found_group != nullptr) identity.group_name = found_group->gr_name;
    }
}

template <class Wire, class T>
void add(ClientGetInfoRet& ret, std::string_view name, const std::optional<T>& value) {
    if (value) ret.params.push_back(driver::param(name, static_cast<Wire>(*value)));
}

ClientGetInfoRet describe(const Identity& identity, bool read_only,
                          const std::optional<std::string>& address) {
    ClientGetInfoRet ret;
    ret.params.push_back(driver::param("readonly", driver::TypedBool{.value = read_only ? 1 : 0}));
    add<std::string>(ret, "sasl_user_name", identity.sasl_user_name);
    add<std::string>(ret, "sock_addr", address);
    add<std::string>(ret, "tls_x509_dname", identity.x509_name);
    add<std::int32_t>(ret, "unix_user_id", identity.user_id);
    add<std::string>(ret, "unix_user_name", identity.user_name);
    add<std::int32_t>(ret, "unix_group_id", identity.group_id);
    add<std::string>(ret, "unix_group_name", identity.group_name);
    add<std::int32_t>(ret, "unix_process_id", identity.process_id);
    add<std::string>(ret, "selinux_context", identity.selinux_context);
    return ret;
}

Task<ClientGetInfoRet> info(Pool& pool, std::shared_ptr<Connection> client) {
    Identity identity = client->identity();
    const bool read_only = client->session().read_only;
    const auto address = client->session().address;
    const auto complete = [identity] {
        Identity completed = identity;
        add_names(completed);
        return completed;
    };
    identity = co_await pool.run(complete);
    co_return describe(identity, read_only, address);
}

}  // namespace

ServerListClientsRet list_clients(A administration, const ServerListClientsArgs& args) {
    const Server& server = server_named(administration, args.srv.name);
    no_flags(args.flags, "adminServerListClients");
    ServerListClientsRet ret{.ret = static_cast<std::uint32_t>(server.clients().size())};
    if (args.need_results == 0) return ret;
    for (const auto& [id, client] : server.clients())
        ret.clients.push_back(reference(server, *client));
    return ret;
}

ServerLookupClientRet look_up_client(A administration, const ServerLookupClientArgs& args) {
    const Server& server = server_named(administration, args.srv.name);
    no_flags(args.flags, "adminServerLookupClient");
    const auto client = find_client(server, args.id);
    if (client == nullptr) fail(Errc::no_client, "No client with matching ID '{}'", args.id);
    return {.clnt = reference(server, *client)};
}

void client_info(Call& call) {
    const auto args = call.arguments<ClientGetInfoArgs>();
    Server& server = server_named(administration_of(call), args.clnt.srv.name);
    auto client = find_client(server, args.clnt.id);
    if (client == nullptr) {
        constexpr Fail fail_admin{Origin::admin};
        fail_admin(Errc::no_client, "no client with matching id '{}' found", args.clnt.id);
    }
    no_flags(args.flags, "adminClientGetInfo");
    if (!client->has_called()) {
        fail(Errc::internal_error, "No identity information available for client");
    }
    call.run(info(server.pool(), std::move(client)), detail::result_kind<ClientGetInfoRet>);
}

// Who disconnects himself still gets the reply.
void client_close(Call& call) {
    const auto args = call.arguments<ClientCloseArgs>();
    const Server& server = server_named(administration_of(call), args.clnt.srv.name);
    const auto client = find_client(server, args.clnt.id);
    if (client == nullptr) fail(Errc::no_client, "No client with matching ID '{}'", args.clnt.id);
    no_flags(args.flags, "adminClientClose");
    call.reply_empty();
    if (client.get() == &call.connection()) {
        client->close_after_replies();
    } else {
        client->close();
    }
}

}  // namespace virtd::rpc::admin
