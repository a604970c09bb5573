// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/pid_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "base/error.hpp"

namespace virtd {

namespace {

constexpr Fail fail{Origin::none};

UniqueFd open_locked(const std::string& path) {
    UniqueFd file(::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644));
    if (!file) fail.system(errno, "Failed to open pid file '{}'", path);
    struct flock lock {};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    lock.l_len = 1;
    if (::fcntl(file.get(), F_SETLK, &lock) != 0) {
        fail.system(errno, "Failed to acquire pid file '{}'", path);
    }
    return file;
}

// Whoever held the lock before us may have removed the file between our open and our lock.
bool still_there(const UniqueFd& file, const std::string& path) {
    struct stat opened {};
    struct stat named {};
    return ::fstat(file.get(), &opened) == 0 && ::stat(path.c_str(), &named) == 0 &&
           opened.st_ino == named.st_ino && opened.st_dev == named.st_dev;
}

}  // namespace

PidFile::PidFile(std::string path) : path_(std::move(path)) {
    do {
        file_ = open_locked(path_);
    } while (!still_there(file_, path_));
    const std::string pid = fmt::format("{}", ::getpid());
    const bool written =
        ::ftruncate(file_.get(), 0) == 0 &&
        ::write(file_.get(), pid.data(), pid.size()) == static_cast<ssize_t>(pid.size());
    if (!written) fail.system(errno, "Failed to write pid file '{}'", path_);
}

PidFile::~PidFile() {
    if (file_) ::unlink(path_.c_str());
}

}  // namespace virtd
