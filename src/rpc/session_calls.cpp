// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/session_calls.hpp"

#include "rpc/call.hpp"
#include "rpc/connection.hpp"
#include "rpc/server.hpp"

namespace virtd::rpc::session {

namespace {

constexpr Fail fail{Origin::rpc};

constexpr std::uint32_t open_read_only = 1;   // VIR_CONNECT_RO
constexpr std::uint32_t open_no_aliases = 2;  // VIR_CONNECT_NO_ALIASES

/// virDriverFeature: those that are about us and not about a driver.
enum class Feature : std::int32_t {
    fd_passing = 8,
    program_keepalive = 10,
    remote_event_callback = 14,
    remote_close_callback = 15,
};

Task<void> open(std::shared_ptr<Connection> connection, driver::ConnectOpenArgs args,
                const Procedure* procedure) {
    Session& session = connection->session();
    Server& server = connection->server();
    std::string uri = args.name->empty() ? server.default_uri() : *args.name;
    std::uint32_t flags = args.flags & (open_read_only | open_no_aliases);
    if (session.read_only) flags |= open_read_only;
    session.open = Session::Open::under_way;
    try {
        session.drivers = co_await server.registry().open(std::move(uri), flags);
        if (!session.drivers.access_driver.empty()) session.access = server.access();
        if (session.access != nullptr) co_await require_access(*connection, *procedure);
    } catch (...) {
        session.open = Session::Open::no;  // and the client may try again
        session.access = nullptr;
        session.drivers = {};
        throw;
    }
    session.open = Session::Open::yes;
    session.read_only = (flags & open_read_only) != 0;
    if (connection->closed()) session.drivers = {};
}

bool answers_for(Feature feature) {
    switch (feature) {
        case Feature::fd_passing:
        case Feature::program_keepalive:
        case Feature::remote_event_callback:
        case Feature::remote_close_callback:
            return true;
    }
    return false;
}

}  // namespace

void connect_open(Call& call) {
    auto args = call.arguments<driver::ConnectOpenArgs>();
    if (call.session().open != Session::Open::no) {
        fail(Errc::internal_error, "connection already open");
    }
    if (!args.name) fail(Errc::internal_error, "connection not open");
    call.connection().identity();
    call.run(open(call.connection().shared_from_this(), std::move(args), &call.procedure()),
             detail::result_kind<void>);
}

void connect_close(Call& call) {
    call.reply_empty();
    call.connection().close_after_replies();
}

void connect_supports_feature(Call& call) {
    const auto args = call.arguments<driver::ConnectSupportsFeatureArgs>();
    const auto feature = static_cast<Feature>(args.feature);
    if (feature == Feature::program_keepalive) {
        call.connection().begin_keepalive();
        return call.reply(driver::ConnectSupportsFeatureRet{.supported = 1});
    }
    auto& driver = call.driver<driver::Hypervisor>();
    if (answers_for(feature)) {
        return call.reply(driver::ConnectSupportsFeatureRet{.supported = 1});
    }
    call.run(driver.connect_supports_feature(args),
             detail::result_kind<driver::ConnectSupportsFeatureRet>);
}

void connect_set_identity(Call& call) {
    const auto args = call.arguments<driver::ConnectSetIdentityArgs>();
    call.driver<driver::Hypervisor>();
    const Fail public_function{Origin::none};
    public_function.unless_flags(args.flags, 0, "virConnectSetIdentity");
    call.session().identity = identity_from(args.params);
    call.reply_empty();
}

void connect_register_close_callback(Call& call) {
    call.driver<driver::Hypervisor>();
    Session& session = call.session();
    if (session.close_callback) {
        fail(Errc::operation_invalid, "A close callback is already registered");
    }
    session.close_callback = true;
    call.reply_empty();
}

void connect_unregister_close_callback(Call& call) {
    call.driver<driver::Hypervisor>();
    Session& session = call.session();
    if (!session.close_callback) {
        fail(Errc::operation_invalid, "A close callback was not registered");
    }
    session.close_callback = false;
    call.reply_empty();
}

}  // namespace virtd::rpc::session
