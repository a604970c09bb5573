// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/log_journal.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string_view>

#include "base/log_output.hpp"

namespace virtd::log {

namespace {

// "KEY=value\n", or with a length in front of the value when it has lines itself.
void add_field(std::string& datagram, std::string_view key, std::string_view value) {
    datagram += key;
    if (value.find('\n') == std::string_view::npos) {
        datagram += '=';
    } else {
        datagram += '\n';
        const std::uint64_t size = value.size();
        for (unsigned shift = 0; shift < 64; shift += 8)
            datagram += static_cast<char>((size >> shift) & 0xffU);
    }
    datagram += value;
    datagram += '\n';
}

sockaddr_un journal_address() {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, journal_socket, sizeof address.sun_path - 1);
    return address;
}

// The message of sendmsg(): the bytes, or a descriptor instead of them.
ssize_t send_to_journal(int socket, std::string_view bytes, int attached) {
    sockaddr_un address = journal_address();
    iovec part{.iov_base = const_cast<char*>(bytes.data()), .iov_len = bytes.size()};
    msghdr message{};
    message.msg_name = &address;
    message.msg_namelen = sizeof address;
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
    if (attached < 0) {
        message.msg_iov = &part;
        message.msg_iovlen = 1;
    } else {
        message.msg_control = control;
        message.msg_controllen = sizeof control;
        cmsghdr* const header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(sizeof(int));
        std::memcpy(CMSG_DATA(header), &attached, sizeof attached);
    }
    return ::sendmsg(socket, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
}

// The journal reads what is too large for a datagram from a sealed memory file.
void send_as_file(int socket, std::string_view bytes) {
    const UniqueFd file(::memfd_create("journal", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    if (!file) return;
    if (::write(file.get(), bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size()))
        return;
    ::fcntl(file.get(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL);
    send_to_journal(socket, {}, file.get());
}

}  // namespace

std::string journal_datagram(const Record& record, int syslog_level) {
    std::string datagram;
    add_field(datagram, "MESSAGE", record.text);
    add_field(datagram, "PRIORITY", fmt::to_string(syslog_level));
    add_field(datagram, "SYSLOG_FACILITY", "3");  // daemon
    add_field(datagram, "LIBVIRT_SOURCE", record.source);
    add_field(datagram, "CODE_FILE", record.place.file);
    add_field(datagram, "CODE_LINE", fmt::to_string(record.place.line));
    add_field(datagram, "CODE_FUNC", record.place.function);
    for (const auto& [key, value] : record.fields)
        add_field(datagram, key, value);
    return datagram;
}

Journal::Journal() : socket_(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {}

void Journal::send(const Record& record, int syslog_level) const {
    const std::string datagram = journal_datagram(record, syslog_level);
    if (send_to_journal(socket_.get(), datagram, -1) >= 0) return;
    if (errno == EMSGSIZE || errno == ENOBUFS) send_as_file(socket_.get(), datagram);
}

}  // namespace virtd::log
