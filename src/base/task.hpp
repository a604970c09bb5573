// Task<T> in a signature means: this function may suspend. Nothing else does.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <coroutine>
#include <exception>
#include <optional>
#include <type_traits>
#include <utility>

namespace virtd {

template <class T = void>
class Task;
class AnyTask;

namespace detail {

struct TaskPromiseBase {
    // At the end the waiter goes on from here; who started the body inline (see
    // Task::await_suspend) finds `done` set instead and never was a waiter.
    struct Final {
        bool await_ready() const noexcept { return false; }
        template <class Promise>
        void await_suspend(std::coroutine_handle<Promise> self) const noexcept {
            TaskPromiseBase& promise = self.promise();
            promise.done = true;
            if (const auto next = promise.waiter) next.resume();  // may destroy us
        }
        void await_resume() const noexcept {}
    };

    std::suspend_always initial_suspend() const noexcept { return {}; }
    Final final_suspend() const noexcept { return {}; }
    void unhandled_exception() noexcept { error = std::current_exception(); }

    std::coroutine_handle<> waiter;
    std::exception_ptr error;
    bool done = false;
};

template <class T>
struct TaskPromise : TaskPromiseBase {
    Task<T> get_return_object() noexcept;
    template <class V>
    void return_value(V&& result) {
        value.emplace(std::forward<V>(result));
    }
    T take() {
        if (error) std::rethrow_exception(error);
        return std::move(*value);
    }

    std::optional<T> value;
};

template <>
struct TaskPromise<void> : TaskPromiseBase {
    Task<void> get_return_object() noexcept;
    void return_void() const noexcept {}
    void take() const {
        if (error) std::rethrow_exception(error);
    }
};

}  // namespace detail

/// A computation that runs when it is awaited. Move-only; dropping it before it is done
/// destroys its frame, so only its owner may drop it, and only while nothing else is going
/// to resume it.
template <class T>
class [[nodiscard]] Task {
public:
    using promise_type = detail::TaskPromise<T>;
    using value_type = T;

    Task() = default;
    explicit Task(std::coroutine_handle<promise_type> frame) noexcept : frame_(frame) {}
    Task(Task&& other) noexcept : frame_(std::exchange(other.frame_, nullptr)) {}
    Task& operator=(Task&& other) noexcept {
        std::swap(frame_, other.frame_);
        return *this;
    }
    ~Task() {
        if (frame_) frame_.destroy();
    }

    bool await_ready() const noexcept { return frame_.promise().done; }

    // Runs the body right here; the caller suspends only if the body did. No stack grows in
    // loops over tasks that never wait, without relying on tail calls.
    bool await_suspend(std::coroutine_handle<> waiter) {
        frame_.resume();
        if (frame_.promise().done) return false;
        frame_.promise().waiter = waiter;
        return true;
    }

    T await_resume() { return frame_.promise().take(); }

    /// For those who are no coroutine: runs until the first suspension; true when finished,
    /// then result() has the value or throws.
    bool start() {
        frame_.resume();
        return frame_.promise().done;
    }
    bool done() const noexcept { return frame_ && frame_.promise().done; }
    T result() { return frame_.promise().take(); }

private:
    friend class AnyTask;
    std::coroutine_handle<promise_type> frame_;
};

template <class T>
Task<T> detail::TaskPromise<T>::get_return_object() noexcept {
    return Task<T>{std::coroutine_handle<TaskPromise>::from_promise(*this)};
}
inline Task<void> detail::TaskPromise<void>::get_return_object() noexcept {
    return Task<void>{std::coroutine_handle<TaskPromise>::from_promise(*this)};
}

/// A task whose type only those know who put it in and take its result out. What handles
/// hundreds of types of results compiles once with it.
class [[nodiscard]] AnyTask {
public:
    AnyTask() = default;
    template <class T>
    AnyTask(Task<T> task) noexcept  // NOLINT(google-explicit-constructor)
        : promise_(&task.frame_.promise()), frame_(std::exchange(task.frame_, nullptr)) {}
    AnyTask(AnyTask&& other) noexcept
        : promise_(other.promise_), frame_(std::exchange(other.frame_, nullptr)) {}
    AnyTask& operator=(AnyTask&& other) noexcept {
        std::swap(promise_, other.promise_);
        std::swap(frame_, other.frame_);
        return *this;
    }
    ~AnyTask() {
        if (frame_) frame_.destroy();
    }

    /// Runs until the first suspension; true when finished.
    bool start() {
        frame_.resume();
        return promise_->done;
    }
    // T must be that of the task put in.
    template <class T>
    T result() {
        return static_cast<detail::TaskPromise<T>*>(promise_)->take();
    }
    /// The result stays in the task.
    template <class T>
    T& value() {
        if (promise_->error) std::rethrow_exception(promise_->error);
        return *static_cast<detail::TaskPromise<T>*>(promise_)->value;
    }

    // Awaiting it waits for the end of what start() began; it has no result.
    bool await_ready() const noexcept { return promise_->done; }
    void await_suspend(std::coroutine_handle<> waiter) noexcept { promise_->waiter = waiter; }
    void await_resume() const noexcept {}

private:
    detail::TaskPromiseBase* promise_ = nullptr;
    std::coroutine_handle<> frame_;
};

/// Lets a task run on its own; its frame lives until it ends. An exception that leaves it
/// ends the process: whoever spawns catches.
void spawn(Task<void> task);

}  // namespace virtd
