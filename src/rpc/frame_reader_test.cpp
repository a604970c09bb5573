// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/frame_reader.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "rpc/client_fake.hpp"

namespace virtd::rpc {

namespace {

constexpr std::int32_t open_graphics = 249;
constexpr std::int32_t open_graphics_fd = 343;

UniqueFd some_descriptor() {
    return UniqueFd(open("/dev/null", O_RDONLY | O_CLOEXEC));
}

ino_t inode(int descriptor) {
    struct stat found {};
    fstat(descriptor, &found);
    return found.st_ino;
}

FrameHeader call_with_fds(std::int32_t procedure) {
    FrameHeader header = remote_call(procedure);
    header.type = FrameType::call_with_fds;
    return header;
}

std::string graphics_args(std::uint32_t descriptors) {
    std::string payload;
    Writer(payload).u32(descriptors);
    encode(payload, driver::DomainOpenGraphicsArgs{});
    return payload;
}

int open_descriptors() {
    int count = 0;
    for (int fd = 0; fd < 1024; ++fd) {
        if (fcntl(fd, F_GETFD) >= 0) ++count;
    }
    return count;
}

}  // namespace

TEST_CASE("frames: a descriptor that follows its frame arrives with the call") {
    FakeServer server;
    FakeClient client(server);
    client.open();
    const UniqueFd descriptor = some_descriptor();
    client.send_frame(call_with_fds(open_graphics), graphics_args(1));
    client.send_descriptor(descriptor.get());
    CHECK(client.receive().header.status == FrameStatus::ok);
    REQUIRE(server.host.descriptors.size() == 1);
    CHECK(inode(server.host.descriptors[0].get()) == inode(descriptor.get()));
}

TEST_CASE("frames: calls may follow the byte of a descriptor at once") {
    FakeServer server;
    FakeClient client(server);
    client.open();
    const UniqueFd descriptor = some_descriptor();
    for (int i = 0; i < 3; ++i) {
        client.send_frame(call_with_fds(open_graphics), graphics_args(1));
        client.send_descriptor(descriptor.get());
        client.call(3);
    }
    for (int i = 0; i < 6; ++i)
        CHECK(client.receive().header.status == FrameStatus::ok);
}

TEST_CASE("frames: a call that announces no descriptor is legal and finds none") {
    FakeServer server;
    FakeClient client(server);
    client.open();
    client.send_frame(call_with_fds(open_graphics), graphics_args(0));
    const ErrorBody error = client.receive().error();
    CHECK(error.code == 1);
    CHECK(error.domain == 7);
    CHECK(error.message == "internal error: No FD available at slot 0");
}

TEST_CASE("frames: a byte without its descriptor closes the connection") {
    FakeServer server;
    FakeClient client(server);
    client.send_frame(call_with_fds(open_graphics), graphics_args(1));
    client.send("x");
    CHECK(client.closed_by_server());
}

TEST_CASE("frames: more than 32 descriptors, or no room for their count, close the connection") {
    FakeServer server;
    FakeClient many(server);
    many.send_frame(call_with_fds(open_graphics), graphics_args(33));
    CHECK(many.closed_by_server());
    FakeClient none(server);
    none.send_frame(call_with_fds(open_graphics));
    CHECK(none.closed_by_server());
}

TEST_CASE("frames: descriptors that nobody announced are closed") {
    FakeServer server;
    FakeClient client(server);
    client.open();
    const UniqueFd descriptor = some_descriptor();
    const int before = open_descriptors();
    std::string call;
    end_frame(call, begin_frame(call, remote_call(3)));
    PlainTransport transport(UniqueFd(dup(client.fd())));
    client.send(call.substr(0, call.size() - 1));
    transport.write_descriptor(descriptor.get());  // its byte, 0, is the end of the header
    CHECK(client.receive().header.status == FrameStatus::ok);
    CHECK(open_descriptors() == before + 1);
}

TEST_CASE("frames: a reply brings descriptors behind it, each with a byte of its own") {
    FakeServer server;
    FakeClient client(server);
    client.open();
    const UniqueFd descriptor = some_descriptor();
    server.host.descriptors.push_back(some_descriptor());
    client.call(open_graphics_fd, driver::DomainOpenGraphicsFdArgs{});
    const Received reply = client.receive();
    CHECK(reply.header.type == FrameType::reply_with_fds);
    CHECK(reply.payload == std::string("\0\0\0\1", 4));
    const UniqueFd received = client.receive_descriptor();
    REQUIRE(received);
    CHECK(inode(received.get()) == inode(descriptor.get()));
    client.call(open_graphics_fd, driver::DomainOpenGraphicsFdArgs{});
    CHECK(client.receive().header.type == FrameType::reply);  // the driver has no more
}

}  // namespace virtd::rpc
