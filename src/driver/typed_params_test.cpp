// SPDX-License-Identifier: LGPL-2.1-or-later
#include "driver/typed_params.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"

namespace virtd::driver {

namespace {

constexpr ParamKey keys[] = {{"weight", ParamType::uint}, {"device", ParamType::string}};

std::string message(const std::vector<TypedParam>& params) {
    try {
        validate(params, keys);
    } catch (const Error& error) {
        return error.message();
    }
    return "passed";
}

struct Ret {
    List<TypedParam, 16> params;
    std::int32_t nparams = 0;
};

}  // namespace

TEST_CASE("typed params: known names with their types pass") {
    CHECK(message({param<std::uint32_t>("weight", 5), param<std::string>("device", "x")}) ==
          "passed");
    CHECK(message({}) == "passed");
}

TEST_CASE("typed params: an unknown name is not supported") {
    CHECK(message({param<std::uint32_t>("colour", 5)}) ==
          "argument unsupported: parameter 'colour' not supported");
}

TEST_CASE("typed params: a wrong type names both types") {
    CHECK(message({param<std::int64_t>("weight", 5)}) ==
          "invalid argument: invalid type 'llong' for parameter 'weight', expected 'uint'");
    CHECK(message({param<TypedBool>("device", {1})}) ==
          "invalid argument: invalid type 'boolean' for parameter 'device', expected 'string'");
}

TEST_CASE("typed params: a name may occur once") {
    CHECK(message({param<std::uint32_t>("weight", 5), param<std::uint32_t>("weight", 6)}) ==
          "invalid argument: parameter 'weight' occurs multiple times");
}

TEST_CASE("typed params: of several mistakes the one first by name is reported") {
    CHECK(message({param<std::uint32_t>("zebra", 5), param<std::uint32_t>("ant", 6)}) ==
          "argument unsupported: parameter 'ant' not supported");
}

TEST_CASE("typed params: a value is found by name and type") {
    const std::vector<TypedParam> params{param<std::uint32_t>("weight", 5)};
    REQUIRE(find_param<std::uint32_t>(params, "weight") != nullptr);
    CHECK(*find_param<std::uint32_t>(params, "weight") == 5);
    CHECK(find_param<std::int64_t>(params, "weight") == nullptr);
    CHECK(find_param<std::uint32_t>(params, "other") == nullptr);
}

TEST_CASE("typed params: the first round gives the number, the second what fits") {
    const std::vector<TypedParam> params{param<std::uint32_t>("a", 1),
                                         param<std::uint32_t>("b", 2)};
    const Ret first = counted<Ret>(params, 0);
    CHECK(first.nparams == 2);
    CHECK(first.params.empty());
    CHECK(counted<Ret>(params, 1).params.size() == 1);
    const Ret all = counted<Ret>(params, 9);
    CHECK(all.params.size() == 2);
    CHECK(all.nparams == 0);
}

}  // namespace virtd::driver
