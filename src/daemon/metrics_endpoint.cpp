// SPDX-License-Identifier: LGPL-2.1-or-later
#include "daemon/metrics_endpoint.hpp"

#include <fmt/core.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "base/watch.hpp"

namespace virtd::daemon {

namespace {

constexpr std::string_view end_of_request = "\r\n\r\n";
constexpr std::chrono::seconds pause_without_descriptors{5};

std::string response(std::string_view status, std::string_view type, std::string_view body) {
    return fmt::format(
        "HTTP/1.1 {}\r\nContent-Type: {}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{}",
        status, type, body.size(), body);
}

std::string refusal(std::string_view status) {
    return response(status, "text/plain; charset=utf-8", fmt::format("{}\n", status));
}

}  // namespace

std::string metrics_response(std::string_view request, const std::function<std::string()>& render) {
    const std::string_view line = request.substr(0, request.find("\r\n"));
    const std::size_t blank = line.find(' ');
    const std::size_t second = line.find(' ', blank + 1);
    if (blank == std::string_view::npos || second == std::string_view::npos ||
        !line.substr(second + 1).starts_with("HTTP/1.")) {
        return refusal("400 Bad Request");
    }
    if (line.substr(0, blank) != "GET") return refusal("405 Method Not Allowed");
    const std::string_view target = line.substr(blank + 1, second - blank - 1);
    if (target.substr(0, target.find('?')) != "/metrics") return refusal("404 Not Found");
    return response("200 OK", "application/openmetrics-text; version=1.0.0; charset=utf-8",
                    render());
}

class MetricsEndpoint::Door final : public Watch::Handler {
public:
    Door(MetricsEndpoint& endpoint, UniqueFd socket)
        : endpoint_(endpoint),
          socket_(std::move(socket)),
          watch_(endpoint.loop_, socket_.get(), *this, "metrics"),
          pause_(endpoint.loop_, "metrics") {}

    void update() {
        watch_.want(endpoint_.clients_.size() < most_clients && !pause_.pending(), false);
    }

private:
    void ready(Watch::Ready /*what*/) override {
        UniqueFd client(::accept4(socket_.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
        if (client) return endpoint_.accept(std::move(client));
        if (errno == EAGAIN || errno == EINTR || errno == ECONNABORTED) return;
        pause_.start(pause_without_descriptors, [this] { update(); });
        update();
    }

    MetricsEndpoint& endpoint_;
    UniqueFd socket_;
    Watch watch_;
    Timer pause_;
};

class MetricsEndpoint::Client final : public Watch::Handler {
public:
    Client(MetricsEndpoint& endpoint, UniqueFd socket)
        : endpoint_(endpoint),
          socket_(std::move(socket)),
          watch_(endpoint.loop_, socket_.get(), *this, "metrics"),
          deadline_(endpoint.loop_, "metrics") {
        deadline_.start(endpoint.patience_, [this] { endpoint_.end(*this); });
    }

private:
    void ready(Watch::Ready what) override {
        if (answer_.empty() && (what.read || what.gone)) return receive();
        send();
    }

    void receive() {
        std::array<char, 4096> part;
        const ssize_t got = ::recv(socket_.get(), part.data(), part.size(), 0);
        if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
        if (got <= 0) return endpoint_.end(*this);
        request_.append(part.data(), static_cast<std::size_t>(got));
        if (request_.find(end_of_request) != std::string::npos) {
            answer_ = metrics_response(request_, endpoint_.render_);
        } else if (request_.size() > most_request) {
            answer_ = refusal("431 Request Header Fields Too Large");
        } else {
            return;
        }
        send();
    }

    void send() {
        while (sent_ < answer_.size()) {
            const ssize_t put =
                ::send(socket_.get(), answer_.data() + sent_, answer_.size() - sent_, MSG_NOSIGNAL);
            if (put < 0 && errno == EINTR) continue;
            if (put < 0 && errno == EAGAIN) return watch_.want(false, true);
            if (put < 0) break;
            sent_ += static_cast<std::size_t>(put);
        }
        endpoint_.end(*this);
    }

    MetricsEndpoint& endpoint_;
    UniqueFd socket_;
    Watch watch_;
    Timer deadline_;
    std::string request_;
    std::string answer_;
    std::size_t sent_ = 0;
};

MetricsEndpoint::MetricsEndpoint(Loop& loop, std::function<std::string()> render,
                                 std::chrono::milliseconds patience)
    : loop_(loop), render_(std::move(render)), patience_(patience) {}

MetricsEndpoint::~MetricsEndpoint() = default;

void MetricsEndpoint::listen(UniqueFd socket) {
    doors_.push_back(std::make_unique<Door>(*this, std::move(socket)));
}

void MetricsEndpoint::accept(UniqueFd socket) {
    clients_.push_back(std::make_unique<Client>(*this, std::move(socket)));
    update_doors();
}

void MetricsEndpoint::end(const Client& client) {
    std::erase_if(clients_, [&](const auto& other) { return other.get() == &client; });
    update_doors();
}

void MetricsEndpoint::update_doors() {
    for (const auto& door : doors_)
        door->update();
}

}  // namespace virtd::daemon
