// SPDX-License-Identifier: LGPL-2.1-or-later
#include "daemon/notify.hpp"

#include <doctest/doctest.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <cstddef>
#include <cstring>

#include "base/file.hpp"
#include "base/temp_dir.hpp"

namespace virtd::daemon {

namespace {

// What arrives at a socket when the state is sent to `path`, which '@' makes abstract.
std::string received(const std::string& path) {
    const UniqueFd socket(::socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0));
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, path.data(), path.size());
    if (path.starts_with('@')) address.sun_path[0] = '\0';
    const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + path.size());
    REQUIRE(::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), length) == 0);
    notify([&](const char*) { return path; }, "READY=1");
    char text[100];
    const ssize_t got = ::recv(socket.get(), text, sizeof text, 0);
    return got < 0 ? "" : std::string(text, static_cast<std::size_t>(got));
}

}  // namespace

TEST_CASE("notify: the state arrives at a socket in the file system and at an abstract one") {
    const TempDir dir;
    CHECK(received(dir / "n") == "READY=1");
    CHECK(received("@virtd-notify-test-" + dir.path()) == "READY=1");
}

TEST_CASE("notify: without a socket nothing happens") {
    notify([](const char*) { return std::nullopt; }, "READY=1");
}

}  // namespace virtd::daemon
