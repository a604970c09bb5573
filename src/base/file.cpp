// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstdlib>

#include "base/error.hpp"
#include "base/undo.hpp"

namespace virtd {

namespace {

constexpr Fail fail{Origin::none};

std::string read_all(int fd, const std::string& path, std::size_t limit) {
    std::string content;
    std::array<char, 16384> part;
    while (true) {
        const ssize_t got = ::read(fd, part.data(), part.size());
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) fail.system(errno, "Failed to read file '{}'", path);
        if (got == 0) return content;
        content.append(part.data(), static_cast<std::size_t>(got));
        if (content.size() > limit) fail.system(EOVERFLOW, "Failed to read file '{}'", path);
    }
}

void write_all(int fd, std::string_view content, const std::string& path) {
    while (!content.empty()) {
        const ssize_t put = ::write(fd, content.data(), content.size());
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) fail.system(errno, "cannot write data to file '{}'", path);
        content.remove_prefix(static_cast<std::size_t>(put));
    }
}

/// For file systems that have no files without names.
UniqueFd create_beside(const std::string& path, std::string& name) {
    name = path + ".XXXXXX";
    UniqueFd file(::mkostemp(name.data(), O_CLOEXEC));
    if (file) return file;
    name.clear();
    fail.system(errno, "cannot create file '{}'", path);
}

/// Gives a file a name that nobody else uses.
std::string name_beside(const std::string& path, int fd) {
    static std::atomic<unsigned> last;
    const std::string opened = fmt::format("/proc/self/fd/{}", fd);
    while (true) {
        std::string name = fmt::format("{}.{}-{}", path, ::getpid(), ++last);
        if (::linkat(AT_FDCWD, opened.c_str(), AT_FDCWD, name.c_str(), AT_SYMLINK_FOLLOW) == 0)
            return name;
        if (errno != EEXIST) fail.system(errno, "cannot create file '{}'", name);
    }
}

}  // namespace

void UniqueFd::reset() {
    if (fd_ >= 0) ::close(std::exchange(fd_, -1));
}

std::string read_file(const std::string& path, std::size_t limit) {
    const UniqueFd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file) fail.system(errno, "Failed to open file '{}'", path);
    return read_all(file.get(), path, limit);
}

void replace_file(const std::string& path, std::string_view content, mode_t mode) {
    const std::string directory = parent_directory(path);
    std::string beside;
    Undo undo;
    undo.add([&] {
        if (!beside.empty()) ::unlink(beside.c_str());
    });
    // without a name until it is whole, so that a crash leaves nothing behind
    UniqueFd file(::open(directory.c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, mode));
    if (!file) file = create_beside(path, beside);

    if (::fchmod(file.get(), mode) != 0) fail.system(errno, "cannot set mode of '{}'", path);
    write_all(file.get(), content, path);
    if (::fsync(file.get()) != 0) fail.system(errno, "cannot sync file '{}'", path);
    if (beside.empty()) beside = name_beside(path, file.get());
    // some file systems report only here that there was no space
    if (::close(file.release()) != 0) fail.system(errno, "cannot save file '{}'", path);
    if (::rename(beside.c_str(), path.c_str()) != 0) {
        fail.system(errno, "cannot rename file '{}' as '{}'", beside, path);
    }
    undo.commit();
    sync_directory(directory);
}

int try_make_directories(const std::string& path, mode_t mode) {
    if (::mkdir(path.c_str(), mode) == 0) return 0;
    if (errno == ENOENT) {
        const int error = try_make_directories(parent_directory(path), mode);
        if (error != 0) return error;
        if (::mkdir(path.c_str(), mode) == 0) return 0;
    }
    if (errno != EEXIST) return errno;
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0) return errno;
    return S_ISDIR(status.st_mode) ? 0 : ENOTDIR;
}

void make_directories(const std::string& path, mode_t mode) {
    const int error = try_make_directories(path, mode);
    if (error != 0) fail.system(error, "cannot create directory '{}'", path);
}

void sync_directory(const std::string& path) {
    const UniqueFd directory(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!directory) fail.system(errno, "cannot open directory '{}'", path);
    if (::fsync(directory.get()) != 0) fail.system(errno, "cannot sync directory '{}'", path);
}

std::string parent_directory(const std::string& path) {
    const std::size_t slash = path.find_last_of('/');
    if (slash == std::string::npos) return ".";
    return slash == 0 ? "/" : path.substr(0, slash);
}

}  // namespace virtd
