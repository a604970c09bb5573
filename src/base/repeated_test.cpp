// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/repeated.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace virtd {

TEST_CASE("repeated: the first item is found that was there before") {
    struct Item {
        std::string name;
        int number;
    };
    const std::vector<Item> items{{"a", 1}, {"b", 2}, {"c", 2}, {"a", 3}};
    CHECK(find_repeated(items, &Item::name) == &items[3]);
    CHECK(find_repeated(items, &Item::number) == &items[2]);
    CHECK(find_repeated(items, [](const Item& item) { return &item; }) == nullptr);
    CHECK(find_repeated(std::vector<int>(), [](int number) { return number; }) == nullptr);
}

TEST_CASE("repeated: each item is looked at once") {
    const std::vector<int> items(100'000, 0);
    int looks = 0;
    CHECK(find_repeated(items, [&](int) { return ++looks; }) == nullptr);
    CHECK(looks == 100'000);
}

}  // namespace virtd
