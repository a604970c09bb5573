// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/pool.hpp"

#include <pthread.h>

#include <csignal>
#include <exception>

#include "base/error.hpp"
#include "base/log.hpp"

namespace virtd {

namespace {

constexpr log::Source logger{"util.threadpool"};

constexpr Fail fail{Origin::thread};

/// Signals belong to the loop: threads inherit the mask in force while they are created.
class SignalsBlocked {
public:
    SignalsBlocked() {
        sigset_t all;
        sigfillset(&all);
        pthread_sigmask(SIG_SETMASK, &all, &before_);
    }
    SignalsBlocked(const SignalsBlocked&) = delete;
    SignalsBlocked& operator=(const SignalsBlocked&) = delete;
    ~SignalsBlocked() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

private:
    sigset_t before_{};
};

}  // namespace

Pool::Pool(Loop& loop, Limits limits) : loop_(loop), limits_(limits) {}

Pool::~Pool() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
        jobs_.clear();
    }
    work_arrived_.notify_all();
    threads_.clear();  // joins
}

Pool::Stats Pool::stats() const {
    const std::lock_guard lock(mutex_);
    return {.threads = threads_.size(), .idle = idle_, .waiting = jobs_.size()};
}

// With too many waiting, or none to be had, it ends here and now.
void Pool::free_later(std::shared_ptr<const void> last) noexcept {
    try {
        submit([held = std::move(last)] {}, nullptr);
    } catch (const std::exception& failure) {
        logger.debug("freed on the loop: {}", failure.what());
    }
}

void Pool::submit(std::function<void()> work, std::shared_ptr<Ticket> ticket) {
    const std::lock_guard lock(mutex_);
    if (jobs_.size() >= limits_.waiting) {
        fail(Errc::resource_busy, "{} jobs are waiting for a thread already", jobs_.size());
    }
    if (idle_ <= jobs_.size() && threads_.size() < limits_.threads) start_thread();
    jobs_.push_back({.work = std::move(work), .ticket = std::move(ticket)});
    work_arrived_.notify_one();
}

void Pool::start_thread() {
    const SignalsBlocked blocked;
    std::jthread& thread = threads_.emplace_back([this] { serve(); });
    pthread_setname_np(thread.native_handle(), "pool");
}

bool Pool::next(Job& job) {
    std::unique_lock lock(mutex_);
    ++idle_;
    work_arrived_.wait(lock, [this] { return stopping_ || !jobs_.empty(); });
    --idle_;
    if (stopping_) return false;
    job = std::move(jobs_.front());
    jobs_.pop_front();
    return true;
}

void Pool::serve() {
    Job job;
    while (next(job)) {
        job.work();
        job.work = nullptr;
        if (!job.ticket) continue;
        loop_.post("pool", [ticket = std::move(job.ticket)] {
            if (const auto waiter = std::exchange(ticket->waiter, nullptr)) waiter.resume();
        });
    }
}

}  // namespace virtd
