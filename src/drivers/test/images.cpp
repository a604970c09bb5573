// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/test/images.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstring>

#include "base/error.hpp"
#include "base/file.hpp"

namespace virtd::test {

namespace {

using namespace std::string_view_literals;

constexpr Fail fail{Origin::test};

constexpr std::string_view magic = "TestGuestMagic\0"sv;

// No definition is larger: it would not have fitted into the message that brought it.
constexpr std::int32_t max_definition = 32 * 1024 * 1024;

bool write_all(int fd, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t count = ::write(fd, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

/// As much as there is, up to `size` bytes.
std::string read_up_to(int fd, std::size_t size) {
    constexpr std::size_t step = 64 * 1024;
    std::string bytes;
    while (bytes.size() < size) {
        const std::size_t old = bytes.size();
        bytes.resize(old + std::min(step, size - old));
        const ssize_t count = ::read(fd, bytes.data() + old, bytes.size() - old);
        bytes.resize(old + static_cast<std::size_t>(count > 0 ? count : 0));
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) break;
    }
    return bytes;
}

UniqueFd create_file(const std::string& path) {
    return UniqueFd(::open(path.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600));
}

/// Removes what was begun, unless that is no ordinary file.
void discard(const std::string& path, const UniqueFd& file) {
    struct stat about {};
    if (::fstat(file.get(), &about) == 0 && S_ISREG(about.st_mode)) ::unlink(path.c_str());
}

std::string header_for(std::string_view definition) {
    std::string header(magic);
    const auto length = static_cast<std::int32_t>(definition.size());
    header.append(reinterpret_cast<const char*>(&length), sizeof length);
    return header;
}

}  // namespace

// Nobody has anything to lose in a file that is only now begun.
void write_image(const std::string& path, std::string_view guest, std::string_view definition) {
    struct stat about {};
    if (::lstat(path.c_str(), &about) == 0 && S_ISREG(about.st_mode)) {
        std::string image = header_for(definition);
        image += definition;
        return replace_file(path, image, about.st_mode & 07777U);
    }
    const UniqueFd file = create_file(path);
    if (!file) fail.system(errno, "saving domain '{}' to '{}': open failed", guest, path);
    if (write_all(file.get(), header_for(definition)) && write_all(file.get(), definition) &&
        (::fsync(file.get()) == 0 || errno == EINVAL)) {
        return;
    }
    const int error = errno;
    discard(path, file);
    fail.system(error, "saving domain '{}' to '{}': write failed", guest, path);
}

std::string read_image(const std::string& path) {
    const UniqueFd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file) fail.system(errno, "cannot read domain image '{}'", path);

    const std::string word = read_up_to(file.get(), magic.size());
    if (word.size() < magic.size()) fail.system(EIO, "incomplete save header in '{}'", path);
    if (word != magic) fail(Errc::internal_error, "mismatched header magic");

    const std::string length_bytes = read_up_to(file.get(), sizeof(std::int32_t));
    std::int32_t length = 0;
    if (length_bytes.size() < sizeof length) {
        fail.system(EIO, "failed to read metadata length in '{}'", path);
    }
    std::memcpy(&length, length_bytes.data(), sizeof length);
    if (length < 1 || length > max_definition) {
        fail(Errc::internal_error, "length of metadata out of range");
    }

    std::string definition = read_up_to(file.get(), static_cast<std::size_t>(length));
    if (definition.size() < static_cast<std::size_t>(length)) {
        fail.system(EIO, "incomplete metadata in '{}'", path);
    }
    return definition;
}

void write_core(const std::string& path, std::string_view guest) {
    const UniqueFd file = create_file(path);
    if (!file) fail.system(errno, "domain '{}' coredump: failed to open {}", guest, path);
    if (write_all(file.get(), magic)) return;
    const int error = errno;
    discard(path, file);
    fail.system(error, "domain '{}' coredump: failed to write header to {}", guest, path);
}

}  // namespace virtd::test
