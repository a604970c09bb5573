// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/translate.hpp"

#include <doctest/doctest.h>

namespace virtd {

TEST_CASE("translate: without a catalogue the text stays what it is") {
    CHECK(translate("no such message in any catalogue") == "no such message in any catalogue");
    CHECK(translate("").empty());
    const std::string part = std::string("Domain not found, and more").substr(0, 16);
    CHECK(translate(part) == "Domain not found");
}

TEST_CASE("translate: what is marked is the text itself") {
    static_assert(std::string_view(translatable("a text")) == "a text");
}

TEST_CASE("translate: formats are filled in") {
    const int number = 7;
    const char* const name = "vm";
    CHECK(format_translated(translatable("{} of {}"), fmt::make_format_args(number, name)) ==
          "7 of vm");
}

}  // namespace virtd
