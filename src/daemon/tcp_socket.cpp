// SPDX-License-Identifier: LGPL-2.1-or-later
#include "daemon/tcp_socket.hpp"

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <memory>
#include <string_view>

#include "base/error.hpp"
#include "base/translate.hpp"

namespace virtd::daemon {

namespace {

constexpr Fail fail{Origin::rpc};

using Addresses = std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)>;

bool is_wildcard(std::string_view host) {
    return host == "0.0.0.0" || host == "::";
}

Addresses resolve(const std::optional<std::string>& host, const std::string& service) {
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_PASSIVE;
    // a host without IPv6 addresses need not offer a name's IPv6 ones
    if (host && !is_wildcard(*host)) hints.ai_flags |= AI_ADDRCONFIG;
    addrinfo* found = nullptr;
    const int error =
        ::getaddrinfo(host ? host->c_str() : nullptr, service.c_str(), &hints, &found);
    if (error != 0) {
        throw Error(
            {.origin = Origin::rpc,
             .code = Errc::system_error,
             .message = translated("Unable to resolve address '{}' service '{}': {}",
                                   host.value_or("(null)"), service, ::gai_strerror(error))});
    }
    return {found, &::freeaddrinfo};
}

void switch_on(const UniqueFd& socket, int level, int option) {
    const int on = 1;
    if (::setsockopt(socket.get(), level, option, &on, sizeof on) != 0) {
        fail.system(errno, "Unable to set up socket");
    }
}

UniqueFd open_socket(const addrinfo& address) {
    UniqueFd socket(::socket(address.ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (!socket) return socket;
    switch_on(socket, SOL_SOCKET, SO_REUSEADDR);
    // IPv4 has a socket of its own
    if (address.ai_family == AF_INET6) switch_on(socket, IPPROTO_IPV6, IPV6_V6ONLY);
    // accepted sockets inherit it: replies are small and somebody waits for them
    switch_on(socket, IPPROTO_TCP, TCP_NODELAY);
    return socket;
}

}  // namespace

std::vector<UniqueFd> listen_on_tcp(const std::optional<std::string>& host,
                                    const std::string& service, unsigned backlog) {
    const Addresses addresses = resolve(host, service);
    std::vector<UniqueFd> sockets;
    int socket_error = 0;
    int bind_error = 0;
    for (const addrinfo* address = addresses.get(); address != nullptr;
         address = address->ai_next) {
        UniqueFd socket = open_socket(*address);
        if (!socket) {
            socket_error = errno;
            continue;
        }
        if (::bind(socket.get(), address->ai_addr, address->ai_addrlen) != 0) {
            if (errno != EADDRINUSE && errno != EADDRNOTAVAIL) {
                fail.system(errno, "Unable to bind to port");
            }
            bind_error = errno;
            continue;
        }
        if (::listen(socket.get(), static_cast<int>(backlog)) != 0) {
            fail.system(errno, "Unable to listen on port {}", service);
        }
        sockets.push_back(std::move(socket));
    }
    if (!sockets.empty()) return sockets;
    if (bind_error != 0) fail.system(bind_error, "Unable to bind to port");
    fail.system(socket_error, "Unable to create socket");
}

std::optional<std::string> address_for_others(const UniqueFd& socket) {
    sockaddr_storage own{};
    socklen_t size = sizeof own;
    auto* const address = reinterpret_cast<sockaddr*>(&own);
    if (::getsockname(socket.get(), address, &size) != 0) {
        fail.system(errno, "Unable to get the address of a socket");
    }
    if (own.ss_family != AF_INET && own.ss_family != AF_INET6) return std::nullopt;
    std::array<char, NI_MAXHOST> host{};
    ::getnameinfo(address, size, host.data(), host.size(), nullptr, 0, NI_NUMERICHOST);
    const std::string_view text(host.data());
    if (text == "::1" || text.starts_with("127.")) return std::nullopt;
    return std::string(text);
}

}  // namespace virtd::daemon
