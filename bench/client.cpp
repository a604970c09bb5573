// SPDX-License-Identifier: LGPL-2.1-or-later
#include "client.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "driver/api/connect.hpp"
#include "rpc/bodies.hpp"

namespace virtd::bench {

namespace {

constexpr std::size_t read_size = 256 * 1024;
constexpr std::size_t serial_offset = 20;

[[noreturn]] void fail(const char* what) {
    throw std::runtime_error(fmt::format("{}: {}", what, std::strerror(errno)));
}

UniqueFd connected(const std::string& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.copy(address.sun_path, sizeof address.sun_path - 1);
    UniqueFd fd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (::connect(fd.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
        fail("connect");
    }
    return fd;
}

}  // namespace

std::string call_frame(std::int32_t procedure) {
    std::string frame;
    const std::size_t start =
        rpc::begin_frame(frame, {.program = rpc::remote_program, .procedure = procedure});
    rpc::end_frame(frame, start);
    return frame;
}

Client::Client(const std::string& socket, const char* uri) : fd_(connected(socket)) {
    input_.resize(read_size);
    if (uri == nullptr) return;
    exchange(call_frame(proc::auth_list));
    exchange(call_frame(proc::connect_open, driver::ConnectOpenArgs{.name = uri}));
}

void Client::wait(short events) const {
    pollfd entry{.fd = fd_.get(), .events = events, .revents = 0};
    ::poll(&entry, 1, -1);
}

std::size_t Client::try_send(std::string_view bytes) {
    const ssize_t sent = ::send(fd_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent >= 0) return static_cast<std::size_t>(sent);
    if (errno != EAGAIN) fail("send");
    return 0;
}

void Client::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const std::size_t sent = try_send(bytes);
        bytes.remove_prefix(sent);
        if (sent == 0) wait(POLLOUT);
    }
}

std::uint32_t Client::add_call(std::string& frames, std::string_view frame) {
    const std::size_t start = frames.size();
    frames += frame;
    rpc::put_word(frames, start + serial_offset, serial_);
    return serial_++;
}

std::uint32_t Client::send_call(std::string_view frame) {
    std::string frames;
    const std::uint32_t serial = add_call(frames, frame);
    send(frames);
    return serial;
}

bool Client::receive() {
    if (taken_ > 0) {
        std::memmove(input_.data(), input_.data() + taken_, filled_ - taken_);
        filled_ -= taken_;
        taken_ = 0;
    }
    if (input_.size() - filled_ < read_size / 2) input_.resize(2 * input_.size());
    const ssize_t got =
        ::recv(fd_.get(), input_.data() + filled_, input_.size() - filled_, MSG_DONTWAIT);
    if (got < 0 && errno != EAGAIN) return false;
    if (got > 0) filled_ += static_cast<std::size_t>(got);
    return got != 0;
}

std::optional<Message> Client::next() {
    const std::string_view rest(input_.data() + taken_, filled_ - taken_);
    if (rest.size() < rpc::frame_header_size) return std::nullopt;
    const std::size_t length = rpc::frame_length(rest);
    if (rest.size() < length) return std::nullopt;
    taken_ += length;
    const std::string_view frame = rest.substr(0, length);
    return Message{rpc::parse_frame_header(frame), frame.substr(rpc::frame_header_size)};
}

std::string Client::exchange(std::string frame) {
    const std::uint32_t serial = send_call(frame);
    for (;;) {
        while (const auto message = next()) {
            if (message->header.type != rpc::FrameType::reply) continue;
            if (message->header.serial != serial) continue;
            if (message->header.status == rpc::FrameStatus::ok) {
                return std::string(message->payload);
            }
            const auto error = rpc::decode<rpc::ErrorBody>(message->payload);
            throw std::runtime_error(error.message.value_or("no message"));
        }
        wait(POLLIN);
        if (!receive()) throw std::runtime_error("the daemon closed the connection");
    }
}

}  // namespace virtd::bench
