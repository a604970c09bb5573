// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/liveness.hpp"

namespace virtd::rpc {

namespace {

using std::chrono::duration_cast;
using std::chrono::milliseconds;
using std::chrono::seconds;

}  // namespace

void Liveness::begin(Loop& loop) {
    if (settings_.interval <= 0 || timer_) return;
    timer_.emplace(loop, "keepalive");
    received();
    timer_->start(seconds(settings_.interval), [this] { look(); });
}

void Liveness::look() {
    const auto silent = std::chrono::steady_clock::now() - last_received_;
    const auto due = seconds(settings_.interval) * (unanswered_ + 1);
    if (silent >= due) {
        if (unanswered_ >= settings_.count) {
            give_up_();  // destroys us
            return;
        }
        ++unanswered_;
        ping_();
        if (!timer_) return;
    }
    const auto next = seconds(settings_.interval) * (unanswered_ + 1) - silent;
    timer_->start(duration_cast<milliseconds>(next) + milliseconds(1), [this] { look(); });
}

}  // namespace virtd::rpc
