// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/bitmap.hpp"

#include <doctest/doctest.h>

namespace virtd {

namespace {

std::string again(std::string_view text) {
    const auto bitmap = parse_bitmap(text, 1024);
    return bitmap ? to_string(*bitmap) : "refused";
}

}  // namespace

TEST_CASE("bitmap: lists of numbers and ranges come back in order and merged") {
    CHECK(again("0-3,^2,8") == "0-1,3,8");
    CHECK(again(" 5 , 1-2,3 ") == "1-3,5");
    CHECK(again("1023") == "1023");
    CHECK(again("60-70,^64") == "60-63,65-70");
    CHECK(again("^1") == "");
}

TEST_CASE("bitmap: malformed lists and numbers above the limit are refused") {
    for (const char* text :
         {"", "x", "1-", "-1", "5-3", "1,", "1 2", "1024", "0-5000", "^", "1-2-3"})
        CHECK_MESSAGE(again(text) == "refused", text);
}

TEST_CASE("bitmap: sets are compared, overlapped and merged by their numbers") {
    const Bitmap a = *parse_bitmap("0-2,130", 1024);
    const Bitmap b = *parse_bitmap("2-3", 1024);
    CHECK(a.overlaps(b));
    CHECK_FALSE(a.overlaps(*parse_bitmap("3,131", 1024)));
    CHECK(a.includes(*parse_bitmap("1,130", 1024)));
    CHECK_FALSE(b.includes(a));
    Bitmap both = b;
    both.merge(a);
    CHECK(to_string(both) == "0-3,130");
    CHECK(both.count() == 5);
    CHECK(both.last() == 130);
    both.erase(130);
    CHECK(both == *parse_bitmap("0-3", 1024));
}

TEST_CASE("bitmap: bytes hold bit n of byte n / 8") {
    const std::uint8_t bytes[] = {0x05, 0x80};
    CHECK(to_string(bitmap_of_bytes(bytes)) == "0,2,15");
    CHECK(to_bytes(*parse_bitmap("0,2,15", 64), 2) == std::vector<std::uint8_t>{0x05, 0x80});
    CHECK(to_bytes(*parse_bitmap("0,20", 64), 1) == std::vector<std::uint8_t>{0x01});
}

}  // namespace virtd
