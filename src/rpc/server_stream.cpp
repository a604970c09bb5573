// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/server_stream.hpp"

#include <utility>

#include "base/translate.hpp"
#include "rpc/bodies.hpp"
#include "rpc/connection.hpp"
#include "rpc/server.hpp"
#include "rpc/wire_error.hpp"
#include "rpc/xdr.hpp"

namespace virtd::rpc {

namespace {

constexpr Fail fail{Origin::rpc};

constexpr std::size_t streams_max = 1024;  // of one client

}  // namespace

ServerStream::ServerStream(Connection& connection, const FrameHeader& call,
                           std::unique_ptr<driver::Stream> stream, bool sparse)
    : connection_(connection), call_(call), stream_(std::move(stream)), sparse_(sparse) {}

bool ServerStream::serves(const FrameHeader& frame) const {
    return frame.serial == call_.serial && frame.procedure == call_.procedure &&
           frame.program == call_.program;
}

void ServerStream::transmit() {
    spawn(pump(shared_from_this()));
}

Task<void> ServerStream::pump(std::shared_ptr<ServerStream> self) {
    const auto connection = self->connection_.shared_from_this();
    try {
        co_await self->transmit_all();
    } catch (const Error& error) {
        self->fail(error);
    } catch (const std::exception& error) {
        self->fail(Error(Origin::streams, Errc::internal_error, error.what()));
    }
}

Task<void> ServerStream::transmit_all() {
    bool more = true;
    while (more && !gone_) {
        reading_ = true;
        const driver::StreamPart part = co_await stream_->read(stream_packet_max);
        reading_ = false;
        if (gone_) break;
        send_part(part);
        more = !std::holds_alternative<driver::StreamEnd>(part);
        AllSent all_sent{*this};
        co_await all_sent;
    }
}

void ServerStream::send_part(const driver::StreamPart& part) {
    if (const auto* const bytes = std::get_if<std::string>(&part)) {
        send(FrameType::stream, FrameStatus::continue_, *bytes);
    } else if (const auto* const hole = std::get_if<driver::StreamHole>(&part)) {
        std::string payload;
        encode(payload, StreamHoleBody{.length = hole->length});
        send(FrameType::stream_hole, FrameStatus::continue_, payload);
    } else {
        send(FrameType::stream, FrameStatus::continue_, {});
    }
}

void ServerStream::AllSent::await_suspend(std::coroutine_handle<> waiter) noexcept {
    stream.awaited_position_ = stream.connection_.output().queued();
    stream.waits_for_sent_ = waiter;
}

void ServerStream::sent(std::uint64_t position) {
    if (!waits_for_sent_ || (!gone_ && position < awaited_position_)) return;
    // in a turn of its own: a fast source must not keep the loop
    auto resume = [waiter = std::exchange(waits_for_sent_, nullptr), self = shared_from_this()] {
        waiter.resume();
    };
    connection_.server().loop().post("stream", std::move(resume));
}

void ServerStream::received(const FrameHeader& frame, std::string_view payload) {
    if (frame.type == FrameType::stream_hole) {
        if (!sparse_) return connection_.close();
        const auto hole = decode<StreamHoleBody>(payload);
        return enqueue(driver::StreamHole{hole.length});
    }
    switch (frame.status) {
        case FrameStatus::continue_:
            return enqueue(std::string(payload));
        case FrameStatus::ok:
            return enqueue(Finish{});
        case FrameStatus::error:
        default:
            answer_abort(frame.status);
    }
}

void ServerStream::enqueue(Packet packet) {
    connection_.work_begins();
    packets_.push_back(std::move(packet));
    if (draining_) return;
    draining_ = true;
    spawn(drain(shared_from_this()));
}

Task<void> ServerStream::drain(std::shared_ptr<ServerStream> self) {
    const auto connection = self->connection_.shared_from_this();
    try {
        co_await self->write_all();
    } catch (const Error& error) {
        self->fail(error);
    } catch (const std::exception& error) {
        self->fail(Error(Origin::streams, Errc::internal_error, error.what()));
    }
    self->draining_ = false;
}

Task<void> ServerStream::write_all() {
    while (!gone_ && !packets_.empty()) {
        Packet& packet = packets_.front();
        if (auto* const bytes = std::get_if<std::string>(&packet)) {
            co_await stream_->write(std::move(*bytes));
        } else if (auto* const hole = std::get_if<driver::StreamHole>(&packet)) {
            co_await stream_->write_hole(*hole);
        } else {
            co_await stream_->finish();
            if (gone_) break;
            send(FrameType::stream, FrameStatus::ok, {});
            gone_ = true;
            if (reading_) stream_->abort();  // a console that waits for the guest's next word
            end();
        }
        if (gone_) break;
        packets_.pop_front();
        connection_.work_ends();
    }
}

void ServerStream::answer_abort(FrameStatus status) {
    const bool regular = status == FrameStatus::error;
    abort();
    if (regular) return send(FrameType::stream, FrameStatus::ok, {});
    const auto number = static_cast<std::uint32_t>(status);
    std::string payload;
    encode_error(payload, Error(Origin::rpc, Errc::rpc,
                                translated("stream aborted with unexpected status {}", number)));
    send(FrameType::stream, FrameStatus::error, payload);
}

void ServerStream::send(FrameType type, FrameStatus status, std::string_view payload) {
    FrameHeader header = call_;
    header.type = type;
    header.status = status;
    std::string& out = connection_.output().tail();
    const std::size_t start = begin_frame(out, header);
    out.append(payload);
    end_frame(out, start);
    connection_.queued();
}

void ServerStream::fail(const Error& error) {
    if (gone_) return;
    std::string payload;
    encode_error(payload, error);
    send(FrameType::stream, FrameStatus::error, payload);
    abort();
}

void ServerStream::abort() {
    if (gone_) return;
    gone_ = true;  // what the driver wakes must not say anything any more
    stream_->abort();
    end();
}

// Whoever is suspended in the driver's stream or waits for bytes to leave goes on and finds
// the stream gone.
void ServerStream::end() {
    gone_ = true;
    for (; !packets_.empty(); packets_.pop_front())
        connection_.work_ends();
    sent(0);
}

void StreamTable::check_room() {
    sweep();
    if (streams_.size() < streams_max) return;
    fail(Errc::resource_busy, "more than {} streams of one client", streams_max);
}

void StreamTable::open(const FrameHeader& call, std::unique_ptr<driver::Stream> stream,
                       StreamKind kind, bool sparse) {
    streams_.push_back(
        std::make_shared<ServerStream>(connection_, call, std::move(stream), sparse));
    if (kind == StreamKind::read) streams_.back()->transmit();
}

void StreamTable::received(const FrameHeader& frame, std::string_view payload) {
    sweep();
    for (const auto& stream : streams_) {
        if (!stream->serves(frame)) continue;
        const auto kept = stream;  // the table may change meanwhile
        kept->received(frame, payload);
        return;
    }
}

void StreamTable::sent(std::uint64_t position) {
    for (const auto& stream : streams_)
        stream->sent(position);
}

void StreamTable::abort_all() {
    const auto streams = std::move(streams_);
    streams_.clear();
    for (const auto& stream : streams)
        stream->abort();
}

void StreamTable::sweep() {
    std::erase_if(streams_, [](const auto& stream) { return stream->gone(); });
}

}  // namespace virtd::rpc
