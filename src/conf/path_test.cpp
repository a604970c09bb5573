// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/path.hpp"

#include <doctest/doctest.h>

namespace virtd::conf {

TEST_CASE("path: slashes that mean nothing are lost") {
    CHECK(tidy_path("/a//b/") == "/a/b");
    CHECK(tidy_path("a///") == "a");
    CHECK(tidy_path("/") == "/");
    CHECK(tidy_path("") == "");
    CHECK(tidy_path("///a") == "/a");
    CHECK(tidy_path("///") == "/");
}

TEST_CASE("path: two slashes in front, and those of addresses, are kept") {
    CHECK(tidy_path("//a//b//") == "//a/b");
    CHECK(tidy_path("//") == "//");
    CHECK(tidy_path("http://a//b/") == "http://a//b/");
}

}  // namespace virtd::conf
