// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/dispatch.hpp"

#include <new>

#include "base/log.hpp"
#include "rpc/call.hpp"
#include "rpc/connection.hpp"
#include "rpc/server.hpp"

namespace virtd::rpc {

namespace {

constexpr Fail fail{Origin::rpc};

// The checks in the order in which clients know them.
const Procedure& admit(Connection& connection, const FrameHeader& header) {
    const Program* const program = connection.server().program(header.program, header.version);
    if (program == nullptr) {
        fail(Errc::rpc, "Cannot find program {} version {}", header.program, header.version);
    }
    if (header.status != FrameStatus::ok) {
        fail(Errc::rpc, "Unexpected message status {}", static_cast<std::int32_t>(header.status));
    }
    const Procedure* const procedure = program->find(header.procedure);
    if (procedure == nullptr || procedure->handler == nullptr) {
        fail(Errc::rpc, "unknown procedure: {}", header.procedure);
    }
    if (procedure->needs_auth && !connection.session().authenticated) {
        fail(Errc::rpc, "authentication required");
    }
    return *procedure;
}

/// Guards of driver methods are in rpc/call.hpp.
bool is_guarded_by_hand(Connection& connection, const Procedure& procedure) {
    return connection.session().access != nullptr && procedure.handler.by_hand &&
           !procedure.permissions.front().empty();
}

// None of these calls has descriptors.
Task<void> serve_when_admitted(std::shared_ptr<Connection> connection, const Procedure* procedure,
                               FrameHeader header, std::string payload) {
    try {
        co_await require_access(*connection, *procedure);
        FrameReader::Frame frame;
        frame.header = header;
        frame.payload = payload;
        Call call(*connection, *procedure, frame);
        procedure->handler(call);
    } catch (...) {
        answer_failure(*connection, header);
    }
}

}  // namespace

void dispatch(Connection& connection, FrameReader::Frame& frame) {
    try {
        const Procedure& procedure = admit(connection, frame.header);
        connection.server().loop().doing(procedure.name);
        if (is_guarded_by_hand(connection, procedure)) {
            return spawn(serve_when_admitted(connection.shared_from_this(), &procedure,
                                             frame.header, std::string(frame.payload)));
        }
        Call call(connection, procedure, frame);
        procedure.handler(call);
    } catch (...) {
        answer_failure(connection, frame.header);
    }
}

void answer_failure(Connection& connection, const FrameHeader& call) {
    try {
        throw;
    } catch (const Error& error) {
        log::report(error);
        connection.send_error(call, error);
    } catch (const std::bad_alloc&) {
        connection.send_error(call, Error(Origin::rpc, Errc::no_memory));
    } catch (const std::exception& error) {  // a bug, or a system call that nobody wrapped
        const Error bug(Origin::rpc, Errc::internal_error, error.what());
        log::report(bug);
        connection.send_error(call, bug);
    }
}

}  // namespace virtd::rpc
