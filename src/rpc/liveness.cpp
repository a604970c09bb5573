// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/liveness.hpp"

namespace virtd::rpc {

namespace {

using std::chrono::milliseconds;

}  // namespace

void Liveness::begin(Loop& loop) {
    if (settings_.interval <= milliseconds(0) || timer_) return;
    timer_.emplace(loop, "keepalive");
    received();
    timer_->start(settings_.interval, [this] { look(); });
}

void Liveness::look() {
    const auto silent = std::chrono::steady_clock::now() - last_received_;
    const auto due = settings_.interval * (unanswered_ + 1);
    if (silent >= due) {
        if (unanswered_ >= settings_.count) {
            give_up_();  // destroys us
            return;
        }
        ++unanswered_;
        ping_();
        if (!timer_) return;
    }
    const auto next = settings_.interval * (unanswered_ + 1) - silent;
    timer_->start(std::chrono::ceil<milliseconds>(next), [this] { look(); });
}

}  // namespace virtd::rpc
