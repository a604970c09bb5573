// SPDX-License-Identifier: LGPL-2.1-or-later
#include "daemon/user_session.hpp"

#include <doctest/doctest.h>

#include "base/bus_fake.hpp"

namespace virtd::daemon {

namespace {

struct Scene {
    Loop loop;
    Pool pool{loop};
    FakeBus system{loop};
    FakeBus session{loop};
    Bus system_bus{pool, Bus::Kind::system, system.address()};
    int ended = 0;
    std::optional<std::string> address = session.address();
    std::optional<UserSession> user;

    void begin() {
        const auto get = [this](const char* /*name*/) { return address; };
        const auto ends = [this] { ++ended; };
        user.emplace(pool, system_bus, get, ends, std::chrono::milliseconds(2));
        settle();
    }
    void settle() {
        const auto wait = [this]() -> Task<void> {
            for (int turns = 0; turns < 50; ++turns)
                co_await loop.sleep(std::chrono::milliseconds(1));
        };
        loop.run(wait());
    }
    void prepare_for_shutdown(bool begins) {
        system.signal("/org/freedesktop/login1", "org.freedesktop.login1.Manager",
                      "PrepareForShutdown", begins);
        settle();
    }
};

}  // namespace

TEST_CASE("user session: its daemon ends with the bus of the session") {
    Scene scene;
    scene.begin();
    CHECK(scene.session.members() == 1);
    CHECK(scene.ended == 0);
    scene.session.go();
    scene.settle();
    CHECK(scene.ended == 1);
}

TEST_CASE("user session: its daemon ends when the host shuts down, not when that is called off") {
    Scene scene;
    scene.begin();
    scene.prepare_for_shutdown(false);
    CHECK(scene.ended == 0);
    scene.prepare_for_shutdown(true);
    CHECK(scene.ended == 1);
}

TEST_CASE("user session: the end of the system bus is not that of the daemon, which looks for it") {
    Scene scene;
    scene.begin();
    scene.system.go();
    scene.settle();
    CHECK(scene.ended == 0);
    scene.system.come();
    for (int turns = 0; turns < 50 && scene.system.members() == 0; ++turns)
        scene.settle();
    scene.settle();
    scene.prepare_for_shutdown(true);
    CHECK(scene.ended == 1);
}

TEST_CASE("user session: without a bus, or one that wants us, nothing happens") {
    Scene scene;
    SUBCASE("no address") {
        scene.address.reset();
    }
    SUBCASE("nobody there") {
        scene.session.go();
        scene.system.go();
    }
    SUBCASE("nobody answers") {
        scene.session.hang();
    }
    scene.begin();
    scene.session.go();
    scene.settle();
    CHECK(scene.ended == 0);
}

}  // namespace virtd::daemon
