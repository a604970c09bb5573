// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/wire_error.hpp"

#include <doctest/doctest.h>

#include <string>

#include "rpc/bodies.hpp"
#include "rpc/xdr.hpp"

namespace virtd::rpc {

namespace {

ErrorBody sent(const std::string& text) {
    std::string out;
    encode_error(out, Error({.origin = Origin::domain,
                             .code = Errc::xml_error,
                             .message = text,
                             .str1 = "%s",
                             .str2 = text}));
    return decode<ErrorBody>(out);
}

}  // namespace

TEST_CASE("wire error: short texts travel as they are") {
    CHECK(sent("no such thing").message == "no such thing");
}

TEST_CASE("wire error: what fits in no frame is cut, between two characters") {
    constexpr std::size_t most = std::size_t{1} << 20U;
    const ErrorBody error = sent(std::string(most * 40, 'x'));
    CHECK(error.message == std::string(most, 'x'));
    CHECK(error.str2 == error.message);
    CHECK(sent(std::string(most - 1, 'x') + "\u00e4").message == std::string(most - 1, 'x'));
}

}  // namespace virtd::rpc
