// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/server_stream.hpp"

#include <doctest/doctest.h>

#include "rpc/client_fake.hpp"

namespace virtd::rpc {

namespace {

constexpr std::int32_t connect_get_type = 3;
constexpr std::int32_t open_console = 201;
constexpr std::int32_t vol_upload = 208;
constexpr std::int32_t vol_download = 209;
constexpr std::uint32_t sparse = 1;

FrameHeader stream_frame(std::int32_t procedure, std::uint32_t serial, FrameStatus status,
                         FrameType type = FrameType::stream) {
    FrameHeader header = remote_call(procedure, serial);
    header.type = type;
    header.status = status;
    return header;
}

/// A client with one stream open.
struct StreamClient : FakeClient {
    StreamClient(FakeServer& server, std::int32_t opened_by) : FakeClient(server) {
        procedure = opened_by;
        open();
    }

    void open_stream(std::uint32_t flags = 0) {
        if (procedure == open_console) {
            serial = call(procedure, driver::DomainOpenConsoleArgs{.flags = flags});
        } else {
            serial = call(procedure, driver::StorageVolUploadArgs{.flags = flags});
        }
        const Received reply = receive();
        CHECK(reply.header.type == FrameType::reply);
        REQUIRE(reply.header.status == FrameStatus::ok);
    }
    void send_data(std::string_view bytes) {
        send_frame(stream_frame(procedure, serial, FrameStatus::continue_), bytes);
    }
    void send_status(FrameStatus status) { send_frame(stream_frame(procedure, serial, status)); }
    /// The next stream frame, which must be of this status.
    std::string expect(FrameStatus status, FrameType type = FrameType::stream) {
        const Received frame = receive();
        CHECK(frame.header == stream_frame(procedure, serial, status, type));
        return frame.payload;
    }

