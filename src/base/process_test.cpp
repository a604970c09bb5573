// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/process.hpp"

#include <doctest/doctest.h>
#include <sys/wait.h>

#include "base/error.hpp"

namespace virtd {

namespace {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

struct Scene {
    Loop loop;
    Pool pool{loop};

    Outcome run(Command command) { return loop.run(run_command(loop, pool, std::move(command))); }
    Outcome shell(std::string script) { return run({.argv = {"sh", "-c", std::move(script)}}); }
    std::string error_of(Command command) {
        try {
            loop.run(run_successfully(loop, pool, std::move(command)));
        } catch (const Error& error) {
            return error.message();
        }
        return "";
    }
};

}  // namespace

TEST_CASE("process: output, errors and status come back") {
    Scene scene;
    const Outcome outcome = scene.shell("echo out; echo err >&2; exit 3");
    CHECK(outcome.out == "out\n");
    CHECK(outcome.err == "err\n");
    CHECK_FALSE(outcome.succeeded());
    CHECK(describe_status(outcome.status) == "exit status 3");
}

TEST_CASE("process: more input and output than a pipe holds gets through") {
    Scene scene;
    const std::string much(500'000, 'x');
    const Outcome outcome = scene.run({.argv = {"cat"}, .input = much});
    CHECK(outcome.out == much);
}

TEST_CASE("process: output beyond the limit is dropped") {
    Scene scene;
    const Outcome outcome = scene.run({.argv = {"echo", "123456"}, .most_output = 3});
    CHECK(outcome.out == "123");
    CHECK(outcome.succeeded());
}

TEST_CASE("process: a child that reads no input is no error") {
    Scene scene;
    CHECK(scene.run({.argv = {"true"}, .input = std::string(500'000, 'x')}).succeeded());
}

TEST_CASE("process: the environment is what was given") {
    Scene scene;
    CHECK(scene.run({.argv = {"env"}, .environment = {"A=1"}}).out == "A=1\n");
}

TEST_CASE("process: a child that takes too long is killed with its children") {
    Scene scene;
    const auto start = Clock::now();
    const std::string error = scene.error_of({.argv = {"sh", "-c", "sleep 20; true"},
                                              .environment = {"PATH=/bin"},
                                              .limit = milliseconds(30)});
    CHECK(error ==
          "Timed out during operation: Child process (PATH=/bin sh -c 'sleep 20; true') "
          "did not finish within 30 ms");
    CHECK(Clock::now() - start < std::chrono::seconds(5));
    CHECK(::waitpid(-1, nullptr, WNOHANG) == -1);  // no zombie
}

TEST_CASE("process: what a child leaves in the background delays nobody") {
    Scene scene;
    const auto start = Clock::now();
    const Outcome outcome = scene.shell("sleep 5 & echo $!");
    CHECK(Clock::now() - start < std::chrono::seconds(3));
    CHECK(::kill(std::stoi(outcome.out), SIGKILL) == 0);
}

TEST_CASE("process: failures name the command and what it said") {
    Scene scene;
    CHECK(scene.error_of(
              {.argv = {"sh", "-c", "echo no >&2; exit 1"}, .environment = {"PATH=/bin"}}) ==
          "internal error: Child process (PATH=/bin sh -c 'echo no >&2; exit 1') unexpected "
          "exit status 1: no\n");
    CHECK(scene.error_of({.argv = {"/no/such"}}) ==
          "Cannot run /no/such: No such file or directory");
}

TEST_CASE("process: dropping the coroutine ends the child") {
    {
        Scene scene;
        const Command command{.argv = {"sleep", "20"}};
        auto task = run_command(scene.loop, scene.pool, command);
        task.start();
        const Command other{.argv = {"true"}};
        scene.loop.run(run_command(scene.loop, scene.pool, other));
    }
    CHECK(::waitpid(-1, nullptr, WNOHANG) == -1);
}

TEST_CASE("process: arguments are shown as one would type them") {
    CHECK(to_string(Command{.argv = {"a", "b c", "it's", ""}, .environment = {"X=1"}}) ==
          R"(X=1 a 'b c' 'it'\''s' '')");
}

}  // namespace virtd
