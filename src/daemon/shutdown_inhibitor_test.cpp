// SPDX-License-Identifier: LGPL-2.1-or-later
#include "daemon/shutdown_inhibitor.hpp"

#include <doctest/doctest.h>
#include <poll.h>
#include <unistd.h>

#include <array>

#include "base/bus_fake.hpp"

namespace virtd::daemon {

namespace {

/// Hands out the writing ends of pipes, as logind does, and sees when they are closed.
struct Logind {
    Loop loop;
    Pool pool{loop};
    FakeBus fake{loop};
    Bus bus{pool, Bus::Kind::system, fake.address()};
    std::array<std::string, 4> request;  // the last
    UniqueFd lock;                       // our end of it

    Logind() {
        fake.answer = [this](sd_bus_message* call) { answer(call); };
    }

    void answer(sd_bus_message* call) {
        const char* words[4] = {};
        CHECK(sd_bus_message_is_method_call(call, "org.freedesktop.login1.Manager", "Inhibit") > 0);
        CHECK(sd_bus_message_get_destination(call) == std::string_view("org.freedesktop.login1"));
        CHECK(sd_bus_message_get_path(call) == std::string_view("/org/freedesktop/login1"));
        CHECK(sd_bus_message_read(call, "ssss", &words[0], &words[1], &words[2], &words[3]) > 0);
        request = {words[0], words[1], words[2], words[3]};
        int ends[2] = {};
        REQUIRE(::pipe2(ends, O_CLOEXEC) == 0);
        lock = UniqueFd(ends[0]);
        const UniqueFd theirs(ends[1]);
        sd_bus_reply_method_return(call, "h", theirs.get());
    }
    bool held() const {
        pollfd end{.fd = lock.get(), .events = POLLIN, .revents = 0};
        return lock && ::poll(&end, 1, 0) == 0;
    }
    void settle() {
        const auto wait = [this]() -> Task<void> {
            for (int turns = 0; turns < 50; ++turns)
                co_await loop.sleep(std::chrono::milliseconds(1));
        };
        loop.run(wait());
    }
};

}  // namespace

TEST_CASE("shutdown inhibitor: logind is asked to wait while it is held, and then no more") {
    Logind logind;
    ShutdownInhibitor inhibitor(logind.bus);
    logind.settle();
    CHECK(logind.fake.members() == 0);
    inhibitor.hold();
    logind.settle();
    CHECK(logind.held());
    CHECK(logind.request == std::array<std::string, 4>{"shutdown", "Libvirt",
                                                       "Virtual machines need to be saved",
                                                       "delay"});
    inhibitor.release();
    CHECK(!logind.held());
    inhibitor.hold();
    logind.settle();
    CHECK(logind.held());
    CHECK(logind.fake.heard.size() == 2);
}

TEST_CASE("shutdown inhibitor: what was released before logind answered is not held") {
    Logind logind;
    ShutdownInhibitor inhibitor(logind.bus);
    inhibitor.hold();
    inhibitor.release();
    logind.settle();
    CHECK(logind.fake.heard.size() == 1);
    CHECK(!logind.held());
}

TEST_CASE(
    "shutdown inhibitor: what is wanted again before logind answered is held, and asked once") {
    Logind logind;
    ShutdownInhibitor inhibitor(logind.bus);
    inhibitor.hold();
    inhibitor.release();
    inhibitor.hold();
    logind.settle();
    CHECK(logind.fake.heard.size() == 1);
    CHECK(logind.held());
}

TEST_CASE("shutdown inhibitor: without a bus, or when logind refuses, guests run all the same") {
    Logind logind;
    ShutdownInhibitor inhibitor(logind.bus);
    SUBCASE("no bus") {
        logind.fake.go();
    }
    SUBCASE("refused") {
        logind.fake.answer = [](sd_bus_message* call) {
            sd_bus_reply_method_errorf(call, "org.freedesktop.DBus.Error.AccessDenied", "no");
        };
    }
    inhibitor.hold();
    logind.settle();
    CHECK(!logind.held());
    inhibitor.release();
}

}  // namespace virtd::daemon
