// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/listener.hpp"

#include <sys/socket.h>

#include <cerrno>
#include <cstring>

#include "base/log.hpp"
#include "rpc/server.hpp"

namespace virtd::rpc {

namespace {

constexpr log::Source logger{"rpc.netserverservice"};

constexpr int accepted_per_turn = 64;
constexpr std::chrono::seconds pause_without_descriptors{5};

bool out_of_descriptors(int error) {
    return error == EMFILE || error == ENFILE || error == ENOBUFS || error == ENOMEM;
}

}  // namespace

Listener::Listener(Server& server, UniqueFd socket, ListenerTraits traits)
    : server_(server),
      socket_(std::move(socket)),
      traits_(std::move(traits)),
      watch_(server.loop(), socket_.get(), *this, "listener"),
      pause_(server.loop(), "listener") {
    update();
}

void Listener::update() {
    watch_.want(server_.may_accept(traits_.door) && !pause_.pending(), false);
}

void Listener::ready(Watch::Ready /*what*/) {
    for (int i = 0; i < accepted_per_turn && server_.may_accept(traits_.door); ++i) {
        UniqueFd client(accept4(socket_.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
        if (client) {
            server_.accept(std::move(client), traits_);
            continue;
        }
        if (out_of_descriptors(errno)) pause();
        return;
    }
}

void Listener::pause() {
    logger.warning("no client can be accepted for {} s: {}", pause_without_descriptors.count(),
                   std::strerror(errno));
    pause_.start(pause_without_descriptors, [this] { update(); });
    update();
}

}  // namespace virtd::rpc
