// Threads for work that blocks: fsync, fork, libraries without asynchronous calls.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <chrono>
#include <coroutine>
#include <cstddef>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/loop.hpp"
#include "base/task.hpp"

namespace virtd {

/// Threads start when there is work for them and stay. The work owns all it touches: copies, or
/// shared_ptr<const T>. Nothing can stop work that hangs; it may outlive the pool.
class Pool {
public:
    struct Limits {
        std::size_t threads = 8;
        std::size_t waiting = 10'000;
        /// How long the end of the pool waits for what runs.
        std::chrono::milliseconds patience = std::chrono::seconds(5);
    };
    struct Stats {
        std::size_t threads = 0;
        std::size_t idle = 0;
        std::size_t waiting = 0;
    };

    Pool(Loop& loop, Limits limits);
    explicit Pool(Loop& loop) : Pool(loop, Limits()) {}
    Pool(const Pool&) = delete;
    Pool& operator=(const Pool&) = delete;
    /// Forgets what waits, and leaves behind what still runs after a while.
    ~Pool();

    /// Whoever waits for the pool, or asks it for something later, goes on with an exception. For
    /// work whose result nobody needs when the daemon ends.
    void abandon();
    /// Threads that outlived their pools: while there are any, only _exit() ends the process well.
    static std::size_t left_behind();

    /// Runs `work` on a thread; the caller goes on, on the loop, with its result or exception.
    /// Throws resource_busy when too much is waiting. Inside a coroutine the work needs a name:
    ///     const auto work = [path] { return read_file(path); };
    ///     auto text = co_await pool.run(work);
    template <class Work>
    Task<std::invoke_result_t<Work&>> run(Work work) {
        const auto call = std::make_shared<Call<Work>>(std::move(work));
        const std::function<void()> job = [call] { call->perform(); };
        co_await Submit(*this, job);
        if (call->error) std::rethrow_exception(call->error);
        if constexpr (!std::is_void_v<std::invoke_result_t<Work&>>) {
            co_return std::move(*call->result);
        }
    }

    /// Lets go of what takes so long to free that the loop should not do it.
    void free_later(std::shared_ptr<const void> last) noexcept;

    Stats stats() const;
    /// Where those who wait for the pool go on.
    Loop& loop() const { return loop_; }

private:
    template <class Work>
    struct Call {
        using Result = std::invoke_result_t<Work&>;
        struct Nothing {};

        explicit Call(Work what) : work(std::move(what)) {}
        void perform() {
            try {
                if constexpr (std::is_void_v<Result>) {
                    work();
                } else {
                    result.emplace(work());
                }
            } catch (...) {
                error = std::current_exception();
            }
        }

        Work work;
        std::optional<std::conditional_t<std::is_void_v<Result>, Nothing, Result>> result;
        std::exception_ptr error;
    };

    /// The coroutine that waits for a job. Touched on the loop only.
    struct Ticket {
        std::coroutine_handle<> waiter;
        bool abandoned = false;
    };

    struct Job {
        std::function<void()> work;
        std::shared_ptr<Ticket> ticket;  // null: nobody waits
    };

    class Submit {
    public:
        Submit(Pool& pool, std::function<void()> work) : pool_(pool), work_(std::move(work)) {}
        Submit(const Submit&) = delete;
        Submit& operator=(const Submit&) = delete;
        ~Submit() { ticket_->waiter = nullptr; }

        bool await_ready() const noexcept { return false; }
        void await_suspend(std::coroutine_handle<> waiter) {
            ticket_->waiter = waiter;
            pool_.submit(std::move(work_), ticket_);
        }
        void await_resume() const;

    private:
        Pool& pool_;
        std::function<void()> work_;
        std::shared_ptr<Ticket> ticket_ = std::make_shared<Ticket>();
    };

    /// What threads share with the pool, and with each other when it is gone.
    struct Shared;

    void submit(std::function<void()> work, std::shared_ptr<Ticket> ticket);
    std::vector<std::shared_ptr<Ticket>> stop();
    void start_thread();

    Loop& loop_;
    const Limits limits_;
    const std::shared_ptr<Shared> shared_;
    std::vector<std::thread> threads_;
};

}  // namespace virtd
