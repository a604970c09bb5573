// SPDX-License-Identifier: LGPL-2.1-or-later
#include "daemon/metrics_endpoint.hpp"

#include <doctest/doctest.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <cstring>
#include <vector>

#include "base/temp_dir.hpp"

namespace virtd::daemon {

namespace {

using std::chrono::milliseconds;

std::string status_of(std::string_view request) {
    const std::string answer = metrics_response(request, [] { return std::string("text"); });
    return answer.substr(0, answer.find("\r\n"));
}

/// An endpoint at a socket, and clients of it.
class Scene {
public:
    explicit Scene(milliseconds patience = std::chrono::seconds(10))
        : endpoint(
              loop, [this] { return body; }, patience) {
        address_.sun_family = AF_UNIX;
        (dir_ / "m").copy(address_.sun_path, sizeof address_.sun_path - 1);
        UniqueFd listener(::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0));
        REQUIRE(::bind(listener.get(), generic(), sizeof address_) == 0);
        REQUIRE(::listen(listener.get(), 100) == 0);
        endpoint.listen(std::move(listener));
    }

    /// Not accepted yet.
    UniqueFd arrive() {
        UniqueFd socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0));
        REQUIRE(::connect(socket.get(), generic(), sizeof address_) == 0);
        return socket;
    }
    UniqueFd connect() {
        UniqueFd socket = arrive();
        settle();
        return socket;
    }
    void settle(milliseconds time = milliseconds(5)) {
        const auto pause = [&]() -> Task<void> { co_await loop.sleep(time); };
        loop.run(pause());
    }
    void send(const UniqueFd& client, std::string_view text) {
        CHECK(::send(client.get(), text.data(), text.size(), MSG_NOSIGNAL) ==
              static_cast<ssize_t>(text.size()));
        settle();
    }
    std::string receive(const UniqueFd& client) {
        std::string all;
        std::vector<char> part(65536);
        while (true) {
            const ssize_t got = ::recv(client.get(), part.data(), part.size(), 0);
            if (got <= 0) return all;
            all.append(part.data(), static_cast<std::size_t>(got));
            settle();
        }
    }

    Loop loop;
    std::string body = "metrics\n";
    MetricsEndpoint endpoint;

private:
    const sockaddr* generic() const { return reinterpret_cast<const sockaddr*>(&address_); }

    TempDir dir_;
    sockaddr_un address_{};
};

constexpr std::string_view get = "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n";

}  // namespace

TEST_CASE("metrics endpoint: only a request for the metrics gets them") {
    CHECK(status_of("GET /metrics HTTP/1.1\r\n\r\n") == "HTTP/1.1 200 OK");
    CHECK(status_of("GET /metrics?x=1 HTTP/1.0\r\n\r\n") == "HTTP/1.1 200 OK");
    CHECK(status_of("GET / HTTP/1.1\r\n\r\n") == "HTTP/1.1 404 Not Found");
    CHECK(status_of("GET /metricsx HTTP/1.1\r\n\r\n") == "HTTP/1.1 404 Not Found");
    CHECK(status_of("POST /metrics HTTP/1.1\r\n\r\n") == "HTTP/1.1 405 Method Not Allowed");
    for (const char* const bad :
         {"\r\n\r\n", "GET\r\n\r\n", "GET /metrics\r\n\r\n", "a b c\r\n\r\n"})
        CHECK(status_of(bad) == "HTTP/1.1 400 Bad Request");
}

TEST_CASE("metrics endpoint: a request may come in pieces, and is answered once") {
    Scene scene;
    const UniqueFd client = scene.connect();
    scene.send(client, get.substr(0, 10));
    CHECK(scene.endpoint.clients() == 1);
    scene.send(client, get.substr(10));
    CHECK(
        scene.receive(client).ends_with("Content-Length: 8\r\nConnection: close\r\n\r\nmetrics\n"));
    CHECK(scene.endpoint.clients() == 0);
}

TEST_CASE("metrics endpoint: an answer larger than a socket takes arrives as a whole") {
    Scene scene;
    scene.body = std::string(3'000'000, 'x');
    const UniqueFd client = scene.connect();
    scene.send(client, get);
    CHECK(scene.endpoint.clients() == 1);
    CHECK(scene.receive(client).size() > scene.body.size());
    CHECK(scene.endpoint.clients() == 0);
}

TEST_CASE("metrics endpoint: endless requests are refused, silent clients disconnected") {
    Scene scene(milliseconds(30));
    const UniqueFd endless = scene.connect();
    scene.send(endless, std::string(MetricsEndpoint::most_request + 1, 'x'));
    CHECK(scene.receive(endless).starts_with("HTTP/1.1 431 "));
    const UniqueFd silent = scene.connect();
    CHECK(scene.endpoint.clients() == 1);
    scene.settle(milliseconds(60));
    CHECK(scene.endpoint.clients() == 0);
}

TEST_CASE("metrics endpoint: without descriptors it pauses instead of trying all the time") {
    Scene scene;
    const UniqueFd client = scene.arrive();
    rlimit before{};
    REQUIRE(::getrlimit(RLIMIT_NOFILE, &before) == 0);
    const rlimit none{.rlim_cur = 0, .rlim_max = before.rlim_max};
    REQUIRE(::setrlimit(RLIMIT_NOFILE, &none) == 0);
    const std::uint64_t turns = scene.loop.stats().turns;
    scene.settle(milliseconds(50));
    REQUIRE(::setrlimit(RLIMIT_NOFILE, &before) == 0);
    CHECK(scene.loop.stats().turns - turns < 20);
    CHECK(scene.endpoint.clients() == 0);
}

TEST_CASE("metrics endpoint: beyond a few clients the others wait") {
    Scene scene;
    std::vector<UniqueFd> silent;
    for (std::size_t i = 0; i < MetricsEndpoint::most_clients + 3; ++i)
        silent.push_back(scene.connect());
    CHECK(scene.endpoint.clients() == MetricsEndpoint::most_clients);
    scene.send(silent.back(), get);
    silent.erase(silent.begin(), silent.begin() + 5);
    scene.settle();
    CHECK(scene.receive(silent.back()).starts_with("HTTP/1.1 200 OK"));
}

}  // namespace virtd::daemon
