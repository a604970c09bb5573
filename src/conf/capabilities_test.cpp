// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/capabilities.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"

namespace virtd::conf {

TEST_CASE("capabilities: what is printed is read again, and there is always a host") {
    const std::string printed = format(parse_capabilities(
        "<capabilities><host><cpu><arch>x86_64</arch></cpu></host></capabilities>"));
    CHECK(format(parse_capabilities(printed)) == printed);
    CHECK_THROWS_WITH_AS(parse_capabilities("<capabilities/>"),
                         "XML error: missing element or attribute 'host'", Error);
}

}  // namespace virtd::conf
