// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/call_times.hpp"

#include <doctest/doctest.h>

#include "rpc/client_fake.hpp"

namespace virtd::rpc {

namespace {

constexpr std::int32_t connect_get_hostname = 59;
constexpr std::int32_t auth_list = 66;

/// How many calls of a procedure of the remote program are counted.
std::uint64_t counted(const Server& server, std::int32_t procedure) {
    const Program* const program = server.program(remote_program, program_version);
    const CallTimes* const times = program->times(procedure);
    std::uint64_t sum = 0;
    if (times != nullptr) {
        for (const std::uint64_t count : times->by_width)
            sum += count;
    }
    return sum;
}

}  // namespace

TEST_CASE("call times: each class is twice as wide as the one before") {
    using std::chrono::nanoseconds;
    CHECK(CallTimes::width_of(nanoseconds(-5)) == 0);
    CHECK(CallTimes::width_of(nanoseconds(1023)) == 0);
    CHECK(CallTimes::width_of(nanoseconds(1024)) == 1);
    CHECK(CallTimes::width_of(std::chrono::hours(10)) == CallTimes::widths - 1);
    for (std::size_t width = 0; width + 1 < CallTimes::widths; ++width) {
        CHECK(CallTimes::width_of(CallTimes::bound(width) - nanoseconds(1)) == width);
        CHECK(CallTimes::width_of(CallTimes::bound(width)) == width + 1);
    }
}

TEST_CASE("call times: every answered call is counted under its procedure, also one that fails") {
    FakeServer server;
    FakeClient client(server);
    client.call(auth_list);
    client.receive();
    client.call(connect_get_hostname);  // nothing is open
    client.receive();
    client.call(99'999);
    client.receive();
    CHECK(counted(server.server, auth_list) == 1);
    CHECK(counted(server.server, connect_get_hostname) == 1);
    const Metrics& metrics = server.server.metrics();
    CHECK(metrics.errors == 2);
    CHECK(metrics.errors_by_code.at(Errc::internal_error) == 1);
    CHECK(metrics.errors_by_code.at(Errc::rpc) == 1);
}

TEST_CASE("call times: the time of a call that waits goes on until it is answered") {
    FakeServer server;
    FakeClient client(server);
    client.open();
    client.call(connect_get_hostname);
    server.settle();
    CHECK(counted(server.server, connect_get_hostname) == 0);
    server.host.gate.release_last();
    client.receive();
    CHECK(counted(server.server, connect_get_hostname) == 1);
    const Program* const program = server.server.program(remote_program, program_version);
    CHECK(program->times(connect_get_hostname)->in_all.count() > 0);
}

}  // namespace virtd::rpc
