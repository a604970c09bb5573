// SPDX-License-Identifier: LGPL-2.1-or-later
#include "driver/directory.hpp"

#include <doctest/doctest.h>

#include <vector>

namespace virtd::driver {

namespace {

Uuid uuid_of(std::uint8_t last) {
    Uuid uuid{};
    uuid.back() = last;
    return uuid;
}

Directory<int> three() {
    Directory<int> directory;
    directory.insert("web", uuid_of(1), std::make_shared<int>(1));
    directory.insert("db", uuid_of(2), std::make_shared<int>(2));
    directory.insert("mail", uuid_of(3), std::make_shared<int>(3));
    return directory;
}

std::vector<std::string> names(const Directory<int>& directory) {
    std::vector<std::string> names;
    for (const auto& entry : directory)
        names.push_back(entry.name);
    return names;
}

}  // namespace

TEST_CASE("directory: an object is found by its name, its uuid and its id") {
    Directory<int> directory = three();
    CHECK(directory.set_id("db", 7));
    CHECK(*directory.find("db") == 2);
    CHECK(*directory.find(uuid_of(2)) == 2);
    CHECK(*directory.find_id(7) == 2);
    CHECK(directory.find("nobody") == nullptr);
    CHECK(directory.find(uuid_of(9)) == nullptr);
    CHECK(directory.find_id(1) == nullptr);
}

TEST_CASE("directory: a name or uuid that is taken is refused and changes nothing") {
    Directory<int> directory = three();
    CHECK_FALSE(directory.insert("db", uuid_of(9), std::make_shared<int>(9)));
    CHECK_FALSE(directory.insert("other", uuid_of(2), std::make_shared<int>(9)));
    CHECK(directory.size() == 3);
    CHECK(directory.find(uuid_of(9)) == nullptr);
}

TEST_CASE("directory: objects without a uuid do not clash with each other") {
    Directory<int> directory;
    CHECK(directory.insert("eth0", std::nullopt, std::make_shared<int>(1)));
    CHECK(directory.insert("eth1", std::nullopt, std::make_shared<int>(2)));
    CHECK(directory.find(Uuid{}) == nullptr);
}

TEST_CASE("directory: iteration keeps the order of insertion across renames and removals") {
    Directory<int> directory = three();
    CHECK(directory.rename("web", "www"));
    CHECK(directory.set_id("mail", 1));
    CHECK(names(directory) == std::vector<std::string>{"www", "db", "mail"});
    CHECK(directory.remove("db"));
    CHECK(names(directory) == std::vector<std::string>{"www", "mail"});
}

TEST_CASE("directory: a renamed object is found by its new name only") {
    Directory<int> directory = three();
    CHECK(directory.rename("web", "www"));
    CHECK(directory.find("web") == nullptr);
    CHECK(*directory.find("www") == 1);
    CHECK(*directory.find(uuid_of(1)) == 1);
    CHECK_FALSE(directory.rename("www", "db"));
    CHECK_FALSE(directory.rename("web", "x"));
}

TEST_CASE("directory: an id belongs to one object and is free again when taken away") {
    Directory<int> directory = three();
    CHECK(directory.set_id("web", 1));
    CHECK_FALSE(directory.set_id("db", 1));
    CHECK(directory.with_id() == 1);
    CHECK(directory.set_id("web", 2));
    CHECK(directory.find_id(1) == nullptr);
    CHECK(directory.set_id("web", -1));
    CHECK(directory.with_id() == 0);
    CHECK(directory.set_id("db", 2));
    CHECK(*directory.find_id(2) == 2);
}

TEST_CASE("directory: what is removed is gone under every key and frees them") {
    Directory<int> directory = three();
    directory.set_id("db", 4);
    CHECK(directory.remove("db"));
    CHECK_FALSE(directory.remove("db"));
    CHECK(directory.find(uuid_of(2)) == nullptr);
    CHECK(directory.find_id(4) == nullptr);
    CHECK(directory.insert("db", uuid_of(2), std::make_shared<int>(5)));
    CHECK(names(directory).back() == "db");
}

TEST_CASE("directory: a found object outlives its removal") {
    Directory<int> directory = three();
    const auto object = directory.find("web");
    directory.remove("web");
    CHECK(*object == 1);
}

TEST_CASE("directory: a walk sees who was there when it began, whatever changes meanwhile") {
    Directory<int> directory;
    constexpr int many = 200;
    for (int i = 0; i < many; ++i)
        directory.insert(std::to_string(i), std::nullopt, std::make_shared<int>(i));

    Directory<int>::Walk walk(directory);
    for (int i = 0; i < 100; ++i)
        REQUIRE(*walk.next() == i);
    // Enough go for the others to move together; one of those is ahead.
    for (int i = 0; i < 150; ++i)
        if (i != 120) directory.remove(std::to_string(i));
    directory.insert("new", std::nullopt, std::make_shared<int>(many));
    CHECK(*walk.next() == 120);
    for (int i = 150; i < many; ++i)
        REQUIRE(*walk.next() == i);
    CHECK(walk.next() == nullptr);
    CHECK(walk.next() == nullptr);
}

TEST_CASE("directory: removing the next one does not end a walk") {
    Directory<int> directory = three();
    Directory<int>::Walk walk(directory);
    const int first = *walk.next();
    std::vector<int> order;
    for (const auto& entry : directory)
        order.push_back(*entry.object);
    directory.remove(uuid_of(2));
    CHECK(first == order[0]);
    CHECK(*walk.next() == order[2]);
    CHECK(walk.next() == nullptr);
}

}  // namespace virtd::driver
