// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/server.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <malloc.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>

#include "rpc/client_fake.hpp"

namespace virtd::rpc {

namespace {

constexpr std::int32_t auth_list = 66;

/// A listening socket without a name in the file system.
class Door {
public:
    Door() : socket_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)) {
        address_.sun_family = AF_UNIX;
        size_ = sizeof(sa_family_t);  // the kernel chooses an abstract name
        REQUIRE(bind(socket_.get(), generic(), size_) == 0);
        size_ = sizeof address_;
        REQUIRE(getsockname(socket_.get(), generic(), &size_) == 0);
        REQUIRE(::listen(socket_.get(), 1000) == 0);
    }

    UniqueFd take() { return std::move(socket_); }
    UniqueFd connect() {
        UniqueFd client(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
        REQUIRE(::connect(client.get(), generic(), size_) == 0);
        return client;
    }

private:
    sockaddr* generic() { return reinterpret_cast<sockaddr*>(&address_); }

    sockaddr_un address_{};
    socklen_t size_ = 0;
    UniqueFd socket_;
};

void send_auth_list(const UniqueFd& socket) {
    std::string frame;
    end_frame(frame, begin_frame(frame, remote_call(auth_list)));
    REQUIRE(send(socket.get(), frame.data(), frame.size(), 0) > 0);
}

bool answered(const UniqueFd& socket) {
    char byte = 0;
    return recv(socket.get(), &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 1;
}

int highest_descriptor() {
    const UniqueFd probe(open("/dev/null", O_RDONLY | O_CLOEXEC));
    return probe.get();
}

std::size_t memory_in_use() {
    const struct mallinfo2 info = mallinfo2();
    return info.uordblks + info.hblkhd;
}

}  // namespace

TEST_CASE("server: clients have ids that count up and are not used again") {
    FakeServer server;
    Door door;
    server.server.listen(door.take(), {});
    for (std::uint64_t id = 1; id <= 3; ++id) {
        const UniqueFd client = door.connect();
        server.settle();
        REQUIRE(server.server.clients().size() == 1);
        CHECK(server.server.clients().begin()->first == id);
        server.server.clients().begin()->second->close();
        server.settle();
    }
}

TEST_CASE("server: at max_clients new ones wait until one goes away") {
    FakeServer server({.name = "test", .limits = {.max_clients = 2}});
    Door door;
    server.server.listen(door.take(), {});
    UniqueFd first = door.connect();
    const UniqueFd second = door.connect();
    const UniqueFd third = door.connect();
    send_auth_list(third);
    server.settle();
    CHECK(server.server.clients().size() == 2);
    CHECK(server.server.metrics().clients_full == 1);
    CHECK_FALSE(answered(third));
    first.reset();
    server.settle();
    CHECK(answered(third));
    CHECK(server.server.metrics().clients_full == 2);
}

TEST_CASE("server: at max_anonymous_clients new ones wait until one is authenticated") {
    FakeServer server({.name = "test", .limits = {.max_anonymous_clients = 1}});
    Door door;
    server.server.listen(door.take(), {.auth = driver::AuthType::sasl});
    const UniqueFd first = door.connect();
    const UniqueFd second = door.connect();
    send_auth_list(second);
    server.settle();
    CHECK(server.server.clients().size() == 1);
    CHECK_FALSE(answered(second));
    server.server.authenticated(*server.server.clients().begin()->second);
    server.settle();
    CHECK(answered(second));
}

TEST_CASE("server: before it is started clients wait") {
    FakeServer server;
    server.server.stop_listening();
    Door door;
    server.server.listen(door.take(), {});
    const UniqueFd client = door.connect();
    send_auth_list(client);
    server.settle();
    CHECK(server.server.clients().empty());
    server.server.start();
    server.settle();
    CHECK(answered(client));
}

TEST_CASE("server: limits may change while clients are there") {
    FakeServer server({.name = "test", .limits = {.max_clients = 1}});
    Door door;
    server.server.listen(door.take(), {});
    const UniqueFd first = door.connect();
    const UniqueFd second = door.connect();
    server.settle();
    CHECK(server.server.clients().size() == 1);
    Limits limits = server.server.limits();
    limits.max_clients = 2;
    server.server.set_limits(limits);
    server.settle();
    CHECK(server.server.clients().size() == 2);
}

TEST_CASE("server: without a free descriptor accepting pauses, and the clients there are served") {
    FakeServer server;
    Door door;
    server.server.listen(door.take(), {});
    const UniqueFd first = door.connect();
    server.settle();
    const UniqueFd second = door.connect();
    rlimit before{};
    getrlimit(RLIMIT_NOFILE, &before);
    rlimit none = before;
    none.rlim_cur = static_cast<rlim_t>(highest_descriptor());
    setrlimit(RLIMIT_NOFILE, &none);
    server.settle();
    setrlimit(RLIMIT_NOFILE, &before);
    CHECK(server.server.clients().size() == 1);
    send_auth_list(first);
    send_auth_list(second);
    server.settle();
    CHECK(answered(first));
    CHECK_FALSE(answered(second));  // not before 5 seconds have passed
}

TEST_CASE("server: ten thousand clients that misbehave leave no descriptor and no memory") {
    FakeServer server;
    const int descriptors = highest_descriptor();
    std::size_t memory = 0;
    for (int round = 0; round < 100; ++round) {
        std::vector<std::unique_ptr<FakeClient>> clients;
        for (int i = 0; i < 100; ++i) {
            clients.push_back(std::make_unique<FakeClient>(server));
            FakeClient& client = *clients.back();
            std::string half(20, '\0');
            put_word(half, 0, i % 3 == 0 ? frame_length_max : 28);
            if (i % 2 == 0) client.send(half);
            if (i % 5 == 0) client.send("garbage");
            if (i % 7 == 0) client.shut_down_sending();
        }
        clients.clear();
        server.settle();
        REQUIRE(server.server.clients().empty());
        if (round == 0) memory = memory_in_use();
    }
    CHECK(highest_descriptor() == descriptors);
    CHECK(memory_in_use() < memory + 64 * 1024);
    CHECK(server.server.metrics().accepted == 10'000);
}

TEST_CASE("server: an idle client takes less than two kilobytes") {
    FakeServer server;
    std::vector<std::unique_ptr<FakeClient>> clients;
    const auto add = [&](int count) {
        for (int i = 0; i < count; ++i) {
            clients.push_back(std::make_unique<FakeClient>(server));
            clients.back()->call(auth_list);
            clients.back()->receive();
        }
    };
    clients.reserve(600);
    add(100);
    const std::size_t before = memory_in_use();
    add(400);
    CHECK((memory_in_use() - before) / 400 < 2048 + 512);  // with the test's own end
}

}  // namespace virtd::rpc
