// Bytes inside a TLS session, after its handshake and the check of the client's certificate.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "rpc/tls/library.hpp"

#include <memory>
#include <optional>
#include <string>

#include "rpc/tls/context.hpp"
#include "rpc/transport.hpp"

namespace virtd::rpc {

class TlsTransport final : public Transport {
public:
    TlsTransport(UniqueFd socket, std::shared_ptr<const TlsContext> context);
    ~TlsTransport() override;

    int fd() const override { return socket_.get(); }
    bool needs_set_up() const override { return true; }
    SetUp set_up() override;
    Moved read(std::span<char> into) override;
    Moved write(std::span<const std::string_view> blocks) override;
    Moved write_descriptor(int descriptor) override;
    Identity peer() const override;
    unsigned strength() const override;

private:
    enum class Step : std::uint8_t { begin, handshake, confirm, done };
    struct End {
        void operator()(gnutls_session_t session) const { gnutls_deinit(session); }
    };
    using Session = std::unique_ptr<std::remove_pointer_t<gnutls_session_t>, End>;

    void begin();
    SetUp shake_hands();
    SetUp confirm();
    void check_peer();
    SetUp what_it_waits_for() const;
    ssize_t send(std::string_view block);

    UniqueFd socket_;
    const std::shared_ptr<const TlsContext> context_;
    const std::shared_ptr<const TlsCredentials> credentials_;
    Session session_;  // null until set_up() begins it
    Step step_ = Step::begin;
    bool record_waits_ = false;  // begun, and not yet taken by the socket as a whole
    std::optional<std::string> peer_name_;
};

}  // namespace virtd::rpc
