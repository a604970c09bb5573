// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/log_repetitions.hpp"

#include "base/log_setup.hpp"

namespace virtd::log {

Repetitions::Repetitions(Loop& loop) : timer_(loop, "log repetitions") {
    on_repetitions([this, &loop] { loop.post("log repetitions", [this] { write(); }); });
}

Repetitions::~Repetitions() {
    on_repetitions({});
}

void Repetitions::write() {
    if (const auto next = write_repetitions()) timer_.start(*next, [this] { write(); });
}

}  // namespace virtd::log
