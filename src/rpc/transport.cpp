// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/transport.hpp"

#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

namespace virtd::rpc {

namespace {

// Room for a few descriptors: the kernel closes what does not fit, we close all but one.
constexpr std::size_t received_at_most = 4;

union Control {
    cmsghdr header;  // for its alignment
    char bytes[CMSG_SPACE(received_at_most * sizeof(int))];
};

Moved moved(ssize_t result) {
    using enum Moved::State;
    if (result > 0) return {.state = some, .bytes = static_cast<std::size_t>(result)};
    const bool later = result < 0 && (errno == EAGAIN || errno == EINTR || errno == ENOBUFS);
    return {.state = later ? blocked : closed};
}

/// The first of the descriptors that came; the others are closed.
UniqueFd descriptor_in(msghdr& message) {
    UniqueFd first;
    for (cmsghdr* item = CMSG_FIRSTHDR(&message); item != nullptr;
         item = CMSG_NXTHDR(&message, item)) {
        if (item->cmsg_level != SOL_SOCKET || item->cmsg_type != SCM_RIGHTS) continue;
        const std::size_t count = (item->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        for (std::size_t i = 0; i < count; ++i) {
            int number = -1;
            std::memcpy(&number, CMSG_DATA(item) + i * sizeof(int), sizeof number);
            UniqueFd received(number);
            if (!first) first = std::move(received);
        }
    }
    return first;
}

}  // namespace

Moved PlainTransport::read(std::span<char> into) {
    Control control;
    iovec space{into.data(), into.size()};
    msghdr message{};
    message.msg_iov = &space;
    message.msg_iovlen = 1;
    message.msg_control = control.bytes;
    message.msg_controllen = sizeof control.bytes;
    Moved result = moved(recvmsg(fd(), &message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC));
    if (message.msg_controllen > 0 && result.state == Moved::State::some) {
        result.descriptor = descriptor_in(message);
    }
    return result;
}

Moved PlainTransport::write(std::span<const std::string_view> blocks) {
    std::array<iovec, 16> pieces;
    const std::size_t count = std::min(blocks.size(), pieces.size());
    for (std::size_t i = 0; i < count; ++i) {
        pieces[i] = {const_cast<char*>(blocks[i].data()), blocks[i].size()};
    }
    msghdr message{};
    message.msg_iov = pieces.data();
    message.msg_iovlen = count;
    return moved(sendmsg(fd(), &message, MSG_DONTWAIT | MSG_NOSIGNAL));
}

Moved PlainTransport::write_descriptor(int descriptor) {
    Control control{};
    char zero = 0;
    iovec space{&zero, 1};
    msghdr message{};
    message.msg_iov = &space;
    message.msg_iovlen = 1;
    message.msg_control = control.bytes;
    message.msg_controllen = CMSG_SPACE(sizeof(int));
    cmsghdr* const item = CMSG_FIRSTHDR(&message);
    item->cmsg_level = SOL_SOCKET;
    item->cmsg_type = SCM_RIGHTS;
    item->cmsg_len = CMSG_LEN(sizeof(int));
    std::memcpy(CMSG_DATA(item), &descriptor, sizeof descriptor);
    return moved(sendmsg(fd(), &message, MSG_DONTWAIT | MSG_NOSIGNAL));
}

}  // namespace virtd::rpc
