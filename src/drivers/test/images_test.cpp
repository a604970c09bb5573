// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/test/images.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.hpp"
#include "base/temp_dir.hpp"

namespace virtd::test {

TEST_CASE("images: an old one stays whole until the new one is, and lends it its mode") {
    const TempDir dir;
    const std::string path = dir / "image";
    write_image(path, "guest", "<old/>");
    REQUIRE(::chmod(path.c_str(), 0640) == 0);
    REQUIRE(::link(path.c_str(), (dir / "before").c_str()) == 0);
    write_image(path, "guest", "<new/>");
    CHECK(read_image(path) == "<new/>");
    CHECK(read_image(dir / "before") == "<old/>");
    struct stat about {};
    REQUIRE(::stat(path.c_str(), &about) == 0);
    CHECK((about.st_mode & 07777U) == 0640);
}

TEST_CASE("images: what is no ordinary file is written to, not replaced") {
    const TempDir dir;
    const std::string link = dir / "link";
    REQUIRE(::symlink((dir / "image").c_str(), link.c_str()) == 0);
    write_image(link, "guest", "<first/>");
    write_image(link, "guest", "<second/>");
    struct stat about {};
    REQUIRE(::lstat(link.c_str(), &about) == 0);
    CHECK(S_ISLNK(about.st_mode));
    CHECK(read_image(dir / "image") == "<second/>");
}

}  // namespace virtd::test
