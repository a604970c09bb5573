// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/job_slot.hpp"

#include <doctest/doctest.h>

#include <string>

#include "base/task.hpp"

namespace virtd {

namespace {

using std::chrono::milliseconds;

struct Scene {
    Loop loop;
    JobSlot slot{loop, Origin::test};
    std::string order;
};

Task<void> job(Scene* scene, std::string name, milliseconds length) {
    const auto hold = co_await scene->slot.acquire(name);
    scene->order += name;
    co_await scene->loop.sleep(length);
    scene->order += '.';
}

Task<void> impatient(Scene* scene) {
    const auto hold = co_await scene->slot.acquire("impatient", milliseconds(1));
}

}  // namespace

TEST_CASE("job slot: a free slot is had without waiting") {
    Scene scene;
    auto task = job(&scene, "a", milliseconds(0));
    CHECK(task.start());
    CHECK_FALSE(scene.slot.holder());
}

TEST_CASE("job slot: jobs run one after another, in the order they came") {
    Scene scene;
    auto a = job(&scene, "a", milliseconds(2));
    auto b = job(&scene, "b", milliseconds(1));
    a.start();
    b.start();
    CHECK(scene.slot.holder()->job == "a");
    CHECK(scene.slot.waiting() == 1);
    scene.loop.run(job(&scene, "c", milliseconds(0)));
    CHECK(scene.order == "a.b.c.");
    CHECK_FALSE(scene.slot.holder());
}

TEST_CASE("job slot: who gives up learns who holds it, and the queue goes on without him") {
    Scene scene;
    auto a = job(&scene, "domain_create", milliseconds(20));
    a.start();
    CHECK_THROWS_WITH_AS(scene.loop.run(impatient(&scene)),
                         "Timed out during operation: cannot acquire state change lock "
                         "(held by domain_create for 0 s)",
                         Error);
    CHECK(scene.slot.waiting() == 0);
    scene.loop.run(job(&scene, "b", milliseconds(0)));
    CHECK(scene.order == "domain_create.b.");
}

TEST_CASE("job slot: a dropped waiter leaves the queue") {
    Scene scene;
    auto a = job(&scene, "a", milliseconds(1));
    a.start();
    {
        auto dropped = job(&scene, "x", milliseconds(0));
        dropped.start();
    }
    scene.loop.run(job(&scene, "b", milliseconds(0)));
    CHECK(scene.order == "a.b.");
}

TEST_CASE("job slot: who is dropped just when his turn came hands it on") {
    Scene scene;
    {
        auto dropped = job(&scene, "x", milliseconds(0));
        {
            auto a = job(&scene, "a", milliseconds(1000));
            a.start();
            dropped.start();
        }
        CHECK(scene.slot.holder()->job == "x");
    }
    CHECK_FALSE(scene.slot.holder());
}

TEST_CASE("job slot: an exception in a job frees the slot") {
    Scene scene;
    const auto failing = [](Scene* it) -> Task<void> {
        const auto hold = co_await it->slot.acquire("failing");
        throw Error(Origin::test, Errc::internal_error);
    };
    CHECK_THROWS_AS(scene.loop.run(failing(&scene)), Error);
    CHECK_FALSE(scene.slot.holder());
}

}  // namespace virtd
