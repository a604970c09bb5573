// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/access/event_gate.hpp"

#include <doctest/doctest.h>

#include "rpc/access/checked_fake.hpp"

namespace virtd::rpc {

namespace {

constexpr std::int32_t register_legacy = 105;
constexpr std::int32_t register_callback = 316;
constexpr std::int32_t deregister_callback = 317;

struct EventClient : CheckedClient {
    explicit EventClient(CheckedServer& server) : CheckedClient(server) {
        driver::ConnectDomainEventCallbackRegisterAnyArgs args;
        id = answer(register_callback, args)
                 .as<driver::ConnectDomainEventCallbackRegisterAnyRet>()
                 .callback_id;
        server.decider.asked.clear();
    }

    std::int32_t id = 0;
};

void publish(CheckedServer& server, std::size_t domain) {
    server.objects.events.publish(driver::DomainEventLifecycleMsg{
        .dom = server.objects.domains.at(domain), .event = 2, .detail = 0});
}

/// The name of the domain of a lifecycle event.
std::string name_in(const Received& event) {
    constexpr std::size_t callback_id = 4;
    return decode<driver::DomainEventLifecycleMsg>(
               std::string_view(event.payload).substr(callback_id))
        .dom.name;
}

}  // namespace

TEST_CASE("event gate: events of objects that a client may not see are not sent to it") {
    CheckedServer server;
    EventClient client(server);
    server.decider.denied = {"domain:getattr domain_name=\"b\""};
    for (const std::size_t domain : {0U, 1U, 2U})
        publish(server, domain);
    CHECK(name_in(client.receive()) == "a");
    CHECK(name_in(client.receive()) == "c");
    CHECK(server.decider.asked.size() == 3);
    CHECK(client.silent_so_far());
}

TEST_CASE("event gate: the rules that hold when an event comes decide") {
    CheckedServer server;
    EventClient client(server);
    publish(server, 0);
    CHECK(name_in(client.receive()) == "a");
    server.decider.denied = {"domain:getattr"};
    publish(server, 0);
    server.settle();
    CHECK(client.silent_so_far());
    server.decider.denied.clear();
    publish(server, 1);
    CHECK(name_in(client.receive()) == "b");
}

TEST_CASE(
    "event gate: events wait for the answer and keep their order; other clients do not wait") {
    CheckedServer server;
    EventClient first(server);
    EventClient second(server);
    server.decider.thinks = true;
    publish(server, 0);
    publish(server, 1);
    server.settle();
    CHECK(first.silent_so_far());
    REQUIRE(server.decider.thinking.waiting() == 2);  // one question of each client
    server.decider.thinks = false;
    server.decider.thinking.release_last();
    CHECK(name_in(second.receive()) == "a");
    CHECK(name_in(second.receive()) == "b");
    CHECK(first.silent_so_far());
    server.decider.thinking.release_last();
    CHECK(name_in(first.receive()) == "a");
    CHECK(name_in(first.receive()) == "b");
}

TEST_CASE("event gate: a registration that is removed meanwhile gets nothing") {
    CheckedServer server;
    EventClient client(server);
    server.decider.thinks = true;
    publish(server, 0);
    server.decider.thinks = false;
    client.answer(deregister_callback,
                  driver::ConnectDomainEventCallbackDeregisterAnyArgs{client.id});
    server.decider.thinking.release_last();
    server.settle();
    CHECK(client.silent_so_far());
}

TEST_CASE("event gate: a client that leaves meanwhile is forgotten") {
    CheckedServer server;
    {
        EventClient client(server);
        server.decider.thinks = true;
        publish(server, 0);
        publish(server, 1);
    }
    server.settle();
    server.decider.thinks = false;
    server.decider.thinking.release_last();
    server.settle();
    CHECK(server.server.clients().empty());
    CHECK(server.decider.asked.size() == 1);
}

TEST_CASE("event gate: who may not search for domains gets no events of them") {
    CheckedServer server;
    CheckedClient client(server);
    server.decider.denied = {"connect:search_domains"};
    const Received reply =
        client.answer(register_callback, driver::ConnectDomainEventCallbackRegisterAnyArgs());
    CHECK(reply.error().code == static_cast<std::int32_t>(Errc::access_denied));
    publish(server, 0);
    server.settle();
    CHECK(client.silent_so_far());
}

TEST_CASE("event gate: registrations of the old style are filtered as well") {
    CheckedServer server;
    CheckedClient client(server);
    client.answer(register_legacy);
    server.decider.denied = {"domain:getattr domain_name=\"a\""};
    publish(server, 0);
    publish(server, 2);
    const Received event = client.receive();
    CHECK(event.as<driver::DomainEventLifecycleMsg>().dom.name == "c");
    CHECK(client.silent_so_far());
}

}  // namespace virtd::rpc
