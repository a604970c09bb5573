// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/liveness.hpp"

#include <doctest/doctest.h>

#include "rpc/client_fake.hpp"

namespace virtd::rpc {

namespace {

constexpr FrameHeader ping{.program = keepalive_program, .procedure = 1, .type = FrameType::event};
constexpr FrameHeader pong{.program = keepalive_program, .procedure = 2, .type = FrameType::event};
constexpr std::int32_t supports_feature = 60;

Server::Settings settings(int interval_ms, int count) {
    return {.name = "test",
            .keepalive = {.interval = std::chrono::milliseconds(interval_ms), .count = count}};
}

void ask_for_pings(FakeClient& client) {
    client.call(supports_feature, driver::ConnectSupportsFeatureArgs{.feature = 10});
    CHECK(client.receive().header.status == FrameStatus::ok);
}

}  // namespace

TEST_CASE("liveness: a silent client is pinged, and disconnected after as many pings as set") {
    FakeServer server(settings(5, 2));
    FakeClient client(server);
    ask_for_pings(client);
    CHECK(client.receive().header == ping);
    CHECK(client.receive().header == ping);
    CHECK(client.closed_by_server());
}

TEST_CASE("liveness: an answer restarts the count") {
    FakeServer server(settings(10, 3));
    FakeClient client(server);
    ask_for_pings(client);
    for (int i = 0; i < 6; ++i) {
        CHECK(client.receive().header == ping);
        client.send_frame(pong);
    }
    CHECK(server.server.clients().size() == 1);
}

TEST_CASE("liveness: with a count of none the client is disconnected without a ping") {
    FakeServer server(settings(5, 0));
    FakeClient client(server);
    ask_for_pings(client);
    CHECK(client.closed_by_server());
}

TEST_CASE("liveness: who did not ask, or an interval of zero, gets no pings") {
    FakeServer never(settings(0, 1));
    FakeClient asking(never);
    ask_for_pings(asking);
    FakeServer server(settings(1, 1000));
    FakeClient other(server);
    for (int i = 0; i < 5; ++i) {
        FakeClient waits(server);
        ask_for_pings(waits);
        waits.receive();  // time passes
    }
    CHECK(other.silent_so_far());
    CHECK(asking.silent_so_far());
}

}  // namespace virtd::rpc
