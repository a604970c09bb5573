// The streams of a connection: data that flows beside the calls that opened them.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <coroutine>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "base/error.hpp"
#include "base/task.hpp"
#include "driver/stream.hpp"
#include "rpc/frame.hpp"
#include "rpc/procedure.hpp"

namespace virtd::rpc {

class Connection;

/// One open stream. What the client sends is written in order, one packet at a time; what the
/// driver has is sent packet by packet, the next one when the one before left completely.
class ServerStream : public std::enable_shared_from_this<ServerStream> {
public:
    ServerStream(Connection& connection, const FrameHeader& call,
                 std::unique_ptr<driver::Stream> stream, bool sparse);

    bool serves(const FrameHeader& frame) const;
    bool gone() const { return gone_; }
    /// Begins to send what the driver has.
    void transmit();
    void received(const FrameHeader& frame, std::string_view payload);
    /// So many bytes of the connection have left.
    void sent(std::uint64_t position);
    /// Without a word to the client.
    void abort();

private:
    struct Finish {};
    using Packet = std::variant<std::string, driver::StreamHole, Finish>;

    /// Until the connection has sent all that was queued when the wait began, or is gone.
    struct AllSent {
        ServerStream& stream;
        bool await_ready() const noexcept { return stream.gone_; }
        void await_suspend(std::coroutine_handle<> waiter) noexcept;
        void await_resume() const noexcept {}
    };

    Task<void> pump(std::shared_ptr<ServerStream> self);
    Task<void> transmit_all();
    Task<void> drain(std::shared_ptr<ServerStream> self);
    Task<void> write_all();

    void enqueue(Packet packet);
    void answer_abort(FrameStatus status);
    void send(FrameType type, FrameStatus status, std::string_view payload);
    void send_part(const driver::StreamPart& part);
    void fail(const Error& error);
    void end();

    Connection& connection_;
    FrameHeader call_;
    std::unique_ptr<driver::Stream> stream_;
    bool sparse_;
    bool gone_ = false;
    bool reading_ = false;  // the driver was asked for the next part and has not answered
    bool draining_ = false;
    std::deque<Packet> packets_;  // each counts as work of the client
    std::coroutine_handle<> waits_for_sent_;
    std::uint64_t awaited_position_ = 0;
};

/// All streams of a connection. They keep the connection alive while they end.
class StreamTable {
public:
    explicit StreamTable(Connection& connection) : connection_(connection) {}

    /// Throws when the client has too many already.
    void check_room();
    void open(const FrameHeader& call, std::unique_ptr<driver::Stream> stream, StreamKind kind,
              bool sparse);
    /// A frame for which there is no stream is ignored.
    void received(const FrameHeader& frame, std::string_view payload);
    void sent(std::uint64_t position);
    void abort_all();

private:
    void sweep();

    Connection& connection_;
    std::vector<std::shared_ptr<ServerStream>> streams_;
};

}  // namespace virtd::rpc
