// Sees to it that the log says how often a record was repeated, though nothing else is logged.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "base/loop.hpp"

namespace virtd::log {

/// One for the process, while the loop lives. Costs nothing as long as no record is held back.
class Repetitions {
public:
    explicit Repetitions(Loop& loop);
    Repetitions(const Repetitions&) = delete;
    Repetitions& operator=(const Repetitions&) = delete;
    ~Repetitions();

private:
    void write();

    Timer timer_;
};

}  // namespace virtd::log
