// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/base64.hpp"

#include <doctest/doctest.h>

#include <utility>

namespace virtd {

TEST_CASE("base64: the vectors of RFC 4648, both ways") {
    const std::pair<const char*, const char*> vectors[] = {{"", ""},
                                                           {"f", "Zg=="},
                                                           {"fo", "Zm8="},
                                                           {"foo", "Zm9v"},
                                                           {"foob", "Zm9vYg=="},
                                                           {"fooba", "Zm9vYmE="},
                                                           {"foobar", "Zm9vYmFy"}};
    for (const auto& [bytes, text] : vectors) {
        CHECK(to_base64(bytes) == text);
        CHECK(from_base64(text) == bytes);
    }
    std::string all;
    for (int i = 0; i < 256; ++i)
        all += static_cast<char>(i);
    CHECK(from_base64(to_base64(all)) == all);
}

TEST_CASE("base64: foreign characters are passed over, and nothing follows the end") {
    CHECK(from_base64("%%Zm\n9v \x80") == "foo");
    CHECK(from_base64("Zg==Zm9v") == "f");
    CHECK(from_base64("Z").empty());
}

}  // namespace virtd
