// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/pool.hpp"

#include <pthread.h>

#include <atomic>
#include <condition_variable>
#include <csignal>
#include <deque>
#include <exception>
#include <mutex>

#include "base/error.hpp"
#include "base/log.hpp"

namespace virtd {

namespace {

constexpr Fail fail{Origin::thread};
constexpr log::Source logger{"util.threadpool"};

std::atomic<std::size_t> threads_left_behind{0};

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

struct Pool::Shared {
    explicit Shared(Loop& of) : loop(of) {}

    void serve();
    bool next(Job& job);
    void done(Job& job);

    Loop& loop;  // not to be touched when `stopping`
    std::mutex mutex;
    std::condition_variable work_arrived;
    std::condition_variable thread_ended;
    std::deque<Job> jobs;
    std::vector<std::shared_ptr<Ticket>> running;
    std::size_t threads = 0;
    std::size_t idle = 0;
    bool stopping = false;
};

Pool::Pool(Loop& loop, Limits limits)
    : loop_(loop), limits_(limits), shared_(std::make_shared<Shared>(loop)) {}

Pool::~Pool() {
    stop();
    std::unique_lock lock(shared_->mutex);
    const bool all_ended = shared_->thread_ended.wait_for(lock, limits_.patience,
                                                          [this] { return shared_->threads == 0; });
    if (!all_ended) {
        logger.warning("{} threads do not come to an end and are left behind", shared_->threads);
        threads_left_behind += shared_->threads;
    }
    lock.unlock();
    for (std::thread& thread : threads_) {
        if (all_ended) {
            thread.join();
        } else {
            thread.detach();
        }
    }
}

std::size_t Pool::left_behind() {
    return threads_left_behind;
}

/// Those who wait.
std::vector<std::shared_ptr<Pool::Ticket>> Pool::stop() {
    std::deque<Job> forgotten;  // what they own ends without the lock
    const std::lock_guard lock(shared_->mutex);
    shared_->stopping = true;
    shared_->work_arrived.notify_all();
    forgotten.swap(shared_->jobs);
    std::vector<std::shared_ptr<Ticket>> waiting = shared_->running;
    for (const Job& job : forgotten) {
        if (job.ticket != nullptr) waiting.push_back(job.ticket);
    }
    return waiting;
}

void Pool::abandon() {
    for (auto& ticket : stop()) {
        loop_.post("pool", [ticket = std::move(ticket)] {
            ticket->abandoned = true;
            if (const auto waiter = std::exchange(ticket->waiter, nullptr)) waiter.resume();
        });
    }
}

void Pool::Submit::await_resume() const {
    if (ticket_->abandoned) fail(Errc::operation_aborted, "the daemon ends");
}

Pool::Stats Pool::stats() const {
    const std::lock_guard lock(shared_->mutex);
    return {.threads = threads_.size(), .idle = shared_->idle, .waiting = shared_->jobs.size()};
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
    const std::lock_guard lock(shared_->mutex);
    if (shared_->stopping) fail(Errc::operation_aborted, "the daemon ends");
    auto& jobs = shared_->jobs;
    if (jobs.size() >= limits_.waiting) {
        fail(Errc::resource_busy, "{} jobs are waiting for a thread already", jobs.size());
    }
    if (shared_->idle <= jobs.size() && threads_.size() < limits_.threads) start_thread();
    jobs.push_back({.work = std::move(work), .ticket = std::move(ticket)});
    shared_->work_arrived.notify_one();
}

void Pool::start_thread() {
    const SignalsBlocked blocked;
    std::thread& thread = threads_.emplace_back([shared = shared_] { shared->serve(); });
    ++shared_->threads;
    pthread_setname_np(thread.native_handle(), "pool");
}

bool Pool::Shared::next(Job& job) {
    std::unique_lock lock(mutex);
    ++idle;
    work_arrived.wait(lock, [this] { return stopping || !jobs.empty(); });
    --idle;
    if (stopping) {
        --threads;
        thread_ended.notify_all();
        return false;
    }
    job = std::move(jobs.front());
    jobs.pop_front();
    if (job.ticket != nullptr) running.push_back(job.ticket);
    return true;
}

void Pool::Shared::done(Job& job) {
    if (job.ticket == nullptr) return;  // nobody waits
    const std::lock_guard lock(mutex);
    std::erase(running, job.ticket);
    if (stopping) return;
    loop.post("pool", [ticket = std::move(job.ticket)] {
        if (const auto waiter = std::exchange(ticket->waiter, nullptr)) waiter.resume();
    });
}

void Pool::Shared::serve() {
    Job job;
    while (next(job)) {
        job.work();
        job.work = nullptr;
        done(job);
    }
}

}  // namespace virtd
