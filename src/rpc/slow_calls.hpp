// Tells of calls that take longer than the administrator wants: which, whose, what they wait for.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <chrono>
#include <list>
#include <memory>
#include <string>
#include <string_view>

#include "base/loop.hpp"

namespace virtd {
class Pool;
}

namespace virtd::rpc {

class Call;

/// Off until a limit is set; then each call that waits is told of twice: once it is slow, and when
/// it has ended. One that held the loop is told of at its end.
class SlowCalls {
    struct Entry;

public:
    using Clock = std::chrono::steady_clock;

    SlowCalls(Loop& loop, Pool& pool) : pool_(pool), alarm_(loop, "slow calls") {}

    void set_limit(std::chrono::milliseconds limit) { limit_ = limit; }
    bool enabled() const { return limit_.count() > 0; }

    /// Lives as long as a call waits.
    class Ticket {
    public:
        Ticket() = default;
        Ticket(SlowCalls& slow, std::list<Entry>::iterator entry) : slow_(&slow), entry_(entry) {}
        Ticket(Ticket&& other) noexcept
            : slow_(std::exchange(other.slow_, nullptr)), entry_(other.entry_) {}
        Ticket& operator=(Ticket&&) = delete;
        ~Ticket() {
            if (slow_ != nullptr) slow_->ended(entry_);
        }

    private:
        SlowCalls* slow_ = nullptr;
        std::list<Entry>::iterator entry_;
    };

    /// A call begins to wait; its arguments are still there.
    Ticket waits(const Call& call);
    /// A call was answered at once.
    void answered(const Call& call);

private:
    struct Entry {
        std::string what;  // procedure, client and object
        Clock::time_point begun;
        bool told = false;
    };

    void ended(std::list<Entry>::iterator entry);
    void set_alarm();
    void look();
    std::string circumstances(const Entry& entry) const;

    Pool& pool_;
    std::chrono::milliseconds limit_{0};
    Timer alarm_;
    std::list<Entry> waiting_;  // the oldest first
};

}  // namespace virtd::rpc
