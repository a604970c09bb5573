// A server with a fake driver, and clients that say exactly what a test wants.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "rpc/bodies.hpp"
#include "rpc/driver_fake.hpp"
#include "rpc/frame.hpp"
#include "rpc/programs.hpp"
#include "rpc/server.hpp"
#include "rpc/xdr.hpp"

namespace virtd::rpc {

/// A frame that a client received.
struct Received {
    FrameHeader header;
    std::string payload;

    ErrorBody error() const { return decode<ErrorBody>(payload); }
    template <class T>
    T as() const {
        return decode<T>(payload);
    }
};

class FakeServer {
public:
    explicit FakeServer(Server::Settings settings = {.name = "test"});
    ~FakeServer();

    /// Runs the loop until everything that can happen has happened.
    void settle();

    FakeHost host;
    Loop loop;
    Pool pool;
    driver::Registry registry;
    Server server;
};

/// The other end of a connection. Reading runs the loop until there is a frame.
class FakeClient {
public:
    explicit FakeClient(FakeServer& server, ListenerTraits traits = {});

    void send(std::string_view bytes);
    void send_frame(const FrameHeader& header, std::string_view payload = {});
    /// With its own byte, as after a frame.
    void send_descriptor(int descriptor);
    /// As much as the socket takes; how much that was.
    std::size_t send_some(std::string_view bytes);
    void shut_down_sending();
    void disconnect() { socket_.reset(); }

    /// A call of the remote program, and its serial.
    std::uint32_t call(std::int32_t procedure, std::string_view payload = {});
    template <class Args>
    std::uint32_t call(std::int32_t procedure, const Args& args) {
        std::string payload;
        encode(payload, args);
        return call(procedure, std::string_view(payload));
    }
    void open(std::uint32_t flags = 0);

    /// Fails the test when the server closes the connection, or says nothing.
    Received receive();
    /// One byte that comes with a descriptor.
    UniqueFd receive_descriptor();
    /// True when the server closed the connection; nothing else may come before.
    bool closed_by_server();
    /// The answer to a ping: nothing else came before it.
    bool silent_so_far();
    std::size_t unread() const { return unread_.size(); }
    int fd() const { return socket_.get(); }

private:
    bool fill();

    FakeServer& server_;
    UniqueFd socket_;
    std::string unread_;
    std::uint32_t next_serial_ = 100;
};

/// Header of a call to the remote program.
inline FrameHeader remote_call(std::int32_t procedure, std::uint32_t serial = 1) {
    return {.program = remote_program, .procedure = procedure, .serial = serial};
}

}  // namespace virtd::rpc
