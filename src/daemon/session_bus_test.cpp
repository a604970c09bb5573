// SPDX-License-Identifier: LGPL-2.1-or-later
#include "daemon/session_bus.hpp"

#include <doctest/doctest.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <cstring>

#include "base/temp_dir.hpp"

namespace virtd::daemon {

namespace {

// A bus that does what the test tells it.
class FakeBus {
public:
    FakeBus() : listener_(::socket(AF_UNIX, SOCK_STREAM, 0)) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        const std::string where = path();
        REQUIRE(where.size() < sizeof address.sun_path);
        where.copy(address.sun_path, sizeof address.sun_path - 1);
        REQUIRE(::bind(listener_.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) ==
                0);
        REQUIRE(::listen(listener_.get(), 1) == 0);
    }

    std::string path() const { return dir_ / "bus"; }
    GetEnv environment() const {
        return [address = "unix:path=" + path()](const char*) { return address; };
    }
    void accept() { member_ = UniqueFd(::accept(listener_.get(), nullptr, nullptr)); }
    std::string heard() {
        char text[1000];
        const ssize_t got = ::recv(member_.get(), text, sizeof text, 0);
        return {text, static_cast<std::size_t>(std::max<ssize_t>(got, 0))};
    }
    void say(std::string_view text) {
        CHECK(::send(member_.get(), text.data(), text.size(), 0) > 0);
    }
    void go() { member_.reset(); }

private:
    TempDir dir_;
    UniqueFd listener_;
    UniqueFd member_;
};

void settle(Loop& loop) {
    const auto pause = [&loop]() -> Task<void> {
        co_await loop.sleep(std::chrono::milliseconds(5));
    };
    loop.run(pause());
}

}  // namespace

TEST_CASE("session bus: the first unix socket of an address is taken") {
    CHECK(bus_socket("unix:path=/run/user/1/bus") == "/run/user/1/bus");
    CHECK(bus_socket("unix:guid=12,path=/a,x=y") == "/a");
    CHECK(bus_socket("unix:abstract=/tmp/dbus-x,guid=1") == "@/tmp/dbus-x");
    CHECK(bus_socket("tcp:host=a,port=1;unix:path=/b") == "/b");
    CHECK_FALSE(bus_socket("unix:runtime=yes"));
    CHECK_FALSE(bus_socket("unix:path=relative"));
    CHECK_FALSE(bus_socket(";;"));
    CHECK_FALSE(bus_socket(""));
}

TEST_CASE("session bus: the greeting names the user and asks to become a member") {
    const std::string text = bus_greeting(1000);
    CHECK(text.starts_with(std::string("\0AUTH EXTERNAL 31303030\r\nBEGIN\r\nl\1\0\1\0", 37)));
    const std::size_t message = text.find("l\1");
    CHECK((text.size() - message) % 8 == 0);
    CHECK(text.find(std::string("\3\1s\0\5\0\0\0Hello\0", 14)) != std::string::npos);
}

TEST_CASE("session bus: its end is noticed once we were welcome") {
    Loop loop;
    FakeBus bus;
    int lost = 0;
    const SessionBus member(loop, bus.environment(), [&] { ++lost; });
    bus.accept();
    CHECK(bus.heard() == bus_greeting(::geteuid()));
    bus.say("OK 1234\r\n");
    settle(loop);
    CHECK(lost == 0);
    bus.go();
    settle(loop);
    CHECK(lost == 1);
}

TEST_CASE("session bus: one that does not want us is none") {
    Loop loop;
    FakeBus bus;
    int lost = 0;
    const SessionBus member(loop, bus.environment(), [&] { ++lost; });
    bus.accept();
    SUBCASE("it refuses") {
        bus.say("REJECTED EXTERNAL\r\n");
    }
    SUBCASE("it says nothing") {}
    settle(loop);
    bus.go();
    settle(loop);
    CHECK(lost == 0);
}

TEST_CASE("session bus: without one nothing happens") {
    Loop loop;
    const auto fail = [] { FAIL("lost"); };
    const SessionBus none(
        loop, [](const char*) { return std::nullopt; }, fail);
    const SessionBus absent(
        loop, [](const char*) { return "unix:path=/no/such"; }, fail);
    settle(loop);
}

}  // namespace virtd::daemon
