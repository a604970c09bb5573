// SPDX-License-Identifier: LGPL-2.1-or-later
#include "daemon/session_bus.hpp"

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "base/log.hpp"
#include "daemon/unix_address.hpp"

namespace virtd::daemon {

namespace {

constexpr log::Source logger{"util.dbus"};

void append_u32(std::string& out, std::uint32_t value) {
    for (unsigned shift = 0; shift < 32; shift += 8)
        out += static_cast<char>(value >> shift);
}

void pad(std::string& out, std::size_t unit) {
    out.resize((out.size() + unit - 1) / unit * unit);
}

// One header field of a message: its code, the type of its value, the value.
void append_field(std::string& out, char code, char type, std::string_view value) {
    pad(out, 8);
    out.append({code, '\1', type, '\0'});
    append_u32(out, static_cast<std::uint32_t>(value.size()));
    out.append(value) += '\0';
}

// The specification of D-Bus, "Message Format": little endian, a call, version 1, no body.
std::string hello() {
    std::string fields;
    append_field(fields, 1, 'o', "/org/freedesktop/DBus");
    append_field(fields, 2, 's', "org.freedesktop.DBus");
    append_field(fields, 3, 's', "Hello");
    append_field(fields, 6, 's', "org.freedesktop.DBus");
    std::string message{'l', 1, 0, 1};
    append_u32(message, 0);  // length of the body
    append_u32(message, 1);  // serial
    append_u32(message, static_cast<std::uint32_t>(fields.size()));
    message += fields;
    pad(message, 8);
    return message;
}

UniqueFd connect_to(const std::string& path) {
    const auto address = unix_address(path);
    if (!address) return {};
    UniqueFd socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (::connect(socket.get(), address->generic(), address->length) != 0) return {};
    return socket;
}

}  // namespace

std::optional<std::string> bus_socket(std::string_view address) {
    while (!address.empty()) {
        std::string_view one = address.substr(0, address.find(';'));
        address.remove_prefix(std::min(address.size(), one.size() + 1));
        if (!one.starts_with("unix:")) continue;
        one.remove_prefix(5);
        while (!one.empty()) {
            const std::string_view pair = one.substr(0, one.find(','));
            one.remove_prefix(std::min(one.size(), pair.size() + 1));
            if (pair.starts_with("path=/")) return std::string(pair.substr(5));
            if (pair.starts_with("abstract=")) return "@" + std::string(pair.substr(9));
        }
    }
    return std::nullopt;
}

std::string bus_greeting(uid_t uid) {
    std::string text(1, '\0');
    text += "AUTH EXTERNAL ";
    for (const char digit : fmt::format("{}", uid))
        text += fmt::format("{:02x}", static_cast<unsigned>(digit));
    return text + "\r\nBEGIN\r\n" + hello();
}

SessionBus::SessionBus(Loop& loop, const GetEnv& get, std::function<void()> lost)
    : lost_(std::move(lost)) {
    const auto path = bus_socket(get("DBUS_SESSION_BUS_ADDRESS").value_or(""));
    if (!path) return;
    socket_ = connect_to(*path);
    const std::string greeting = bus_greeting(::geteuid());
    if (!socket_ || ::send(socket_.get(), greeting.data(), greeting.size(), MSG_NOSIGNAL) !=
                        static_cast<ssize_t>(greeting.size())) {
        logger.info("no session bus at {}", *path);
        return;
    }
    watch_.emplace(loop, socket_.get(), *this, "session bus");
}

// What the bus says does not matter, but that it answers shows that it took us.
void SessionBus::ready(Watch::Ready /*what*/) {
    std::array<char, 4096> text;
    const ssize_t got = ::recv(socket_.get(), text.data(), text.size(), 0);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (got > 0) {
        if (text[0] == 'R') watch_.reset();  // REJECTED
        welcome_ = true;
        return;
    }
    watch_.reset();
    if (!welcome_) return;
    logger.info("the session bus is gone");
    lost_();
}

}  // namespace virtd::daemon
