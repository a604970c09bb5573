// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/connection.hpp"

#include <algorithm>
#include <ctime>
#include <utility>

#include "base/log.hpp"
#include "rpc/dispatch.hpp"
#include "rpc/programs.hpp"
#include "rpc/sasl/transport.hpp"
#include "rpc/server.hpp"
#include "rpc/wire_error.hpp"

namespace virtd::rpc {

namespace {

constexpr log::Source logger{"rpc.netserverclient"};

// What one connection may do before the others have their turn.
constexpr int frames_per_turn = 32;
constexpr std::size_t read_at_once = 64 * 1024;
// Replies of many calls go out together, up to this size.
constexpr std::size_t send_at = 128 * 1024;

}  // namespace

Connection::Connection(Server& server, std::uint64_t id, std::unique_ptr<Transport> transport)
    : server_(server),
      id_(id),
      connected_since_(std::time(nullptr)),
      transport_(std::move(transport)),
      output_(server.spare_buffer()),
      liveness_(
          server.keepalive(), [this] { send_keepalive(Keepalive::ping); },
          [this] {
              logger.warning("internal error: connection closed due to keepalive timeout");
              close();
          }),
      streams_(*this),
      session_(*this) {
    begin_watch();
}

void Connection::begin_watch() {
    watch_.emplace(server_.loop(), transport_->fd(), static_cast<Watch::Handler&>(*this), "client");
}

// Until a client has arrived it takes a place that others wait for.
void Connection::begin() {
    setting_up_ = transport_->needs_set_up();
    if (setting_up_) return expect_within(server_.patience().set_up, "set up its connection");
    if (session_.authenticated || session_.transport == TransportKind::unix_) return;
    expect_within(server_.patience().authentication, "authenticate");
}

void Connection::expect_within(std::chrono::milliseconds time, const char* what) {
    deadline_ = std::make_unique<Timer>(server_.loop(), "deadline of a client");
    deadline_->start(time, [this, what] {
        logger.warning("client {} took too long to {} and is disconnected", id_, what);
        close();
    });
}

// The arithmetic of a handshake takes milliseconds, and a crowd may arrive at once.
void Connection::set_up() {
    watch_.reset();  // the transport is the thread's until it is back
    server_.work_begins();
    spawn(set_up_on_thread(shared_from_this()));
}

Task<void> Connection::set_up_on_thread(std::shared_ptr<Connection> self) {
    const auto work = [transport = self->transport_] { return transport->set_up(); };
    auto state = Transport::SetUp::failed;
    try {
        state = co_await self->server_.set_up_pool().run(work);
    } catch (const Error& error) {
        logger.info("client {} is not set up: {}", self->id_, error.message());
    }
    if (!self->closed()) self->was_set_up(state);
    self->server_.work_ends();
}

void Connection::was_set_up(Transport::SetUp state) {
    using enum Transport::SetUp;
    if (state == failed) return close();
    begin_watch();
    if (state != done) return watch_->want(state == wants_read, state == wants_write);
    setting_up_ = false;
    deadline_.reset();
    server_.arrived(*this);
    if (!session_.authenticated) {
        expect_within(server_.patience().authentication, "authenticate");
    }
    watch_what_matters();
}

void Connection::begin_keepalive() {
    if (!closed()) liveness_.begin(server_.loop());
}

const Identity& Connection::identity() {
    if (!session_.identity) {
        session_.identity = closed() ? Identity() : transport_->peer();
        session_.identity->process_time = session_.start_time;
    }
    return *session_.identity;
}

void Connection::ready(Watch::Ready what) {
    if (setting_up_) return set_up();
    if (what.write) flush();
    if (closed()) return;
    if (stalled_ || closing_) {
        // nobody is left to read replies
        if (what.gone) close();
        return;
    }
    if (what.read || what.gone) receive();
}

void Connection::receive() {
    if (go_on_scheduled_) return go_on();  // the rest of the last turn comes first
    const std::span<char> buffer = server_.receive_buffer();
    const std::size_t wanted = std::clamp(reader_.missing(), read_at_once, buffer.size());
    Moved moved = transport_->read(buffer.first(wanted));
    if (moved.state == Moved::State::closed) {
        // the words by which tools find clients that went without a word
        logger.error("End of file while reading data: Input/output error");
        return close();
    }
    if (moved.state == Moved::State::blocked) return;
    server_.metrics().bytes_received += moved.bytes;
    liveness_.received();
    reader_.received({buffer.data(), moved.bytes}, std::move(moved.descriptor));
    handle_frames();
}

void Connection::go_on() {
    go_on_scheduled_ = false;
    if (!closed()) handle_frames();
}

void Connection::handle_frames() {
    in_turn_ = true;
    now_ = server_.loop().turn_began();
    stalled_ = false;
    FrameReader::Frame frame;
    auto next = FrameReader::Next::frame;
    for (int handled = 0; next == FrameReader::Next::frame; ++handled) {
        if (output_.pending() > send_at) flush();
        if (closed() || closing_) break;
        stalled_ = !may_take_more();
        if (stalled_) {
            if (!held_) tell_about_limit();
            break;
        }
        if (handled == frames_per_turn) {
            resume_reading();
            break;
        }
        next = reader_.next(frame);
        if (next == FrameReader::Next::frame) handle(frame);
    }
    in_turn_ = false;
    if (next == FrameReader::Next::malformed) return close();
    reader_.keep();
    flush();
}

void Connection::handle(FrameReader::Frame& frame) {
    if (frame.header.program == keepalive_program && frame.header.type == FrameType::event) {
        return handle_keepalive(frame.header);
    }
    switch (frame.header.type) {
        case FrameType::call:
        case FrameType::call_with_fds:
            return handle_call(frame);
        case FrameType::stream:
        case FrameType::stream_hole:
            return streams_.received(frame.header, frame.payload);
        default:
            return;  // nothing a client has to send; ignored
    }
}

void Connection::handle_keepalive(const FrameHeader& header) {
    if (header.procedure == static_cast<std::int32_t>(Keepalive::ping)) {
        send_keepalive(Keepalive::pong);
    }
}

void Connection::send_keepalive(Keepalive what) {
    std::string& out = output_.tail();
    end_frame(out, begin_frame(out, {.program = keepalive_program,
                                     .procedure = static_cast<std::int32_t>(what),
                                     .type = FrameType::event}));
    queued();
}

void Connection::handle_call(FrameReader::Frame& frame) {
    ++server_.metrics().calls;
    has_called_ = true;
    frame.header.begun = now_;
    // one that sends more before it has our replies would have to wait for slower calls
    if (in_work_ + unsent_replies_ >= server_.limits().max_client_requests) tell_about_limit();
    work_begins();
    dispatch(*this, frame);
}

bool Connection::may_take_more() const {
    if (held_) return false;
    const std::uint32_t limit = server_.limits().max_client_requests;
    const std::uint32_t unsent = output_blocked_ ? unsent_replies_ : 0;
    // A limit of 0 lets one call pass and then nothing for ever: what libvirtd does, too.
    if (limit == 0) return !has_called_;
    return in_work_ + unsent < limit;
}

void Connection::tell_about_limit() {
    const std::uint32_t limit = server_.limits().max_client_requests;
    if (limit <= 1 || std::exchange(told_about_limit_, true)) return;
    ++server_.metrics().requests_full;
    logger.warning(
        "Client hit max requests limit {}. This may result in keep-alive timeouts. Consider tuning "
        "the max_client_requests server parameter",
        limit);
}

void Connection::release() {
    held_ = false;
    if (!closed() && stalled_ && may_take_more()) resume_reading();
}

void Connection::begin_layer(std::shared_ptr<SaslNegotiation> layer) {
    if (closed()) return;
    // somebody in between may have put it there
    if (reader_.has_bytes()) return cut_off("sent data ahead of its security layer");
    transport_ =
        std::make_unique<SaslTransport>(std::move(transport_), std::move(layer), output_.pending());
}

std::optional<std::string> Connection::local_address() const {
    if (closed()) return std::nullopt;
    return rpc::local_address(transport_->fd());
}

void Connection::work_begins() {
    ++in_work_;
    server_.work_begins();
}

void Connection::work_ends() {
    --in_work_;
    server_.work_ends();
    if (closed()) {
        if (in_work_ == 0) session_.drivers = {};
        return;
    }
    if (stalled_ && may_take_more()) resume_reading();
}

void Connection::replied(const FrameHeader& call) {
    now_ = CallTimes::Clock::now();
    server_.answered(call, now_ - call.begun);
    ++unsent_replies_;
    queued();
    work_ends();
}

void Connection::resume_reading() {
    stalled_ = false;
    watch_what_matters();
    if (go_on_scheduled_) return;
    go_on_scheduled_ = true;
    server_.go_on_later(shared_from_this());
}

void Connection::queued() {
    if (in_turn_ || flush_scheduled_ || closed()) return;
    flush_scheduled_ = true;
    server_.flush_later(shared_from_this());
}

void Connection::flush() {
    flush_scheduled_ = false;
    if (closed()) return;
    const OutputQueue::Flushed flushed = output_.flush(*transport_);
    if (flushed == OutputQueue::Flushed::closed) return close();
    output_blocked_ = flushed == OutputQueue::Flushed::blocked;
    streams_.sent(output_.sent());
    if (!output_blocked_) {
        unsent_replies_ = 0;
        unsent_events_ = 0;
        if (closing_) return close();
        if (stalled_ && may_take_more()) resume_reading();
    }
    watch_what_matters();
}

void Connection::watch_what_matters() {
    if (!watch_) return;
    watch_->want(!stalled_ && !closing_, output_blocked_);
    account_memory();
}

// Too much in all is the fault of those who hold much.
void Connection::account_memory() {
    const std::size_t memory = reader_.kept() + output_.pending();
    if (memory == accounted_memory_) return;
    const std::size_t in_all = server_.account_memory(accounted_memory_, memory);
    accounted_memory_ = memory;
    const Limits& limits = server_.limits();
    if (in_all > limits.max_buffered_bytes && memory > limits.max_client_event_bytes) {
        cut_off("lets too much data wait");
    }
}

void Connection::cut_off(const char* why) {
    logger.warning("client {} {} and is disconnected", id_, why);
    ++server_.metrics().cut_off;
    close();
}

void Connection::send_error(const FrameHeader& call, const Error& error) {
    ++server_.metrics().errors;
    ++server_.metrics().errors_by_code[error.code()];
    std::string& out = output_.tail();
    FrameHeader header = call;
    header.type = FrameType::reply;
    header.status = FrameStatus::error;
    const std::size_t start = begin_frame(out, header);
    encode_error(out, error);
    end_frame(out, start);
    replied(call);
}

void Connection::send_event(const std::shared_ptr<const driver::EventBody>& body, EventStyle style,
                            std::int32_t callback_id) {
    if (closed()) return;
    const std::string& frame = server_.event_frames().frame(body, style);
    if (frame.empty()) return;
    unsent_events_ += frame.size();
    const std::size_t limit = server_.limits().max_client_event_bytes;
    if (unsent_events_ > limit && output_.pending() > limit) {
        return cut_off("does not read its events");
    }
    ++server_.metrics().events;
    if (style == EventStyle::callback) {
        EventFrames::append(output_.tail(), frame, callback_id);
    } else {
        output_.tail().append(frame);
    }
    queued();
}

void Connection::close_after_replies() {
    closing_ = true;
    queued();
}

void Connection::close() {
    if (closed()) return;
    watch_.reset();
    transport_.reset();
    liveness_.end();
    deadline_.reset();
    session_.events.clear();
    session_.polkit.reset();
    streams_.abort_all();
    server_.account_memory(accounted_memory_, 0);
    if (in_work_ == 0) session_.drivers = {};
    server_.forget(*this);
}

}  // namespace virtd::rpc
