// What must not be ended because nobody is connected: running guests, secrets in memory.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <utility>

namespace virtd::driver {

/// Counts reasons to stay. Used from the loop only.
class Inhibitions {
public:
    /// `changed` hears when the first reason comes, and when the last has gone.
    void on_changed(std::function<void(bool any)> changed) {
        changed_ = std::move(changed);
        if (count_ > 0 && changed_) changed_(true);
    }
    void add() {
        if (count_++ == 0 && changed_) changed_(true);
    }
    void remove() {
        if (--count_ == 0 && changed_) changed_(false);
    }

private:
    std::size_t count_ = 0;
    std::function<void(bool)> changed_;
};

}  // namespace virtd::driver
