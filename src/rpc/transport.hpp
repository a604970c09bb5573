// How the bytes of a connection travel: a plain socket, or one inside TLS or SASL.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "base/file.hpp"
#include "rpc/identity.hpp"

namespace virtd::rpc {

/// What came of one attempt to move bytes.
struct Moved {
    enum class State : std::uint8_t { some, blocked, closed };

    State state = State::blocked;
    std::size_t bytes = 0;  // above 0 when `some`
    /// Came with the last of these bytes.
    UniqueFd descriptor;
};

/// Never blocks.
class Transport {
public:
    Transport() = default;
    Transport(const Transport&) = delete;
    Transport& operator=(const Transport&) = delete;
    virtual ~Transport() = default;

    /// How far it is with what it needs before bytes may pass, and what it waits for.
    enum class SetUp : std::uint8_t { done, wants_read, wants_write, failed };

    /// The socket, for readiness.
    virtual int fd() const = 0;
    virtual bool needs_set_up() const { return false; }
    /// Called until it is done, whenever the socket is ready for what it waits for.
    virtual SetUp set_up() { return SetUp::done; }
    virtual Moved read(std::span<char> into) = 0;
    /// Writes from the blocks, in order, as much as goes.
    virtual Moved write(std::span<const std::string_view> blocks) = 0;
    /// One byte with a descriptor, apart from all other bytes.
    virtual Moved write_descriptor(int descriptor) = 0;

    /// Who is at the other end, as far as the transport knows.
    virtual Identity peer() const { return peer_identity(fd()); }
    /// Bits of the key that keeps the bytes secret; 0 when nothing does.
    virtual unsigned strength() const { return 0; }
};

/// A socket of any family; descriptors pass on Unix sockets.
class PlainTransport : public Transport {
public:
    explicit PlainTransport(UniqueFd socket) : socket_(std::move(socket)) {}

    int fd() const override { return socket_.get(); }
    Moved read(std::span<char> into) override;
    Moved write(std::span<const std::string_view> blocks) override;
    Moved write_descriptor(int descriptor) override;

private:
    UniqueFd socket_;
};

}  // namespace virtd::rpc
