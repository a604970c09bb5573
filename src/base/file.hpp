// File descriptors with an owner, and files that are replaced as a whole or not at all.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace virtd {

/// Owns a file descriptor and closes it; -1 is none.
class UniqueFd {
public:
    UniqueFd() = default;
    explicit UniqueFd(int fd) : fd_(fd) {}
    UniqueFd(UniqueFd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    UniqueFd& operator=(UniqueFd&& other) noexcept {
        std::swap(fd_, other.fd_);
        return *this;
    }
    ~UniqueFd() { reset(); }

    int get() const { return fd_; }
    explicit operator bool() const { return fd_ >= 0; }
    int release() { return std::exchange(fd_, -1); }
    void reset();

private:
    int fd_ = -1;
};

// All of these may block on a slow disk and throw system_error.

/// The whole file; one that is larger than `limit` is an error, not cut off.
std::string read_file(const std::string& path, std::size_t limit);

/// Puts a new file in the place of the old one. Whoever reads sees the one or the other, also
/// after a crash or with a full disk; when it returns, the new one is on the disk. Of several
/// writers of one path the last one counts.
void replace_file(const std::string& path, std::string_view content, mode_t mode = 0600);

/// With its parents; those that exist stay as they are. The umask applies.
void make_directories(const std::string& path, mode_t mode = 0777);
/// The same for those with words of their own for a failure: answers errno, 0 for success.
int try_make_directories(const std::string& path, mode_t mode = 0777);

/// Makes created, renamed and removed names in the directory durable.
void sync_directory(const std::string& path);

/// The part before the last '/': "." when there is none.
std::string parent_directory(const std::string& path);

}  // namespace virtd
