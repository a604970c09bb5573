// What stands in a list twice, found without comparing each with all others.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <functional>
#include <iterator>
#include <set>
#include <type_traits>

namespace virtd {

/// The first item whose key an item before it has, too; nullptr when all differ.
template <class Items, class Key>
auto find_repeated(const Items& items, Key key_of) -> decltype(&*std::begin(items)) {
    std::set<std::decay_t<decltype(std::invoke(key_of, *std::begin(items)))>> known;
    for (const auto& item : items) {
        if (!known.insert(std::invoke(key_of, item)).second) return &item;
    }
    return nullptr;
}

}  // namespace virtd
