// Undo steps of a multi-step operation, run in reverse unless it got to the end.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <functional>
#include <utility>
#include <vector>

namespace virtd {

/// Lives on the frame of the operation:
///     Undo undo;
///     create_tap();  undo.add([&] { delete_tap(); });
///     start();
///     undo.commit();
class Undo {
public:
    Undo() = default;
    Undo(const Undo&) = delete;
    Undo& operator=(const Undo&) = delete;
    ~Undo() {
        for (auto step = steps_.rbegin(); step != steps_.rend(); ++step)
            (*step)();
    }

    /// The step must not throw and must not suspend: it also runs while unwinding.
    void add(std::function<void()> step) { steps_.push_back(std::move(step)); }

    void commit() { steps_.clear(); }

private:
    std::vector<std::function<void()>> steps_;
};

}  // namespace virtd
