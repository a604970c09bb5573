// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/pool.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <memory>
#include <semaphore>
#include <string>

#include "base/error.hpp"

namespace virtd {

namespace {

Task<std::string> ask(Pool* pool, std::thread::id* ran_on) {
    const auto work = [ran_on] {
        *ran_on = std::this_thread::get_id();
        return std::string("answer");
    };
    co_return co_await pool->run(work);
}

Task<void> give(Pool* pool, std::unique_ptr<int> number, std::atomic<int>* sum) {
    auto work = [number = std::move(number), sum] { *sum += *number; };
    co_await pool->run(std::move(work));
}

Task<void> fail_on(Pool* pool) {
    const auto work = [] { throw Error(Origin::none, Errc::no_domain); };
    co_await pool->run(work);
}

Task<void> wait_for(Pool* pool, std::binary_semaphore* gate) {
    const auto work = [gate] { gate->acquire(); };
    co_await pool->run(work);
}

}  // namespace

TEST_CASE("pool: the result comes back to the loop's thread") {
    Loop loop;
    Pool pool(loop);
    std::thread::id ran_on;
    CHECK(loop.run(ask(&pool, &ran_on)) == "answer");
    CHECK(ran_on != std::this_thread::get_id());
}

TEST_CASE("pool: work may own what cannot be copied") {
    Loop loop;
    Pool pool(loop);
    std::atomic<int> sum = 0;
    loop.run(give(&pool, std::make_unique<int>(5), &sum));
    CHECK(sum == 5);
}

TEST_CASE("pool: an exception comes back too") {
    Loop loop;
    Pool pool(loop);
    CHECK_THROWS_AS(loop.run(fail_on(&pool)), Error);
}

TEST_CASE("pool: threads start when there is work and are used again") {
    Loop loop;
    Pool pool(loop);
    CHECK(pool.stats().threads == 0);
    std::thread::id ran_on;
    loop.run(ask(&pool, &ran_on));
    CHECK(pool.stats().threads == 1);
}

TEST_CASE("pool: too much waiting work is refused") {
    Loop loop;
    Pool pool(loop, {.threads = 1, .waiting = 1});
    std::binary_semaphore gate(0);
    auto running = wait_for(&pool, &gate);
    CHECK_FALSE(running.start());
    while (pool.stats().waiting != 0)
        std::this_thread::yield();
    std::thread::id ran_on;
    auto waiting = ask(&pool, &ran_on);
    CHECK_FALSE(waiting.start());
    CHECK_THROWS_WITH_AS(loop.run(ask(&pool, &ran_on)),
                         "resource busy: 1 jobs are waiting for a thread already", Error);
    gate.release();
}

TEST_CASE("pool: who waits when it is abandoned goes on with an error") {
    Loop loop;
    std::binary_semaphore gate(0);
    Pool pool(loop, {.threads = 1});
    auto running = wait_for(&pool, &gate);
    CHECK_FALSE(running.start());
    std::thread::id ran_on;
    auto waiting = ask(&pool, &ran_on);
    CHECK_FALSE(waiting.start());
    pool.abandon();
    while (!waiting.done()) {
        loop.run(
            [](Loop& on) -> Task<void> { co_await on.sleep(std::chrono::milliseconds(1)); }(loop));
    }
    const char* const why = "operation aborted: the daemon ends";
    CHECK_THROWS_WITH_AS(running.result(), why, Error);
    CHECK_THROWS_WITH_AS(waiting.result(), why, Error);
    CHECK_THROWS_WITH_AS(loop.run(ask(&pool, &ran_on)), why, Error);
    gate.release();
}

TEST_CASE("pool: work that hangs is left behind, and does no harm when it ends") {
    const auto gate = std::make_shared<std::binary_semaphore>(0);
    const auto ended = std::make_shared<std::binary_semaphore>(0);
    const std::size_t before = Pool::left_behind();
    {
        Loop loop;
        Pool pool(loop, {.threads = 1, .patience = std::chrono::milliseconds(1)});
        auto hanging = [](Pool* on, auto hold, auto tell) -> Task<void> {
            const auto work = [hold, tell] {
                hold->acquire();
                tell->release();
            };
            co_await on->run(work);
        }(&pool, gate, ended);
        CHECK_FALSE(hanging.start());
        while (pool.stats().waiting != 0)
            std::this_thread::yield();
    }
    CHECK(Pool::left_behind() == before + 1);
    gate->release();
    ended->acquire();
}

TEST_CASE("pool: a waiter that was dropped is not woken") {
    Loop loop;
    Pool pool(loop);
    std::binary_semaphore gate(0);
    {
        auto dropped = wait_for(&pool, &gate);
        CHECK_FALSE(dropped.start());
    }
    gate.release();
    std::thread::id ran_on;
    loop.run(ask(&pool, &ran_on));
}

TEST_CASE("pool: what is to be freed later ends on a thread") {
    Loop loop;
    Pool pool(loop);
    std::thread::id ended_on;
    std::binary_semaphore ended(0);
    pool.free_later(std::shared_ptr<int>(new int, [&](const int* number) {
        delete number;
        ended_on = std::this_thread::get_id();
        ended.release();
    }));
    ended.acquire();
    CHECK(ended_on != std::this_thread::get_id());
}

TEST_CASE("pool: what is to be freed later ends at once when too much is waiting") {
    Loop loop;
    Pool pool(loop, {.threads = 1, .waiting = 0});
    const auto witness = std::make_shared<int>();
    pool.free_later(std::make_shared<std::shared_ptr<int>>(witness));
    CHECK(witness.use_count() == 1);
}

}  // namespace virtd
