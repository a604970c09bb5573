// SPDX-License-Identifier: LGPL-2.1-or-later
#include "daemon/life.hpp"

#include <doctest/doctest.h>

#include <csignal>
#include <string>

namespace virtd::daemon {

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

struct Scene {
    Loop loop;
    std::size_t clients = 0;
    std::size_t calls = 0;
    std::string events;
    Life life{loop,
              {.clients = [this] { return clients; },
               .busy_calls = [this] { return calls; },
               .leave = [this] { events += "leave "; },
               .reload = [this] { events += "reload "; },
               .hold_host = [this] { events += "hold "; },
               .release_host = [this] { events += "release "; }}};

    void after(milliseconds time, std::function<void()> what) {
        timer.start(time, std::move(what));
    }
    Timer timer{loop};
};

}  // namespace

TEST_CASE("life: a request to leave closes the doors and ends the loop") {
    Scene scene;
    scene.life.watch_signals();
    ::raise(SIGTERM);
    scene.loop.run();
    CHECK(scene.events == "leave ");
    CHECK_FALSE(scene.life.forced());
}

TEST_CASE("life: calls in progress are waited for, further requests change nothing") {
    Scene scene;
    scene.calls = 1;
    scene.life.watch_signals();
    ::raise(SIGINT);
    ::raise(SIGQUIT);
    scene.after(milliseconds(20), [&] {
        CHECK(scene.life.shutting_down());
        scene.events += "done ";
        scene.calls = 0;
        scene.life.update();
    });
    scene.loop.run();
    CHECK(scene.events == "leave done ");
}

TEST_CASE("life: the host waits from the first thing that must not be interrupted to the last") {
    Scene scene;
    scene.life.inhibit();
    scene.life.inhibit();
    scene.life.allow();
    CHECK(scene.events == "hold ");
    scene.life.allow();
    CHECK(scene.events == "hold release ");
    scene.life.inhibit();
    CHECK(scene.events == "hold release hold ");
}

TEST_CASE("life: a signal that comes before anybody watches waits until somebody does") {
    HeldSignals held;
    ::raise(SIGTERM);
    Scene scene;
    scene.life.watch_signals();
    CHECK(scene.events.empty());
    held.release();
    scene.loop.run();
    CHECK(scene.events == "leave ");
}

TEST_CASE("life: a reload waits for the drivers") {
    Scene scene;
    scene.life.watch_signals();
    ::raise(SIGHUP);
    scene.after(milliseconds(5), [&] {
        CHECK(scene.events.empty());
        scene.life.set_ready();
        ::raise(SIGHUP);
        scene.after(milliseconds(5), [&] { scene.loop.stop(); });
    });
    scene.loop.run();
    CHECK(scene.events == "reload ");
}

TEST_CASE("life: without a timeout idleness does not matter") {
    Scene scene;
    scene.life.update();
    scene.after(milliseconds(10), [&] { scene.loop.stop(); });
    scene.loop.run();
    CHECK(scene.events.empty());
}

}  // namespace virtd::daemon
