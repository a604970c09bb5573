// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/event_registrations.hpp"

#include <doctest/doctest.h>

#include "rpc/client_fake.hpp"

namespace virtd::rpc {

namespace {

constexpr std::int32_t register_lifecycle = 105;
constexpr std::int32_t deregister_lifecycle = 106;
constexpr std::int32_t register_any = 167;
constexpr std::int32_t deregister_any = 168;
constexpr std::int32_t register_callback = 316;
constexpr std::int32_t deregister_callback = 317;
constexpr std::int32_t register_secret = 380;

driver::DomainRef guest(std::uint8_t number) {
    driver::DomainRef ref{.name = "guest", .uuid = {}, .id = -1};
    ref.uuid[0] = number;
    return ref;
}

driver::DomainEventLifecycleMsg started(std::uint8_t number, std::int32_t detail = 0) {
    return {.dom = guest(number), .event = 2, .detail = detail};
}

struct Listening : FakeClient {
    explicit Listening(FakeServer& server) : FakeClient(server) { open(); }

    std::int32_t subscribe(std::int32_t event_id, std::optional<driver::DomainRef> dom = {}) {
        driver::ConnectDomainEventCallbackRegisterAnyArgs args;
        args.event_id = event_id;
        args.dom = std::move(dom);
        call(register_callback, args);
        return receive().as<driver::ConnectDomainEventCallbackRegisterAnyRet>().callback_id;
    }
    Received answer(std::int32_t procedure, std::string_view payload = {}) {
        call(procedure, payload);
        return receive();
    }
    Received answer(std::int32_t procedure, std::int32_t argument) {
        call(procedure, driver::ConnectSupportsFeatureArgs{.feature = argument});
        return receive();
    }
};

}  // namespace

TEST_CASE("events: one registration is one frame with its callback id") {
    FakeServer server;
    Listening client(server);
    const std::int32_t first = client.subscribe(0);
    const std::int32_t second = client.subscribe(0, guest(1));
    server.host.events.publish(started(1, 7));
    for (const std::int32_t id : {first, second}) {
        const Received event = client.receive();
        CHECK(event.header == FrameHeader{.program = remote_program,
                                          .procedure = 318,
                                          .type = FrameType::event,
                                          .serial = 1});
        CHECK(event.as<driver::DomainEventCallbackLifecycleMsg>() ==
              driver::DomainEventCallbackLifecycleMsg{id, started(1, 7)});
    }
    CHECK(client.silent_so_far());
}

TEST_CASE("events: callback ids count up for all clients of a driver, the old style included") {
    FakeServer server;
    Listening client(server);
    Listening other(server);
    CHECK(client.subscribe(0) == 0);
    CHECK(other.subscribe(0) == 1);
    CHECK(client.answer(deregister_callback, 0).header.status == FrameStatus::ok);
    client.answer(register_lifecycle);
    CHECK(client.subscribe(1) == 3);
}

TEST_CASE("events: what is registered already is refused, of the other style, too") {
    FakeServer server;
    Listening client(server);
    client.subscribe(0);
    client.subscribe(0, guest(1));
    client.answer(register_any, 1);
    const auto refused = [](const ErrorBody& error) {
        return error.code == 8 && error.domain == 0 &&
               error.message == "invalid argument: event callback already tracked";
    };
    for (const std::int32_t id : {0, 1}) {
        driver::ConnectDomainEventCallbackRegisterAnyArgs args;
        args.event_id = id;
        client.call(register_callback, args);
        CHECK(refused(client.receive().error()));
    }
    CHECK(refused(client.answer(register_lifecycle).error()));
    CHECK(client.answer(deregister_callback, 0).header.status == FrameStatus::ok);
    CHECK(client.answer(register_lifecycle).header.status == FrameStatus::ok);
}

TEST_CASE("events: the old style has other numbers and no id") {
    FakeServer server;
    Listening client(server);
    const auto answer = client.answer(register_lifecycle);
    CHECK(answer.as<driver::ConnectDomainEventRegisterRet>().cb_registered == 0);
    server.host.events.publish(started(1));
    const Received event = client.receive();
    CHECK(event.header.procedure == 107);
    CHECK(event.as<driver::DomainEventLifecycleMsg>() == started(1));
}

TEST_CASE("events: the old style knows each event once, and 16 of them") {
    FakeServer server;
    Listening client(server);
    client.answer(register_lifecycle);
    const ErrorBody twice = client.answer(register_any, 0).error();
    CHECK(twice.code == 8);
    CHECK(twice.domain == 0);
    CHECK(twice.message == "invalid argument: event callback already tracked");
    CHECK(client.answer(register_any, 16).error().message ==
          "internal error: unsupported event ID 16");
    CHECK(client.answer(deregister_any, 0).header.status == FrameStatus::ok);
    CHECK(client.answer(deregister_lifecycle).error().message ==
          "internal error: domain event 0 not registered");
}

TEST_CASE("events: only those of the domain that was named are sent") {
    FakeServer server;
    Listening client(server);
    client.subscribe(0, guest(2));
    server.host.events.publish(started(1));
    server.host.events.publish(started(2));
    CHECK(client.receive().as<driver::DomainEventCallbackLifecycleMsg>().msg.dom == guest(2));
    CHECK(client.silent_so_far());
}

TEST_CASE("events: the frames of power management have a reason behind the id") {
    FakeServer server;
    Listening client(server);
    const std::int32_t id = client.subscribe(12);
    server.host.events.publish(driver::DomainEventPmsuspendMsg{.dom = guest(1)});
    const Received event = client.receive();
    CHECK(event.header.procedure == 330);
    CHECK(event.as<driver::DomainEventCallbackPmsuspendMsg>() ==
          driver::DomainEventCallbackPmsuspendMsg{id, 0, {.dom = guest(1)}});
}

TEST_CASE("events: newer ones carry the id in their own message") {
    FakeServer server;
    Listening client(server);
    client.subscribe(0);
    const std::int32_t id = client.subscribe(16);
    server.host.events.publish(driver::DomainEventBlockJob2Msg{.dom = guest(1), .dst = "vda"});
    const auto event = client.receive().as<driver::DomainEventBlockJob2Msg>();
    CHECK(event.callback_id == id);
    CHECK(event.dst == "vda");
}

TEST_CASE("events: unknown ids are refused, for registering and for removing") {
    FakeServer server;
    Listening client(server);
    for (const std::int32_t id : {-1, 30, 99}) {
        driver::ConnectDomainEventCallbackRegisterAnyArgs args;
        args.event_id = id;
        client.call(register_callback, args);
        CHECK(client.receive().error().message ==
              "internal error: unsupported event ID " + std::to_string(id));
    }
    CHECK(client.answer(deregister_callback, 5).error().message ==
          "internal error: domain event callback 5 not registered");
}

TEST_CASE("events: after removal and after the end of the connection none are sent") {
    FakeServer server;
    Listening client(server);
    const std::int32_t id = client.subscribe(0);
    CHECK(client.answer(deregister_callback, id).header.status == FrameStatus::ok);
    server.host.events.publish(started(1));
    CHECK(client.silent_so_far());
    client.subscribe(0);
    client.disconnect();
    server.settle();
    server.host.events.publish(started(1));
    CHECK(server.server.metrics().events == 0);
}

TEST_CASE("events: a driver that is not there has none") {
    FakeServer server;
    Listening client(server);
    driver::ConnectSecretEventRegisterAnyArgs args;
    client.call(register_secret, args);
    CHECK(client.receive().error().code == static_cast<std::int32_t>(Errc::no_support));
}

TEST_CASE("events: a thousand subscribers get all of them, in order") {
    FakeServer server;
    std::vector<std::unique_ptr<Listening>> clients;
    for (int i = 0; i < 1000; ++i) {
        clients.push_back(std::make_unique<Listening>(server));
        clients.back()->subscribe(0);
    }
    for (std::int32_t detail = 0; detail < 5; ++detail)
        server.host.events.publish(started(1, detail));
    for (const auto& client : clients) {
        for (std::int32_t detail = 0; detail < 5; ++detail) {
            const auto event = client->receive().as<driver::DomainEventCallbackLifecycleMsg>();
            CHECK(event.msg.detail == detail);
        }
    }
}

TEST_CASE("events: who does not read them is disconnected at a limit, the others get theirs") {
    FakeServer server({.name = "test", .limits = {.max_client_event_bytes = 100'000}});
    Listening asleep(server);
    Listening awake(server);
    asleep.subscribe(0);
    awake.subscribe(0);
    int published = 0;
    for (; server.server.metrics().cut_off == 0 && published < 100'000; ++published) {
        server.host.events.publish(started(1, published));
        if (published % 16 == 0) server.settle();
        CHECK(awake.receive().as<driver::DomainEventCallbackLifecycleMsg>().msg.detail ==
              published);
    }
    CHECK(server.server.metrics().cut_off == 1);
    CHECK(server.server.clients().size() == 1);
}

}  // namespace virtd::rpc
