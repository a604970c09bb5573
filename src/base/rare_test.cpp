// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/rare.hpp"

#include <string>

#include <doctest/doctest.h>

using virtd::Rare;

TEST_CASE("what is absent costs a pointer") {
    struct Big {
        char bytes[1000];
    };
    CHECK(sizeof(Rare<Big>) == sizeof(void*));
}

TEST_CASE("a copy has a value of its own") {
    Rare<std::string> first = "one";
    Rare<std::string> second = first;
    *second += " more";
    CHECK(*first == "one");
    CHECK(*second == "one more");
    first = second;
    CHECK(first == second);
    CHECK(&*first != &*second);
    second.reset();
    CHECK(first.has_value());
    CHECK_FALSE(first == second);
}

TEST_CASE("assigning to itself keeps the value") {
    Rare<std::string> value = "kept";
    const Rare<std::string>& same = value;
    value = same;
    CHECK(*value == "kept");
}

TEST_CASE("two that are absent are equal") {
    Rare<std::string> value = "gone";
    value = std::nullopt;
    CHECK(value == Rare<std::string>());
}
