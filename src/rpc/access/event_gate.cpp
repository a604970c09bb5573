// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/access/event_gate.hpp"

#include "base/log.hpp"
#include "rpc/access/control.hpp"
#include "rpc/connection.hpp"

namespace virtd::rpc {

namespace {

constexpr log::Source logger{"access.manager"};

// What gathers while polkit thinks about one event.
constexpr std::size_t waiting_max = 4096;

AccessIdentity object_of(const driver::EventBody& body) {
    const auto object = [](const auto& message) -> AccessIdentity {
        if constexpr (requires { message.dom; }) {
            return message.dom;
        } else if constexpr (requires { message.net; }) {
            return message.net;
        } else if constexpr (requires { message.pool; }) {
            return message.pool;
        } else if constexpr (requires { message.secret; }) {
            return message.secret;
        } else {
            return message.dev;
        }
    };
    return std::visit(object, body);
}

}  // namespace

void EventGate::pass(Connection& connection, const std::shared_ptr<const driver::EventBody>& body,
                     EventStyle style, std::int32_t key, const AccessRule& rule) {
    EventGate& gate = connection.session().event_gate;
    if (gate.waiting_.size() >= waiting_max) {
        if (!std::exchange(gate.told_, true)) {
            logger.warning("client {}: {} events wait for access drivers; further ones are lost",
                           connection.id(), waiting_max);
        }
        return;
    }
    gate.waiting_.push_back({body, style, key, rule});
    if (!gate.working_) spawn(work(connection.shared_from_this()));
}

// What a registration may see is decided when the event comes, for the rules may have changed.
Task<void> EventGate::work(std::shared_ptr<Connection> connection) {
    Session& session = connection->session();
    EventGate& gate = session.event_gate;
    gate.working_ = true;
    while (!gate.waiting_.empty() && !connection->closed()) {
        const Waiting event = std::move(gate.waiting_.front());
        gate.waiting_.pop_front();
        AccessQuestion question{.who = connection->identity(),
                                .driver = session.drivers.access_driver,
                                .object = std::string(event.rule.object),
                                .permission = std::string(event.rule.permission),
                                .details = access_details(object_of(*event.body))};
        const AccessAnswer answer = co_await session.access->ask(std::move(question));
        if (answer.verdict == AccessVerdict::failed) {
            logger.warning("client {}: events are not sent: {}", connection->id(), answer.reason);
        } else if (!answer.allowed()) {
            logger.debug("client={} event={} dropped: {}", connection->id(), event.body->index(),
                         answer.reason);
        } else if (session.events.has(event_class(*event.body), event.style, event.key)) {
            connection->send_event(event.body, event.style, event.key);
        }
    }
    gate.waiting_.clear();
    gate.working_ = false;
    gate.told_ = false;
}

}  // namespace virtd::rpc
