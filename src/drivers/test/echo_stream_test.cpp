// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/test/echo_stream.hpp"

#include <doctest/doctest.h>

namespace virtd::test {

TEST_CASE("echo stream: who reads first waits for what is written") {
    const auto pipe = std::make_shared<EchoPipe>();
    EchoStream stream(pipe);
    auto reading = stream.read(3);
    CHECK_FALSE(reading.start());
    auto writing = stream.write("hello");
    CHECK(writing.start());
    REQUIRE(reading.done());
    CHECK(std::get<std::string>(reading.result()) == "hel");
    auto rest = stream.read(100);
    REQUIRE(rest.start());
    CHECK(std::get<std::string>(rest.result()) == "lo");
}

TEST_CASE("echo stream: who writes much waits until it is read") {
    const auto pipe = std::make_shared<EchoPipe>();
    EchoStream stream(pipe);
    auto filling = stream.write(std::string(EchoPipe::room, 'x'));
    CHECK(filling.start());
    auto writing = stream.write("y");
    CHECK_FALSE(writing.start());
    auto reading = stream.read(EchoPipe::room);
    CHECK(reading.start());
    CHECK(writing.done());
}

TEST_CASE("echo stream: closing ends what waits") {
    const auto pipe = std::make_shared<EchoPipe>();
    EchoStream stream(pipe);
    auto reading = stream.read(3);
    CHECK_FALSE(reading.start());
    pipe->close();
    REQUIRE(reading.done());
    CHECK(std::holds_alternative<driver::StreamEnd>(reading.result()));
}

}  // namespace virtd::test
