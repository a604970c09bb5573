// What a client has to do to be let in, and how polkit is asked.
// SPDX-License-Identifier: LGPL-2.1-or-later
#include <utility>

#include "base/log.hpp"
#include "base/translate.hpp"
#include "rpc/call.hpp"
#include "rpc/connection.hpp"
#include "rpc/dispatch.hpp"
#include "rpc/server.hpp"
#include "rpc/session_calls.hpp"

namespace virtd::rpc::session {

namespace {

constexpr log::Source logger{"daemon.remote"};
constexpr Fail fail{Origin::auth};

using driver::AuthType;

/// Peers that own the machine need nobody's permission, and no bus either.
bool bypasses_polkit(const Identity& identity) {
    return identity.user_id == 0U;
}

/// A call that is answered, or ends with its client.
class Work {
public:
    explicit Work(Connection& connection) : connection_(&connection) {}
    Work(const Work&) = delete;
    Work& operator=(const Work&) = delete;
    ~Work() {
        if (connection_ != nullptr) connection_->work_ends();
    }

    void answered() { connection_ = nullptr; }

private:
    Connection* connection_;
};

std::string action_for(const Session& session) {
    return session.read_only ? "org.libvirt.unix.monitor" : "org.libvirt.unix.manage";
}

PolkitSubject subject_of(Connection& connection) {
    const Identity& peer = connection.identity();
    const auto subject = polkit_subject(peer);
    if (subject) return *subject;
    logger.warning("Failing polkit auth due to missing client (pid={}) start time",
                   peer.process_id.value_or(0));
    fail(Errc::auth_failed, "authentication failed");
}

/// Throws unless it is yes.
void heed(PolkitAnswer answer, const std::string& action) {
    switch (answer) {
        case PolkitAnswer::authorized:
            return;
        case PolkitAnswer::challenge:
            fail(Errc::auth_unavailable, "no polkit agent available to authenticate action '{}'",
                 action);
        case PolkitAnswer::dismissed:
            fail(Errc::auth_cancelled, "user cancelled authentication process");
        case PolkitAnswer::denied:
            break;
    }
    fail(Errc::auth_failed, "access denied by policy");
}

std::string_view word_for(PolkitAnswer answer) {
    switch (answer) {
        case PolkitAnswer::authorized:
            return "allowed";
        case PolkitAnswer::challenge:
            return "wants a password for";
        case PolkitAnswer::dismissed:
            return "was given no password for";
        case PolkitAnswer::denied:
            break;
    }
    return "denied";
}

/// For the administrator, who can do something about it.
void tell_remedy(const std::string& action, const Error& error) {
    logger.warning(
        "polkit could not be asked about the action '{}': {}; let dbus and polkitd run, "
        "or set auth_unix_rw and auth_unix_ro in libvirtd.conf to what does without",
        action, error.message());
}

Task<PolkitAnswer> ask(Polkit& polkit, PolkitSubject subject, std::string action) {
    try {
        const PolkitDetails nothing;
        const PolkitAnswer answer =
            co_await polkit.check(subject, action, nothing, PolkitInteraction::allowed);
        logger.info("polkit {} the action '{}' of pid:{},uid:{}", word_for(answer), action,
                    subject.process_id, subject.user_id);
        co_return answer;
    } catch (const Error& error) {
        tell_remedy(action, error);
        throw;
    }
}

/// Lives in the session: when the client goes, the question is dropped.
Task<void> answer_polkit(Connection* connection, Call call) {
    Work work(*connection);
    try {
        const std::string action = action_for(connection->session());
        const PolkitSubject subject = subject_of(*connection);
        const auto ticket = connection->server().slow_calls().waits(call);
        const PolkitAnswer answer = co_await ask(*connection->server().polkit(), subject, action);
        heed(answer, action);
        connection->server().authenticated(*connection);
        call.reply(driver::AuthPolkitRet{.complete = 1});
    } catch (...) {
        connection->server().audit_login(*connection, false);
        answer_failure(*connection, call.header());
    }
    work.answered();
}

}  // namespace

void auth_list(Call& call) {
    Connection& connection = call.connection();
    AuthType type = call.session().auth;
    if (type == AuthType::polkit && bypasses_polkit(connection.identity())) {
        const Identity& peer = connection.identity();
        logger.info("Bypass polkit auth for privileged client pid:{},uid:{}",
                    peer.process_id.value_or(0), peer.user_id.value_or(0));
        connection.server().authenticated(connection);
        type = AuthType::none;
    }
    driver::AuthListRet answer;
    answer.types.push_back(call.session().authenticated ? AuthType::none : type);
    call.reply(answer);
}

void auth_polkit(Call& call) {
    Session& session = call.session();
    const bool expected = !session.authenticated && session.auth == AuthType::polkit &&
                          call.connection().server().polkit() != nullptr;
    const bool asked = session.polkit && !session.polkit->done();
    if (!expected || asked) {
        logger.error("client tried invalid PolicyKit init request");
        const std::string sentence =
            translated("Library function returned error but did not set virError");
        throw Error({.origin = Origin::rpc,
                     .code = Errc::internal_error,
                     .message = sentence,
                     .str1 = "%s",
                     .str2 = sentence});
    }
    session.polkit = answer_polkit(&call.connection(), call);
    session.polkit->start();
}

}  // namespace virtd::rpc::session
