// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/loop.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "base/file.hpp"
#include "base/next_turn.hpp"

namespace virtd {

namespace {

using std::chrono::milliseconds;

Task<int> sleepy(Loop* loop) {
    co_await loop->sleep(milliseconds(1));
    co_return 3;
}

Task<int> in_stretches(Loop* loop, std::string* order) {
    *order += '1';
    NextTurn next(*loop);
    co_await next;
    *order += '2';
    co_return 2;
}

struct Pipe {
    Pipe() {
        int ends[2];
        REQUIRE(::pipe(ends) == 0);
        read = UniqueFd(ends[0]);
        write = UniqueFd(ends[1]);
    }
    UniqueFd read, write;
};

Task<bool> readable(FdWatch* watch) {
    co_return co_await watch->readable();
}

Task<bool> writable(FdWatch* watch) {
    co_return co_await watch->writable();
}

}  // namespace

TEST_CASE("loop: posted work runs in order, also when another thread posts it") {
    Loop loop;
    std::string order;
    loop.post("a", [&] { order += 'a'; });
    loop.post("b", [&] {
        order += 'b';
        std::jthread([&] { loop.post("c", [&] { loop.stop(); }); }).join();
        loop.post("d", [&] { order += 'd'; });
    });
    loop.run();
    CHECK(order == "ab");
    loop.post("e", [&] { loop.stop(); });
    loop.run();
    CHECK(order == "abd");
}

TEST_CASE("loop: work in stretches lets others in between, and may be dropped") {
    Loop loop;
    std::string order;
    auto task = in_stretches(&loop, &order);
    auto dropped = std::make_unique<Task<int>>(in_stretches(&loop, &order));
    CHECK_FALSE(dropped->start());
    loop.post("between", [&] { order += '-'; });
    dropped.reset();
    CHECK(loop.run(std::move(task)) == 2);
    CHECK(order == "11-2");
}

TEST_CASE("loop: a coroutine sleeps and goes on") {
    Loop loop;
    CHECK(loop.run(sleepy(&loop)) == 3);
}

TEST_CASE("loop: a task is dropped when the loop is stopped before its end") {
    Loop loop;
    const auto ends = std::make_shared<int>(0);
    const auto wait = [](Loop* on, milliseconds time, std::shared_ptr<int> held) -> Task<void> {
        co_await on->sleep(time);
        ++*held;
    };
    CHECK(loop.run_unless_stopped(wait(&loop, milliseconds(1), ends)));
    CHECK(*ends == 1);
    loop.post("stop", [&] { loop.stop(); });
    CHECK_FALSE(loop.run_unless_stopped(wait(&loop, milliseconds(1'000'000), ends)));
    CHECK(ends.use_count() == 1);
}

TEST_CASE("loop: dropping a sleeping coroutine cancels its timer") {
    Loop loop;
    {
        auto task = sleepy(&loop);
        CHECK_FALSE(task.start());
    }
    Timer timer(loop);
    timer.start(milliseconds(5), [&] { loop.stop(); });
    loop.run();
}

TEST_CASE("loop: a timer that is started anew fires once, one that is cancelled never") {
    Loop loop;
    int fired = 0;
    Timer restarted(loop);
    Timer cancelled(loop);
    restarted.start(milliseconds(0), [&] { fired += 100; });
    restarted.start(milliseconds(1), [&] { ++fired; });
    cancelled.start(milliseconds(0), [&] { fired += 1000; });
    cancelled.cancel();
    CHECK(restarted.pending());
    CHECK_FALSE(cancelled.pending());
    Timer last(loop);
    last.start(milliseconds(5), [&] { loop.stop(); });
    loop.run();
    CHECK(fired == 1);
}

TEST_CASE("loop: a timer may be started anew by what it calls") {
    Loop loop;
    Timer timer(loop);
    int fired = 0;
    const std::function<void()> tick = [&] {
        if (++fired == 3) return loop.stop();
        timer.start(milliseconds(0), tick);
    };
    timer.start(milliseconds(0), tick);
    loop.run();
    CHECK(fired == 3);
}

TEST_CASE("loop: a descriptor wakes its reader when bytes arrive, also bytes left over") {
    Loop loop;
    const Pipe pipe;
    FdWatch watch(loop, pipe.read.get());
    loop.post("write", [&] { CHECK(::write(pipe.write.get(), "ab", 2) == 2); });
    CHECK(loop.run(readable(&watch)));
    char byte = 0;
    CHECK(::read(pipe.read.get(), &byte, 1) == 1);
    CHECK(loop.run(readable(&watch)));
}

TEST_CASE("loop: who becomes ready does not wait for all that is posted, which keeps its order") {
    Loop loop;
    Pipe pipe;
    FdWatch watch(loop, pipe.read.get());
    auto waiting = readable(&watch);
    std::vector<int> done;
    for (int i = 0; i < 1000; ++i)
        loop.post("one of many", [&done, i] { done.push_back(i); });
    REQUIRE(::write(pipe.write.get(), "x", 1) == 1);
    CHECK(loop.run(std::move(waiting)));
    CHECK(done.size() < 1000);
    loop.post("end", [&] { loop.stop(); });
    loop.run();
    CHECK(done.size() == 1000);
    CHECK(std::ranges::is_sorted(done));
}

TEST_CASE("loop: an empty pipe can be written to") {
    Loop loop;
    const Pipe pipe;
    FdWatch watch(loop, pipe.write.get());
    CHECK(loop.run(writable(&watch)));
}

TEST_CASE("loop: cancelling a watch wakes its reader with false") {
    Loop loop;
    const Pipe pipe;
    FdWatch watch(loop, pipe.read.get());
    loop.post("cancel", [&] { watch.cancel(); });
    CHECK_FALSE(loop.run(readable(&watch)));
}

TEST_CASE("loop: a reader that was dropped is not woken, the next one is") {
    Loop loop;
    const Pipe pipe;
    FdWatch watch(loop, pipe.read.get());
    {
        auto dropped = readable(&watch);
        CHECK_FALSE(dropped.start());
    }
    loop.post("write", [&] { CHECK(::write(pipe.write.get(), "a", 1) == 1); });
    CHECK(loop.run(readable(&watch)));
}

TEST_CASE("loop: signals arrive on the loop, each time") {
    Loop loop;
    int arrived = 0;
    loop.on_signal(SIGUSR1, [&] {
        if (++arrived == 2) return loop.stop();
        ::raise(SIGUSR1);
    });
    ::raise(SIGUSR1);
    loop.run();
    CHECK(arrived == 2);
}

TEST_CASE("loop: a turn that takes long is counted") {
    Loop loop;
    loop.post("slow", [&] {
        std::this_thread::sleep_for(milliseconds(11));
        loop.stop();
    });
    loop.run();
    CHECK(loop.stats().slow_turns == 1);
    CHECK(loop.stats().longest >= milliseconds(11));
}

}  // namespace virtd
