// Sockets in the file system on which clients arrive.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>

#include "base/file.hpp"

namespace virtd::daemon {

struct UnixSocketSpec {
    std::string path;
    mode_t mode = 0700;
    std::optional<gid_t> group;
    unsigned backlog = 0;
    /// Refuses where somebody listens already, instead of taking the place.
    bool only_if_free = false;
};

/// Listens; the file goes away with the object.
class UnixSocket {
public:
    /// Takes the place of whatever lies at the path. Throws.
    explicit UnixSocket(UnixSocketSpec spec);
    UnixSocket(UnixSocket&& other) noexcept
        : path_(std::exchange(other.path_, {})),
          inode_(other.inode_),
          socket_(std::move(other.socket_)) {}
    UnixSocket& operator=(UnixSocket&&) = delete;
    ~UnixSocket() { remove(); }

    /// For a server; the file stays ours.
    UniqueFd take() { return std::move(socket_); }
    /// Unless another daemon has put its socket there since.
    void remove();

private:
    std::string path_;
    ino_t inode_ = 0;
    UniqueFd socket_;
};

/// "0770"; throws when the text is no octal number.
mode_t parse_mode(const std::string& text);

/// A name, a number, or '+' and a number; throws invalid_arg.
gid_t parse_group(const std::string& text);

}  // namespace virtd::daemon
