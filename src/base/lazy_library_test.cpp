// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/lazy_library.hpp"

#include <doctest/doctest.h>
#include <gnu/libc-version.h>
#include <stdio.h>

#include <string_view>

#include "base/error.hpp"

namespace virtd {

namespace {

LazyLibrary c_library{"libc.so.6"};
const VIRTD_LAZY_FUNCTION(c_library, gnu_get_libc_version);
const VIRTD_LAZY_FUNCTION(c_library, snprintf);

LazyLibrary missing{"libnothing-of-that-name.so.1"};

LazyLibrary older{"libc.so.6"};
const LazyFunction<int()> newer_function(older, "function_of_tomorrow");

}  // namespace

TEST_CASE("lazy library: its functions answer once it is loaded") {
    c_library.load();
    c_library.load();
    CHECK(std::string_view(gnu_get_libc_version()).starts_with("2."));
    char text[10] = {};
    CHECK(snprintf(text, sizeof text, "%d %s", 7, "of 9") == 6);
    CHECK(std::string_view(text) == "7 of 9");
}

TEST_CASE("lazy library: says what is missing, as often as it is asked") {
    for (int times = 0; times < 2; ++times) {
        CHECK_THROWS_WITH_AS(missing.load(),
                             doctest::Contains("cannot load the library libnothing-of-that-name"),
                             Error);
        CHECK_THROWS_WITH_AS(
            older.load(),
            doctest::Contains("the library libc.so.6 has no function function_of_tomorrow"), Error);
    }
}

}  // namespace virtd
