// A stream that gives back what it gets: the other end of consoles and channels.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <coroutine>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>

#include "driver/stream.hpp"

namespace virtd::test {

/// What was written and not yet read. Used from the loop only.
class EchoPipe {
public:
    /// At most this much waits to be read; who writes more waits, too.
    static constexpr std::size_t room = 64UL * 1024;

    bool has_room() const { return closed_ || bytes_.size() < room; }
    bool has_bytes() const { return closed_ || !bytes_.empty(); }
    bool closed() const { return closed_; }

    void put(std::string_view bytes);
    std::string take(std::size_t limit);
    /// Nothing more comes or goes; wakes those who wait.
    void close();

    /// Suspends its only waiter until there may be room, or bytes; look again.
    class [[nodiscard]] Wait {
    public:
        explicit Wait(std::coroutine_handle<>& waiter) : waiter_(waiter) {}
        Wait(const Wait&) = delete;
        Wait& operator=(const Wait&) = delete;
        ~Wait() { waiter_ = nullptr; }  // dropping the waiting coroutine just forgets it
        bool await_ready() const noexcept { return false; }
        void await_suspend(std::coroutine_handle<> handle) const { waiter_ = handle; }
        void await_resume() const noexcept {}

    private:
        std::coroutine_handle<>& waiter_;
    };
    Wait for_room() { return Wait(writer_); }
    Wait for_bytes() { return Wait(reader_); }

private:
    static void wake(std::coroutine_handle<>& waiter) {
        if (waiter) std::exchange(waiter, nullptr).resume();
    }

    std::string bytes_;
    bool closed_ = false;
    std::coroutine_handle<> reader_;
    std::coroutine_handle<> writer_;
};

class EchoStream : public driver::Stream {
public:
    explicit EchoStream(std::shared_ptr<EchoPipe> pipe) : pipe_(std::move(pipe)) {}
    ~EchoStream() override { pipe_->close(); }

    Task<driver::StreamPart> read(std::size_t limit) override;
    Task<void> write(std::string bytes) override;
    Task<void> write_hole(driver::StreamHole hole) override;
    Task<void> finish() override { co_return; }
    void abort() noexcept override { pipe_->close(); }

private:
    std::shared_ptr<EchoPipe> pipe_;
};

}  // namespace virtd::test
