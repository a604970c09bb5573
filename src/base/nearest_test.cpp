// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/nearest.hpp"

#include <doctest/doctest.h>

#include <array>
#include <string>

namespace virtd {

TEST_CASE("nearest: one that differs by few letters is found, one that differs by many is not") {
    constexpr std::array<std::string_view, 4> known{"max_clients", "max_workers", "min_workers",
                                                    "log"};
    CHECK(nearest("max_client", known) == "max_clients");
    CHECK(nearest("max_wokrers", known) == "max_workers");
    CHECK(nearest("Min_Workers", known) == "min_workers");
    CHECK(nearest("nim_workers", known) == "min_workers");
    CHECK(nearest("lgo", known) == "log");
    CHECK_FALSE(nearest("keepalive", known));
    CHECK_FALSE(nearest("xyz", known));
    CHECK_FALSE(nearest("", known));
    CHECK_FALSE(nearest(std::string(100'000, 'l'), known));
    CHECK_FALSE(nearest("a", {}));
}

}  // namespace virtd
