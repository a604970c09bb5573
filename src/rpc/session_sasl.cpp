// The calls by which a client authenticates with SASL. While one of them is worked on, nothing
// else of the client is.
// SPDX-License-Identifier: LGPL-2.1-or-later
#include <algorithm>
#include <cctype>
#include <utility>

#include "base/log.hpp"
#include "rpc/call.hpp"
#include "rpc/connection.hpp"
#include "rpc/dispatch.hpp"
#include "rpc/sasl/session.hpp"
#include "rpc/server.hpp"
#include "rpc/session_calls.hpp"

namespace virtd::rpc::session {

namespace {

constexpr log::Source logger{"daemon.remote"};
constexpr Fail fail{Origin::auth};

using enum SaslSession::Stage;

// Who guesses passwords waits after each, and gets no more than a few on a connection.
constexpr std::chrono::seconds pause_after_failure{1};
constexpr unsigned failures_max = 5;

// Each piece costs a turn of encryption and a call of the system: a client that takes only a few
// bytes at a time would make its replies the work of everybody.
constexpr std::size_t layer_size_min = 512;

/// All that a client ever learns about a failure.
[[noreturn]] void refuse() {
    fail(Errc::auth_failed, "authentication failed");
}

/// The client authenticates with SASL, has not yet, and this is its turn for such a step.
SaslSession& admit(const Call& call, std::string_view step, SaslSession::Stage stage) {
    Session& session = call.session();
    const bool expected =
        session.sasl != nullptr && !session.authenticated && session.sasl->stage == stage;
    if (expected) return *session.sasl;
    logger.error("client tried invalid SASL {} request", step);
    refuse();
}

/// "127.0.0.1:5" is "127.0.0.1;5" for SASL.
std::optional<std::string> with_semicolon(std::optional<std::string> address) {
    if (address) (*address)[address->rfind(':')] = ';';
    return address;
}

SaslPeer describe(Connection& connection) {
    const Session& session = connection.session();
    SaslPeer peer{.local_address = with_semicolon(connection.local_address()),
                  .remote_address = with_semicolon(session.address),
                  .strength = connection.strength()};
    if (session.transport == TransportKind::tcp) {
        peer.wanted_strength = session.sasl->context->settings().tcp_strength;
    }
    return peer;
}

/// What the client may have asked for as a mechanism: one of those that were offered.
bool offers(std::string_view mechanisms, std::string_view wanted) {
    const auto same = [](unsigned char one, unsigned char other) {
        return std::toupper(one) == std::toupper(other);
    };
    while (!mechanisms.empty()) {
        const std::string_view one = mechanisms.substr(0, mechanisms.find(','));
        if (!wanted.empty() && std::ranges::equal(one, wanted, same)) return true;
        mechanisms.remove_prefix(std::min(one.size() + 1, mechanisms.size()));
    }
    return false;
}

template <class Args>
std::optional<std::string> data_of(Args& args) {
    if (args.nil != 0) return std::nullopt;
    return std::string(std::move(args.data));
}

template <class Ret>
Ret reply_of(const SaslStep& step) {
    return {.complete = step.complete ? 1 : 0,
            .nil = step.data ? 0 : 1,
            .data = step.data.value_or("")};
}

/// Does the layer protect what would travel in the clear, at a bearable price? Throws.
void check_layer(const SaslSession& sasl) {
    const unsigned strength = sasl.negotiation->strength();
    if (strength < sasl.context->settings().tcp_strength) {
        fail(Errc::auth_failed, "negotiated SSF {} was not strong enough", strength);
    }
    const std::size_t size = sasl.negotiation->encoded_at_most();
    if (size < layer_size_min) {
        fail(Errc::auth_failed, "SASL client takes no more than {} bytes at a time", size);
    }
}

/// Throws unless the user may come in.
void check_user(const SaslSession& sasl, const std::string& user) {
    if (sasl.context->allows(user)) return;
    logger.error("SASL client identity '{}' not allowed by ACL", user);
    fail(Errc::auth_failed, "Client's username is not on the list of allowed clients");
}

void let_in(Connection& connection, const std::string& user) {
    Session& session = connection.session();
    connection.identity();
    session.identity->sasl_user_name = user;
    logger.info("SASL authentication of client {} as '{}'", connection.id(), user);
    connection.server().authenticated(connection);
}

// After the reply has been queued: it is the last that travels in the clear.
void begin_layer(Connection& connection) {
    Session& session = connection.session();
    const auto negotiation = std::exchange(session.sasl->negotiation, nullptr);
    const bool wrapped = session.transport == TransportKind::tcp && negotiation->strength() > 0;
    if (wrapped) connection.begin_layer(negotiation);
    session.sasl.reset();
}

/// Answers a call that failed, after a while. The client may begin again.
Task<void> answer_refusal(std::shared_ptr<Connection> connection, Call call, std::string why) {
    log::report(Error({.origin = Origin::auth, .code = Errc::auth_failed, .message = why}));
    connection->server().audit_login(*connection, false);
    if (connection->closed()) co_return connection->work_ends();
    co_await connection->server().loop().sleep(pause_after_failure);
    SaslSession& sasl = *connection->session().sasl;
    sasl.negotiation = nullptr;
    sasl.stage = nothing;
    connection->send_error(call.header(),
                           Error(Origin::auth, Errc::auth_failed, "authentication failed"));
    if (++sasl.failures >= failures_max) connection->close_after_replies();
    connection->release();
}

Task<void> answer_init(std::shared_ptr<Connection> connection, Call call, SaslPeer peer) {
    std::string failure;
    try {
        const auto work = [peer] {
            auto made = std::make_shared<SaslNegotiation>(peer);
            auto mechanisms = made->mechanisms();
            return std::pair(std::move(made), std::move(mechanisms));
        };
        const auto context = connection->session().sasl->context;
        auto begun = co_await context->pool().run(work);
        if (connection->closed()) co_return connection->work_ends();
        SaslSession& sasl = *connection->session().sasl;
        sasl.stage = offered;
        sasl.negotiation = std::move(begun.first);
        sasl.mechanisms = std::move(begun.second);
        call.reply(driver::AuthSaslInitRet{.mechlist = sasl.mechanisms});
        connection->release();
        co_return;
    } catch (const std::exception& error) {
        failure = error.what();
    }
    co_await answer_refusal(connection, call, failure);
}

template <class Ret>
Task<void> answer_step(std::shared_ptr<Connection> connection, Call call,
                       std::function<SaslStep(SaslNegotiation&)> work) {
    std::string failure;
    try {
        const auto context = connection->session().sasl->context;
        const auto negotiation = connection->session().sasl->negotiation;
        const auto job = [negotiation, work] {
            const SaslStep done = work(*negotiation);
            return std::pair(done, done.complete ? negotiation->user() : "");
        };
        const auto [step, user] = co_await context->pool().run(job);
        if (connection->closed()) co_return connection->work_ends();
        connection->session().sasl->stage = started;
        if (step.complete) {
            const SaslSession& sasl = *connection->session().sasl;
            if (connection->transport_kind() == TransportKind::tcp) check_layer(sasl);
            check_user(sasl, user);
            let_in(*connection, user);
        }
        call.reply(reply_of<Ret>(step));
        if (step.complete) begin_layer(*connection);
        connection->release();
        co_return;
    } catch (const std::exception& error) {
        failure = error.what();
    }
    co_await answer_refusal(connection, call, failure);
}

}  // namespace

void auth_sasl_init(Call& call) {
    admit(call, "init", nothing);
    Connection& connection = call.connection();
    connection.hold();
    spawn(answer_init(connection.shared_from_this(), call, describe(connection)));
}

void auth_sasl_start(Call& call) {
    auto args = call.arguments<driver::AuthSaslStartArgs>();
    const SaslSession& sasl = admit(call, "start", offered);
    Connection& connection = call.connection();
    connection.hold();
    if (!offers(sasl.mechanisms, args.mech)) {
        spawn(answer_refusal(connection.shared_from_this(), call,
                             "client asked for a SASL mechanism that was not offered"));
        return;
    }
    auto work = [mechanism = std::move(args.mech), data = data_of(args)](SaslNegotiation& with) {
        return with.start(mechanism, data);
    };
    spawn(answer_step<driver::AuthSaslStartRet>(connection.shared_from_this(), call,
                                                std::move(work)));
}

void auth_sasl_step(Call& call) {
    auto args = call.arguments<driver::AuthSaslStepArgs>();
    admit(call, "step", started);
    Connection& connection = call.connection();
    connection.hold();
    auto work = [data = data_of(args)](SaslNegotiation& with) { return with.step(data); };
    spawn(
        answer_step<driver::AuthSaslStepRet>(connection.shared_from_this(), call, std::move(work)));
}

}  // namespace virtd::rpc::session
