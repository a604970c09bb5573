// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/client_fake.hpp"

#include <doctest/doctest.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>

namespace virtd::rpc {

namespace {

constexpr int quiet_turns = 20;  // after which nothing happens any more by itself

/// Waits until the loop has done what was posted before.
struct NextTurn {
    explicit NextTurn(Loop& waited) : loop(waited) {}
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> waiter) {
        loop.post("test", [waiter] { waiter.resume(); });
    }
    void await_resume() const noexcept {}
    Loop& loop;
};

Task<void> give_up_after(Loop& loop, std::chrono::milliseconds time) {
    co_await loop.sleep(time);
}

Task<void> several_turns(Loop& loop) {
    for (int i = 0; i < quiet_turns; ++i) {
        auto next = NextTurn(loop);
        co_await next;
    }
}

}  // namespace

FakeServer::FakeServer(Server::Settings settings)
    : pool(loop), server(loop, pool, registry, std::move(settings)) {
    registry.add(std::make_unique<FakeOpener>(host));
    server.add_program(remote_program, remote_rows());
    server.add_program(qemu_program, {qemu_rows()});
    server.add_program(lxc_program, {lxc_rows()});
    server.start();
}

FakeServer::~FakeServer() {
    server.disconnect_all();
    settle();
}

void FakeServer::settle() {
    loop.run(several_turns(loop));
}

FakeClient::FakeClient(FakeServer& server, ListenerTraits traits) : server_(server) {
    std::array<int, 2> ends{};
    REQUIRE(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) == 0);
    socket_ = UniqueFd(ends[0]);
    server.server.accept(UniqueFd(ends[1]), traits);
}

std::size_t FakeClient::send_some(std::string_view bytes) {
    const ssize_t sent =
        ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    return sent < 0 ? 0 : static_cast<std::size_t>(sent);
}

void FakeClient::send(std::string_view bytes) {
    for (int patience = 1000; !bytes.empty(); --patience) {
        REQUIRE(patience > 0);
        const std::size_t sent = send_some(bytes);
        bytes.remove_prefix(sent);
        if (sent == 0) server_.settle();
    }
}

void FakeClient::send_frame(const FrameHeader& header, std::string_view payload) {
    std::string frame;
    const std::size_t start = begin_frame(frame, header);
    frame += payload;
    end_frame(frame, start);
    send(frame);
}

void FakeClient::send_descriptor(int descriptor) {
    PlainTransport transport((UniqueFd(dup(socket_.get()))));
    REQUIRE(transport.write_descriptor(descriptor).state == Moved::State::some);
}

void FakeClient::shut_down_sending() {
    shutdown(socket_.get(), SHUT_WR);
}

std::uint32_t FakeClient::call(std::int32_t procedure, std::string_view payload) {
    const std::uint32_t serial = next_serial_++;
    send_frame(remote_call(procedure, serial), payload);
    return serial;
}

void FakeClient::open(std::uint32_t flags) {
    call(1, driver::ConnectOpenArgs{.name = "fake:///", .flags = flags});
    REQUIRE(receive().header.status == FrameStatus::ok);
}

// False: the server closed the connection. Reads no further than the present frame: the byte of
// a descriptor must not be read without it.
bool FakeClient::fill() {
    const std::size_t length = unread_.size() < 4 ? 4 : frame_length(unread_);
    std::string buffer(length - unread_.size(), '\0');
    for (int patience = 200; patience > 0; --patience) {
        const ssize_t size = recv(socket_.get(), buffer.data(), buffer.size(), MSG_DONTWAIT);
        if (size == 0 || (size < 0 && errno == ECONNRESET)) return false;
        if (size > 0) {
            unread_.append(buffer.data(), static_cast<std::size_t>(size));
            return true;
        }
        server_.loop.run(give_up_after(server_.loop, std::chrono::milliseconds(1)));
    }
    FAIL("the server says nothing");
    return false;
}

Received FakeClient::receive() {
    while (unread_.size() < frame_header_size || unread_.size() < frame_length(unread_))
        REQUIRE(fill());
    const std::size_t length = frame_length(unread_);
    Received received{parse_frame_header(unread_),
                      unread_.substr(frame_header_size, length - frame_header_size)};
    unread_.erase(0, length);
    return received;
}

UniqueFd FakeClient::receive_descriptor() {
    REQUIRE(unread_.empty());
    server_.settle();
    PlainTransport transport((UniqueFd(dup(socket_.get()))));
    std::array<char, 1> byte{};
    Moved moved = transport.read(byte);
    REQUIRE(moved.state == Moved::State::some);
    return std::move(moved.descriptor);
}

bool FakeClient::closed_by_server() {
    return unread_.empty() && !fill();
}

bool FakeClient::silent_so_far() {
    send_frame({.program = keepalive_program, .procedure = 1, .type = FrameType::event});
    return receive().header.program == keepalive_program;
}

}  // namespace virtd::rpc
