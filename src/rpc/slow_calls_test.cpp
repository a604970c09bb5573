// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/slow_calls.hpp"

#include <doctest/doctest.h>

#include "base/file.hpp"
#include "base/log_setup.hpp"
#include "base/temp_dir.hpp"
#include "rpc/client_fake.hpp"

namespace virtd::rpc {

namespace {

using std::chrono::milliseconds;

constexpr std::int32_t connect_get_hostname = 59;
constexpr std::int32_t domain_create = 9;

/// A client that is served, and what the log says of its calls.
class Scene {
public:
    explicit Scene(milliseconds limit = milliseconds(5)) {
        log::set_outputs("3:file:" + (dir_ / "log"));
        server.server.slow_calls().set_limit(limit);
        client.open();
    }
    ~Scene() { log::set_outputs("3:stderr"); }

    std::string log() const { return read_file(dir_ / "log", 100'000); }
    void pass(milliseconds time) {
        const auto pause = [&]() -> Task<void> { co_await server.loop.sleep(time); };
        server.loop.run(pause());
    }
    /// A call that holds the loop.
    void create(const char* guest) {
        server.host.creating = milliseconds(10);
        const driver::DomainCreateArgs create{.dom = {.name = guest, .uuid = {}, .id = 1}};
        client.call(domain_create, create);
        client.receive();
    }

private:
    TempDir dir_;

public:
    FakeServer server;
    FakeClient client{server};
};

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("slow calls: one that waits is told of when it is slow and when it ends") {
    Scene scene;
    scene.client.call(connect_get_hostname);
    scene.server.settle();
    CHECK_FALSE(has(scene.log(), "slow call"));
    scene.pass(milliseconds(20));
    const std::string told = scene.log();
    CHECK(has(told, "slow call: connect_get_hostname of client 1 pid "));
    CHECK(has(told, " uid "));
    CHECK(has(told, "; pool: 0 of "));
    scene.pass(milliseconds(20));
    CHECK(scene.log() == told);  // once is enough
    scene.server.host.gate.release_last();
    scene.client.receive();
    CHECK(has(scene.log(), "has ended after "));
}

TEST_CASE("slow calls: the one that is longest at work is named to those behind it") {
    Scene scene;
    scene.client.call(connect_get_hostname);
    scene.pass(milliseconds(20));
    FakeClient second(scene.server);
    second.open();
    second.call(connect_get_hostname);
    scene.pass(milliseconds(20));
    const std::string told = scene.log();
    CHECK(has(told, "; longest at work: connect_get_hostname of client 1 pid "));
    scene.server.host.gate.release_last();
    scene.server.host.gate.release_last();
    scene.server.settle();
}

TEST_CASE("slow calls: one that holds the loop is told of with its object") {
    Scene scene;
    scene.create("b\xc3\xa4r 1");
    CHECK(has(scene.log(), "slow call: domain_create of client 1 pid "));
    CHECK(has(scene.log(), " object=\"b\xc3\xa4r 1\" took "));
    CHECK(has(scene.log(), "in which nobody else was served"));
}

TEST_CASE("slow calls: what is not a name is not told of as an object") {
    Scene scene;
    for (const char* const name : {"<domain/>", "two\nlines"})
        scene.create(name);
    CHECK(has(scene.log(), "slow call: domain_create of client 1 pid "));
    CHECK_FALSE(has(scene.log(), "object="));
}

TEST_CASE("slow calls: quick ones and those of nobody's interest are not told of") {
    Scene scene(milliseconds(0));
    scene.client.call(connect_get_hostname);
    scene.pass(milliseconds(10));
    scene.server.host.gate.release_last();
    scene.client.receive();
    scene.server.server.slow_calls().set_limit(milliseconds(10'000));
    scene.client.call(connect_get_hostname);
    scene.server.settle();
    scene.server.host.gate.release_last();
    scene.client.receive();
    CHECK_FALSE(has(scene.log(), "slow call"));
}

TEST_CASE("slow calls: a client that leaves does not stop its call from being told of") {
    Scene scene;
    scene.client.call(connect_get_hostname);
    scene.server.settle();
    scene.client.disconnect();
    scene.pass(milliseconds(20));
    CHECK(has(scene.log(), "slow call: connect_get_hostname of client 1"));
    scene.server.host.gate.release_last();
    scene.server.settle();
    CHECK(has(scene.log(), "has ended after "));
}

}  // namespace virtd::rpc