    std::int32_t procedure = 0;
    std::uint32_t serial = 0;
};

}  // namespace

TEST_CASE("stream: what the driver has is sent, then its end, then the answer to finish") {
    FakeServer server;
    server.host.stream->parts = {std::string("one"), std::string("two")};
    StreamClient client(server, vol_download);
    client.open_stream();
    CHECK(client.expect(FrameStatus::continue_) == "one");
    CHECK(client.expect(FrameStatus::continue_) == "two");
    CHECK(client.expect(FrameStatus::continue_).empty());
    client.send_status(FrameStatus::ok);
    CHECK(client.expect(FrameStatus::ok).empty());
    CHECK(server.host.stream->finished);
    CHECK_FALSE(server.host.stream->aborted);
}

TEST_CASE("stream: what the client sends is written in order and never acknowledged") {
    FakeServer server;
    StreamClient client(server, vol_upload);
    client.open_stream();
    for (int i = 0; i < 20; ++i)
        client.send_data(std::to_string(i) + ",");
    CHECK(client.silent_so_far());
    client.send_status(FrameStatus::ok);
    CHECK(client.expect(FrameStatus::ok).empty());
    CHECK(server.host.stream->written == "0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,");
}

TEST_CASE("stream: an abort is answered, and nothing comes after it") {
    FakeServer server;
    server.host.stream->endless = true;
    StreamClient client(server, open_console);
    client.open_stream();
    client.send_status(FrameStatus::error);
    CHECK(client.expect(FrameStatus::ok).empty());
    CHECK(server.host.stream->aborted);
    client.send_data("late");
    CHECK(client.silent_so_far());
}

TEST_CASE("stream: an unknown status is an abort that is answered with an error") {
    FakeServer server;
    StreamClient client(server, vol_upload);
    client.open_stream();
    client.send_status(static_cast<FrameStatus>(9));
    const ErrorBody error = decode<ErrorBody>(client.expect(FrameStatus::error));
    CHECK(error.message == "stream aborted with unexpected status 9");
    CHECK(server.host.stream->aborted);
}

TEST_CASE("stream: a failed write is told once, and frames under way are dropped") {
    FakeServer server;
    server.host.stream->write_error = "disk full";
    StreamClient client(server, vol_upload);
    client.open_stream();
    client.send_data("data");
    const ErrorBody error = decode<ErrorBody>(client.expect(FrameStatus::error));
    CHECK(error.message == "operation failed: disk full");
    client.send_data("more");
    client.send_status(FrameStatus::ok);
    CHECK(client.silent_so_far());
    CHECK_FALSE(server.host.stream->finished);
}

TEST_CASE("stream: a console carries both ways at once") {
    FakeServer server;
    server.host.stream->endless = true;
    StreamClient client(server, open_console);
    client.open_stream();
    client.send_data("ls\n");
    CHECK(client.silent_so_far());
    CHECK(server.host.stream->written == "ls\n");
    server.host.stream->parts = {std::string("files")};
    server.host.stream->more.release_last();
    CHECK(client.expect(FrameStatus::continue_) == "files");
    client.send_status(FrameStatus::ok);
    CHECK(client.expect(FrameStatus::ok).empty());
    CHECK(server.host.stream->more.waiting() == 0);  // nobody reads on behind a closed console
}

TEST_CASE("stream: holes travel as frames of their own in both directions") {
    FakeServer server;
    server.host.stream->parts = {std::string("data"), driver::StreamHole{.length = 4096}};
    StreamClient client(server, vol_download);
    client.open_stream(sparse);
    CHECK(client.expect(FrameStatus::continue_) == "data");
    const std::string hole = client.expect(FrameStatus::continue_, FrameType::stream_hole);
    CHECK(decode<StreamHoleBody>(hole) == StreamHoleBody{.length = 4096});
    CHECK(client.expect(FrameStatus::continue_).empty());
    std::string payload;
    encode(payload, StreamHoleBody{.length = 512});
    client.send_frame(
        stream_frame(vol_download, client.serial, FrameStatus::continue_, FrameType::stream_hole),
        payload);
    client.send_status(FrameStatus::ok);
    client.expect(FrameStatus::ok);
    CHECK(server.host.stream->holes == 512);
}

TEST_CASE("stream: a hole nobody asked for ends the connection") {
    FakeServer server;
    StreamClient client(server, vol_upload);
    client.open_stream();
    std::string payload;
    encode(payload, StreamHoleBody{.length = 512});
    client.send_frame(
        stream_frame(vol_upload, client.serial, FrameStatus::continue_, FrameType::stream_hole),
        payload);
    CHECK(client.closed_by_server());
    CHECK(server.host.stream->aborted);
}

TEST_CASE("stream: a slow backend stops the reading of the connection, and of no other") {
    FakeServer server;
    server.host.stream->write_waits = true;
    StreamClient client(server, vol_upload);
    client.open_stream();
    for (int i = 0; i < 5; ++i)
        client.send_data("x");
    client.call(connect_get_type);
    server.settle();
    CHECK(server.host.stream->written.empty());
    CHECK(server.server.busy_calls() == 5);
    FakeClient other(server);
    other.open();
    server.host.stream->writing.release_last();
    CHECK(client.receive().header.procedure == connect_get_type);
    while (server.host.stream->writing.waiting() > 0)
        server.host.stream->writing.release_last();
    CHECK(server.host.stream->written == "xxxxx");
}

TEST_CASE("stream: to a client that does not read, one packet at a time is queued") {
    FakeServer server;
    for (int i = 0; i < 64; ++i)
        server.host.stream->parts.emplace_back(std::string(stream_packet_max, 'x'));
    StreamClient client(server, vol_download);
    client.serial = client.call(vol_download, driver::StorageVolUploadArgs{});
    server.settle();
    CHECK(server.host.stream->parts.size() > 50);
    CHECK(client.receive().header.type == FrameType::reply);
    std::size_t bytes = 0;
    for (int i = 0; i < 64; ++i)
        bytes += client.expect(FrameStatus::continue_).size();
    CHECK(bytes == 64 * stream_packet_max);
}

TEST_CASE("stream: a client that disconnects aborts its streams, also waiting ones") {
    FakeServer server;
    server.host.stream->endless = true;
    server.host.stream->write_waits = true;
    StreamClient client(server, open_console);
    client.open_stream();
    client.send_data("x");
    server.settle();
    client.disconnect();
    server.settle();
    CHECK(server.host.stream->aborted);
    CHECK(server.server.busy_calls() == 0);
    CHECK(server.host.open_connections == 0);
}

}  // namespace virtd::rpc
