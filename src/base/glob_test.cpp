// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/glob.hpp"

#include <doctest/doctest.h>

namespace virtd {

TEST_CASE("glob: a star matches any run, a question mark one character") {
    CHECK(glob_match("*qemu*", "util.qemu.process"));
    CHECK(glob_match("*", ""));
    CHECK(glob_match("a*b*c", "aXbXbXc"));
    CHECK(glob_match("v?m", "v1m"));
    CHECK_FALSE(glob_match("v?m", "vm"));
    CHECK_FALSE(glob_match("a*b", "ac"));
}

TEST_CASE("glob: the whole text must match, and case counts") {
    CHECK_FALSE(glob_match("qemu", "qemu.process"));
    CHECK_FALSE(glob_match("QEMU", "qemu"));
}

TEST_CASE("glob: brackets stand for themselves") {
    CHECK(glob_match("a[bc]", "a[bc]"));
    CHECK_FALSE(glob_match("a[bc]", "ab"));
}

}  // namespace virtd
