// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/file.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>
#include <filesystem>
#include <thread>

#include "base/error.hpp"
#include "base/temp_dir.hpp"

namespace virtd {

namespace {

mode_t mode_of(const std::string& path) {
    struct stat status {};
    REQUIRE(::stat(path.c_str(), &status) == 0);
    return status.st_mode & 07777U;
}

auto files_in(const TempDir& dir) {
    namespace fs = std::filesystem;
    return std::distance(fs::directory_iterator(dir.path()), fs::directory_iterator());
}

/// Makes writing beyond a few bytes fail, as a full disk does.
class SmallFiles {
public:
    explicit SmallFiles(rlim_t bytes) {
        ::getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit small{.rlim_cur = bytes, .rlim_max = before_.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &small);
        handler_ = std::signal(SIGXFSZ, SIG_IGN);
    }
    SmallFiles(const SmallFiles&) = delete;
    SmallFiles& operator=(const SmallFiles&) = delete;
    ~SmallFiles() {
        ::setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, handler_);
    }

private:
    rlimit before_{};
    void (*handler_)(int) = nullptr;
};

}  // namespace

TEST_CASE("file: what was replaced is read back, with the mode asked for") {
    const TempDir dir;
    replace_file(dir / "a", "one", 0644);
    CHECK(mode_of(dir / "a") == 0644);
    replace_file(dir / "a", "two");
    CHECK(read_file(dir / "a", 100) == "two");
    CHECK(mode_of(dir / "a") == 0600);
    CHECK(files_in(dir) == 1);
}

TEST_CASE("file: several writers of one path do not disturb each other") {
    const TempDir dir;
    const auto write = [&dir](char letter) {
        for (int i = 0; i < 50; ++i)
            replace_file(dir / "a", std::string(10'000, letter));
    };
    {
        const std::jthread one(write, 'x');
        const std::jthread other(write, 'y');
        const std::jthread third(write, 'z');
    }
    const std::string content = read_file(dir / "a", 10'000);
    CHECK(content == std::string(10'000, content[0]));
    CHECK(files_in(dir) == 1);
}

TEST_CASE("file: a full disk leaves the old file and nothing else") {
    const TempDir dir;
    replace_file(dir / "a", "old");
    {
        const SmallFiles small(10);
        CHECK_THROWS_AS(replace_file(dir / "a", std::string(100, 'x')), Error);
    }
    CHECK(read_file(dir / "a", 100) == "old");
    CHECK(files_in(dir) == 1);
}

TEST_CASE("file: errors name the file and the reason") {
    const TempDir dir;
    CHECK_THROWS_WITH_AS(read_file("/no/such", 1),
                         "Failed to open file '/no/such': No such file or directory", Error);
    CHECK_THROWS_WITH_AS(read_file("/", 1), "Failed to read file '/': Is a directory", Error);
    replace_file(dir / "a", "12345");
    CHECK(read_file(dir / "a", 5) == "12345");
    const std::string message =
        "Failed to read file '" + (dir / "a") + "': Value too large for defined data type";
    CHECK_THROWS_WITH_AS(read_file(dir / "a", 4), message.c_str(), Error);
}

TEST_CASE("file: directories are made with their parents, those that exist stay") {
    const TempDir dir;
    make_directories(dir / "a/b/c", 0700);
    CHECK(mode_of(dir / "a/b/c") == 0700);
    ::chmod((dir / "a").c_str(), 0711);
    make_directories(dir / "a/b", 0700);
    CHECK(mode_of(dir / "a") == 0711);
    replace_file(dir / "f", "");
    CHECK_THROWS_AS(make_directories(dir / "f"), Error);
    CHECK_THROWS_AS(make_directories(dir / "f/g"), Error);
}

TEST_CASE("file: the parent of a path") {
    CHECK(parent_directory("/a/b") == "/a");
    CHECK(parent_directory("/a") == "/");
    CHECK(parent_directory("a") == ".");
}

}  // namespace virtd
