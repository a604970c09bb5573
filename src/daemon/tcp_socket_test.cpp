// SPDX-License-Identifier: LGPL-2.1-or-later
#include "daemon/tcp_socket.hpp"

#include <doctest/doctest.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "base/error.hpp"

namespace virtd::daemon {

namespace {

std::string error_of(const std::optional<std::string>& host, const std::string& service) {
    try {
        listen_on_tcp(host, service, 5);
    } catch (const Error& error) {
        return error.message();
    }
    return "";
}

std::uint16_t port_of(const UniqueFd& socket) {
    sockaddr_in address{};
    socklen_t size = sizeof address;
    REQUIRE(::getsockname(socket.get(), reinterpret_cast<sockaddr*>(&address), &size) == 0);
    return ntohs(address.sin_port);
}

}  // namespace

TEST_CASE("tcp socket: port 0 is any free port, on the one address asked for") {
    const auto sockets = listen_on_tcp("127.0.0.1", "0", 5);
    REQUIRE(sockets.size() == 1);
    CHECK(port_of(sockets[0]) != 0);
    int listens = 0;
    socklen_t size = sizeof listens;
    ::getsockopt(sockets[0].get(), SOL_SOCKET, SO_ACCEPTCONN, &listens, &size);
    CHECK(listens == 1);
}

TEST_CASE("tcp socket: a port that is taken is an error when no address remains") {
    const auto taken = listen_on_tcp("127.0.0.1", "0", 5);
    CHECK(error_of("127.0.0.1", std::to_string(port_of(taken[0]))) ==
          "Unable to bind to port: Address already in use");
}

TEST_CASE("tcp socket: addresses that others reach are told from those of this host") {
    CHECK(address_for_others(listen_on_tcp("127.0.0.1", "0", 5).at(0)) == std::nullopt);
    CHECK(address_for_others(listen_on_tcp("127.1.2.3", "0", 5).at(0)) == std::nullopt);
    CHECK(address_for_others(listen_on_tcp("0.0.0.0", "0", 5).at(0)) == "0.0.0.0");
    CHECK(address_for_others(UniqueFd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0))) ==
          std::nullopt);
}

TEST_CASE("tcp socket: what does not resolve is named") {
    CHECK(error_of(std::nullopt, "nosuchsvc") ==
          "Unable to resolve address '(null)' service 'nosuchsvc': Servname not supported for "
          "ai_socktype");
    CHECK(error_of("", "16509").starts_with("Unable to resolve address '' service '16509': "));
}

}  // namespace virtd::daemon
