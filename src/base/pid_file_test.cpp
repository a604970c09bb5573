// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/pid_file.hpp"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/error.hpp"
#include "base/temp_dir.hpp"

namespace virtd {

namespace {

// Whether another process can have the file; locks do not exclude within one process.
std::string error_of_other_process(const std::string& path) {
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    const pid_t child = ::fork();
    if (child == 0) {
        std::string said = "taken";
        try {
            PidFile(path).abandon();
        } catch (const Error& error) {
            said = error.message();
        }
        [[maybe_unused]] const ssize_t written = ::write(ends[1], said.data(), said.size());
        ::_exit(0);
    }
    ::close(ends[1]);
    char said[500] = {};
    const ssize_t got = ::read(ends[0], said, sizeof said);
    ::close(ends[0]);
    ::waitpid(child, nullptr, 0);
    return {said, static_cast<std::size_t>(got)};
}

}  // namespace

TEST_CASE("pid file: holds the pid and nothing else, whatever it held before") {
    const TempDir dir;
    replace_file(dir / "pid", "99999999999999", 0644);
    const PidFile file(dir / "pid");
    CHECK(read_file(dir / "pid", 100) == std::to_string(::getpid()));
}

TEST_CASE("pid file: goes away with its owner") {
    const TempDir dir;
    { const PidFile file(dir / "pid"); }
    CHECK(::access((dir / "pid").c_str(), F_OK) != 0);
}

TEST_CASE("pid file: another process cannot have it, until it is free") {
    const TempDir dir;
    {
        const PidFile file(dir / "pid");
        CHECK(error_of_other_process(dir / "pid") == "Failed to acquire pid file '" +
                                                         (dir / "pid") +
                                                         "': Resource temporarily unavailable");
    }
    CHECK(error_of_other_process(dir / "pid") == "taken");
}

TEST_CASE("pid file: one that cannot be opened is named") {
    CHECK_THROWS_WITH_AS(PidFile("/no/pid"),
                         "Failed to open pid file '/no/pid': No such file or directory", Error);
}

}  // namespace virtd
