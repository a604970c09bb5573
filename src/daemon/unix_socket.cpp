// SPDX-License-Identifier: LGPL-2.1-or-later
#include "daemon/unix_socket.hpp"

#include <grp.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>

#include "base/error.hpp"
#include "base/translate.hpp"
#include "base/umask.hpp"

namespace virtd::daemon {

namespace {

constexpr Fail fail{Origin::rpc};

sockaddr_un address_of(const std::string& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path) {
        fail.system(ENAMETOOLONG, "Path {} too long for unix socket", path);
    }
    std::memcpy(address.sun_path, path.data(), path.size());
    return address;
}

UniqueFd new_socket() {
    UniqueFd socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (!socket) fail.system(errno, "Failed to create socket");
    return socket;
}

template <class Call>
int on_address(Call call, const UniqueFd& socket, const sockaddr_un& address) {
    return call(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address);
}

// What a daemon that was killed left behind answers nobody.
bool somebody_listens(const sockaddr_un& address) {
    return on_address(::connect, new_socket(), address) == 0 || errno == EAGAIN;
}

ino_t inode_of(const std::string& path) {
    struct stat status {};
    return ::lstat(path.c_str(), &status) == 0 ? status.st_ino : 0;
}

template <class Number>
std::optional<Number> parse_number(std::string_view text, int base) {
    Number number = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number, base);
    if (error != std::errc() || stop != end) return std::nullopt;
    return number;
}

}  // namespace

UnixSocket::UnixSocket(UnixSocketSpec spec) : path_(std::move(spec.path)) {
    const sockaddr_un address = address_of(path_);
    if (spec.only_if_free && somebody_listens(address)) {
        fail(Errc::resource_busy,
             "another process serves '{}': stop it, or take its name out of split_daemons", path_);
    }
    UniqueFd socket = new_socket();
    ::unlink(path_.c_str());
    {
        // there is no moment at which it is open to more people than it should be
        const Umask umask(~spec.mode & 0777U);
        if (on_address(::bind, socket, address) != 0) {
            fail.system(errno, "Failed to bind socket to '{}'", path_);
        }
    }
    socket_ = std::move(socket);  // from here on the file is ours to remove
    inode_ = inode_of(path_);
    if (spec.group.value_or(0) != 0 &&
        ::chown(path_.c_str(), static_cast<uid_t>(-1), *spec.group) != 0) {
        const int error = errno;
        remove();
        fail.system(error, "Failed to change group ID of '{}' to {}", path_, *spec.group);
    }
    if (::listen(socket_.get(), static_cast<int>(spec.backlog)) != 0) {
        const int error = errno;
        remove();
        fail.system(error, "Failed to listen on socket '{}'", path_);
    }
}

void UnixSocket::remove() {
    if (!path_.empty() && inode_of(path_) == inode_) ::unlink(path_.c_str());
    path_.clear();
}

mode_t parse_mode(const std::string& text) {
    const auto mode = parse_number<mode_t>(text, 8);
    if (!mode) {
        throw Error(
            {.origin = Origin::rpc, .message = translated("Failed to parse mode '{}'", text)});
    }
    return *mode;
}

gid_t parse_group(const std::string& text) {
    const bool number_only = text.starts_with('+');
    if (!number_only) {
        const group* const entry =
            ::getgrnam(text.c_str());  // NOLINT(concurrency-mt-unsafe): start-up
        if (entry != nullptr) return entry->gr_gid;
    }
    const auto number = parse_number<gid_t>(std::string_view(text).substr(number_only ? 1 : 0), 10);
    constexpr Fail fail_argument{Origin::none};
    if (!number) fail_argument(Errc::invalid_arg, "Failed to parse group '{}'", text);
    return *number;
}

}  // namespace virtd::daemon
