// SPDX-License-Identifier: LGPL-2.1-or-later
#include "daemon/unix_socket.hpp"

#include <doctest/doctest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>

#include "base/error.hpp"
#include "base/temp_dir.hpp"

namespace virtd::daemon {

namespace {

bool can_connect(const std::string& path) {
    const UniqueFd client(::socket(AF_UNIX, SOCK_STREAM, 0));
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
    return ::connect(client.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) ==
           0;
}

unsigned mode_of(const std::string& path) {
    struct stat status {};
    REQUIRE(::stat(path.c_str(), &status) == 0);
    return status.st_mode & 0777U;
}

}  // namespace

TEST_CASE("unix socket: has the mode asked for, whatever the umask") {
    const TempDir dir;
    const mode_t before = ::umask(077);
    const UnixSocket open({.path = dir / "open", .mode = 0777, .backlog = 5});
    const UnixSocket closed({.path = dir / "closed", .mode = 0700, .backlog = 5});
    CHECK(::umask(before) == 077);
    CHECK(mode_of(dir / "open") == 0777);
    CHECK(mode_of(dir / "closed") == 0700);
    CHECK(can_connect(dir / "open"));
}

TEST_CASE("unix socket: takes the place of what lies there and goes away with its owner") {
    const TempDir dir;
    replace_file(dir / "s", "something");
    {
        const UnixSocket socket({.path = dir / "s", .backlog = 5});
        CHECK(can_connect(dir / "s"));
    }
    CHECK(::access((dir / "s").c_str(), F_OK) != 0);
}

TEST_CASE("unix socket: what another daemon has put in its place stays there") {
    const TempDir dir;
    const std::string path = dir / "s";
    auto first = std::make_optional<UnixSocket>(UnixSocketSpec{.path = path, .backlog = 5});
    const UnixSocket second({.path = path, .backlog = 5});
    first.reset();
    CHECK(can_connect(path));
}

TEST_CASE("unix socket: failures name the path") {
    CHECK_THROWS_WITH_AS(UnixSocket({.path = "/no/s"}),
                         "Failed to bind socket to '/no/s': No such file or directory", Error);
    const std::string path = "/" + std::string(110, 'x');
    const std::string message = "Path " + path + " too long for unix socket: File name too long";
    CHECK_THROWS_WITH_AS(UnixSocket({.path = path}), message.c_str(), Error);
}

TEST_CASE("unix socket: modes are octal") {
    CHECK(parse_mode("0770") == 0770);
    CHECK(parse_mode("740") == 0740);
    CHECK_THROWS_WITH_AS(parse_mode("9x"), "Failed to parse mode '9x'", Error);
    CHECK_THROWS_AS(parse_mode(""), Error);
}

TEST_CASE("unix socket: groups are names or numbers") {
    CHECK(parse_group("root") == 0);
    CHECK(parse_group("2100") == 2100);
    CHECK(parse_group("+2100") == 2100);
    CHECK_THROWS_WITH_AS(parse_group("nosuch"), "invalid argument: Failed to parse group 'nosuch'",
                         Error);
    CHECK_THROWS_AS(parse_group("+root"), Error);
}

}  // namespace virtd::daemon
