// One client: its bytes, its frames, its calls in work, its streams and events.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "base/error.hpp"
#include "base/task.hpp"
#include "base/watch.hpp"
#include "rpc/call_times.hpp"
#include "rpc/frame.hpp"
#include "rpc/frame_reader.hpp"
#include "rpc/liveness.hpp"
#include "rpc/output_queue.hpp"
#include "rpc/programs.hpp"
#include "rpc/server_stream.hpp"
#include "rpc/session.hpp"
#include "rpc/transport.hpp"

namespace virtd::rpc {

class Server;

/// The server owns it until it is closed; calls in work and streams keep it a little longer.
class Connection final : public std::enable_shared_from_this<Connection>, private Watch::Handler {
public:
    Connection(Server& server, std::uint64_t id, std::unique_ptr<Transport> transport);
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    std::uint64_t id() const { return id_; }
    std::int64_t connected_since() const { return connected_since_; }  // seconds, Unix time
    TransportKind transport_kind() const { return session_.transport; }
    bool has_called() const { return has_called_; }
    Server& server() const { return server_; }
    Session& session() { return session_; }
    StreamTable& streams() { return streams_; }
    /// The client has asked for it: ping it when it is silent.
    void begin_keepalive();
    /// Who the client is, as far as its transport tells.
    const Identity& identity();

    std::optional<std::string> local_address() const;
    /// Bits of the encryption of its bytes.
    unsigned strength() const { return closed() ? 0 : transport_->strength(); }

    /// Until release() no further frame of the client is looked at.
    void hold() { held_ = true; }
    void release();
    /// All bytes but those that are queued already pass through the layer from now on.
    void begin_layer(std::shared_ptr<SaslNegotiation> layer);

    /// Frames appended here are sent after a call of queued(); on a closed connection never.
    OutputQueue& output() { return output_; }
    void queued();
    void send_error(const FrameHeader& call, const Error& error);
    void send_event(const std::shared_ptr<const driver::EventBody>& body, EventStyle style,
                    std::int32_t callback_id);
    /// The reply of a call is in output().
    void replied(const FrameHeader& call);

    /// Calls and stream packets that are worked on; beyond max_client_requests nothing more is
    /// read from the client.
    void work_begins();
    void work_ends();

    // For the server.
    /// Serves the client once its transport is set up.
    void begin();
    void authenticated() { deadline_.reset(); }
    // The next two in turns of their own.
    /// Handles frames that a turn left over.
    void go_on();
    /// Sends what is queued, as far as the socket takes it.
    void flush();
    void close();
    /// Once all is sent. No further call is answered.
    void close_after_replies();
    bool closed() const { return transport_ == nullptr; }

private:
    void ready(Watch::Ready what) override;
    void begin_watch();
    void set_up();
    static Task<void> set_up_on_thread(std::shared_ptr<Connection> self);
    void was_set_up(Transport::SetUp state);
    void expect_within(std::chrono::milliseconds time, const char* what);
    void receive();
    void handle_frames();
    void handle(FrameReader::Frame& frame);
    void handle_keepalive(const FrameHeader& header);
    void handle_call(FrameReader::Frame& frame);
    void send_keepalive(Keepalive what);
    void resume_reading();
    bool may_take_more() const;
    void tell_about_limit();
    void watch_what_matters();
    void account_memory();
    void cut_off(const char* why);

    Server& server_;
    const std::uint64_t id_;
    const std::int64_t connected_since_;
    std::shared_ptr<Transport> transport_;  // null: closed; a thread may be at work on it still
    std::optional<Watch> watch_;            // none while one is
    FrameReader reader_;
    OutputQueue output_;
    Liveness liveness_;
    std::unique_ptr<Timer> deadline_;  // until the client is set up and authenticated
    StreamTable streams_;
    Session session_;

    CallTimes::Clock::time_point now_;  // when the present turn, or the last call in it, began
    std::uint32_t in_work_ = 0;
    std::uint32_t unsent_replies_ = 0;  // since the queue was last empty
    std::size_t unsent_events_ = 0;     // their bytes, since then
    std::size_t accounted_memory_ = 0;
    bool setting_up_ = false;
    bool in_turn_ = false;  // frames are being handled; sent at its end
    bool flush_scheduled_ = false;
    bool go_on_scheduled_ = false;
    bool output_blocked_ = false;
    bool held_ = false;
    bool stalled_ = false;  // frames were left because of the limit of requests
    bool closing_ = false;
    bool has_called_ = false;
    bool told_about_limit_ = false;
};

}  // namespace virtd::rpc
