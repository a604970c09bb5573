// A socket on which clients arrive.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <memory>

#include "base/file.hpp"
#include "base/loop.hpp"
#include "base/watch.hpp"
#include "driver/types.hpp"
#include "rpc/sasl/context.hpp"
#include "rpc/tls/context.hpp"

namespace virtd::rpc {

class Server;

/// What all clients of one socket have in common.
struct ListenerTraits {
    driver::AuthType auth = driver::AuthType::none;
    bool read_only = false;
    /// Only for peers with the uid of the daemon; others are disconnected.
    bool same_user_only = false;
    /// Its clients speak TLS; null: they do not.
    std::shared_ptr<TlsContext> tls;
    /// How its clients authenticate with SASL, where they do.
    std::shared_ptr<SaslContext> sasl;
    /// The server counts its doors: who crowds at one does not stand in the way at another.
    std::size_t door = 0;
};

/// Accepts while its server wants more clients; the others wait in the queue of the kernel.
class Listener final : private Watch::Handler {
public:
    Listener(Server& server, UniqueFd socket, ListenerTraits traits);

    const ListenerTraits& traits() const { return traits_; }
    /// Looks again whether clients may be accepted.
    void update();

private:
    void ready(Watch::Ready what) override;
    void pause();

    Server& server_;
    UniqueFd socket_;
    ListenerTraits traits_;
    Watch watch_;
    Timer pause_;
};

}  // namespace virtd::rpc
