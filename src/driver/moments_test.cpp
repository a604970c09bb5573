// SPDX-License-Identifier: LGPL-2.1-or-later
#include "driver/moments.hpp"

#include <doctest/doctest.h>

namespace virtd::driver {

namespace {

struct Note {};
using Forest = Moments<Note>;

Forest::Node& add(Forest& forest, const char* name, const char* parent = nullptr) {
    return forest.insert(name, std::make_shared<Note>(),
                         parent == nullptr ? nullptr : forest.find(parent));
}

std::string names(const Forest& forest, const char* from = nullptr, MomentSelection wanted = {}) {
    std::string line;
    const auto all = [](const Forest::Node&) { return true; };
    for (const Forest::Node* node :
         forest.list(from == nullptr ? nullptr : forest.find(from), wanted, all)) {
        line += line.empty() ? node->name : " " + node->name;
    }
    return line;
}

// a - b - c
//   \ d
// e
void plant(Forest& forest) {
    add(forest, "a");
    add(forest, "b", "a");
    add(forest, "c", "b");
    add(forest, "d", "a");
    add(forest, "e");
}

}  // namespace

TEST_CASE("moments: lists name parents before their children, and the newest of siblings first") {
    Forest forest;
    plant(forest);
    CHECK(names(forest) == "e a d b c");
    CHECK(names(forest, nullptr, {.roots_only = true}) == "e a");
    CHECK(names(forest, nullptr, {.inner = false}) == "e d c");
    CHECK(names(forest, nullptr, {.leaves = false}) == "a b");
    CHECK(names(forest, "a") == "d b");
    CHECK(names(forest, "a", {.descendants = true}) == "d b c");
}

TEST_CASE("moments: the children of one that goes become its parent's") {
    Forest forest;
    plant(forest);
    forest.remove(*forest.find("b"));
    CHECK(names(forest, "a") == "c d");
    forest.remove(*forest.find("a"));
    CHECK(names(forest, nullptr, {.roots_only = true}) == "c d e");
    CHECK(forest.find("a") == nullptr);
}

TEST_CASE("moments: being current passes to the parent") {
    Forest forest;
    plant(forest);
    forest.set_current(forest.find("c"));
    forest.remove(*forest.find("c"));
    CHECK(forest.current() == forest.find("b"));
    forest.remove_below(*forest.find("a"));
    CHECK(forest.current() == forest.find("a"));
    CHECK(names(forest) == "e a");
    forest.remove(*forest.find("a"));
    CHECK(forest.current() == nullptr);
}

TEST_CASE("moments: a moment can be put after another, but not after its own descendants") {
    Forest forest;
    plant(forest);
    CHECK(Forest::is_below(forest.find("c"), *forest.find("a")));
    CHECK_FALSE(Forest::is_below(forest.find("e"), *forest.find("a")));
    forest.move(*forest.find("e"), forest.find("c"));
    CHECK(names(forest, "a", {.descendants = true}) == "d b c e");
}

TEST_CASE("moments: a chain of 100,000 is listed and removed") {
    Forest forest;
    Forest::Node* last = nullptr;
    for (int i = 0; i < 100000; ++i) {
        last = &forest.insert(std::to_string(i), std::make_shared<Note>(), last);
    }
    forest.set_current(last);
    forest.remove_below(*forest.find("0"));
    CHECK(forest.size() == 1);
    CHECK(forest.current()->name == "0");
}

}  // namespace virtd::driver
