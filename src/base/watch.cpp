// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/watch.hpp"

#include <array>
#include <cerrno>
#include <memory>
#include <optional>
#include <utility>

#include "base/error.hpp"
#include "base/loop_impl.hpp"

namespace virtd {

namespace {

constexpr Fail fail{Origin::event};

}  // namespace

Watch::Watch(Loop& loop, int fd, Handler& handler, const char* name)
    : loop_(loop), fd_(fd), handler_(handler), name_(name) {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.ptr = this;
    if (epoll_ctl(loop_.impl().epoll.get(), EPOLL_CTL_ADD, fd_, &event) != 0) {
        fail.system(errno, "Unable to watch a descriptor");
    }
}

Watch::~Watch() {
    for (epoll_event& event : loop_.impl().ready) {
        if (event.data.ptr == this) event.data.ptr = nullptr;
    }
    epoll_ctl(loop_.impl().epoll.get(), EPOLL_CTL_DEL, fd_, nullptr);
}

void Watch::want(bool read, bool write) {
    if (read == read_ && write == write_) return;
    read_ = read;
    write_ = write;
    epoll_event event{};
    if (read) event.events |= EPOLLIN;
    if (write) event.events |= EPOLLOUT;
    event.data.ptr = this;
    epoll_ctl(loop_.impl().epoll.get(), EPOLL_CTL_MOD, fd_, &event);
}

struct FdWatch::State final : Watch::Handler, std::enable_shared_from_this<State> {
    State(Loop& owner, int watched, const char* turn_name)
        : loop(owner), fd(watched), name(turn_name) {}

    void ready(Watch::Ready what) override {
        const auto self = shared_from_this();  // who goes on may drop the watch
        Wait* const reader = what.read || what.gone ? take(Direction::read) : nullptr;
        const bool woke_reader = reader != nullptr;
        if (woke_reader) reader->resume(true);
        Wait* const writer = what.write || what.gone ? take(Direction::write) : nullptr;
        if (writer != nullptr) writer->resume(true);
        // Who waited once mostly does so again; only what nobody waits for is given up.
        if (!woke_reader && writer == nullptr) update();
    }

    void begin(Wait& wait, Direction direction) {
        waits[index(direction)] = &wait;
        const bool fresh = !watch;
        if (fresh) watch.emplace(loop, fd, *this, name);
        watch->want((!fresh && watch->wants_read()) || direction == Direction::read,
                    watch->wants_write() || direction == Direction::write);
    }

    void cancel(Direction direction) {
        Wait* const wait = take(direction);
        if (wait != nullptr) wait->resume(false);
    }

    void update() {
        const bool read = waits[index(Direction::read)] != nullptr;
        const bool write = waits[index(Direction::write)] != nullptr;
        if (!read && !write) return watch.reset();
        watch->want(read, write);
    }

    static std::size_t index(Direction direction) { return static_cast<std::size_t>(direction); }
    Wait* take(Direction direction) { return std::exchange(waits[index(direction)], nullptr); }

    Loop& loop;
    int fd;
    const char* name;
    std::optional<Watch> watch;  // while somebody waits, and a little longer
    std::array<Wait*, 2> waits{};
};

FdWatch::FdWatch(Loop& loop, int fd, const char* name)
    : state_(std::make_shared<State>(loop, fd, name)) {}

FdWatch::~FdWatch() {
    state_->watch.reset();
}

FdWatch::Wait FdWatch::readable() {
    return {*state_, Direction::read};
}

FdWatch::Wait FdWatch::writable() {
    return {*state_, Direction::write};
}

void FdWatch::cancel() {
    for (const Direction direction : {Direction::read, Direction::write}) {
        state_->loop.post(state_->name, [state = state_, direction] { state->cancel(direction); });
    }
}

FdWatch::Wait::~Wait() {
    if (waiter_) state_->take(direction_);
}

void FdWatch::Wait::await_suspend(std::coroutine_handle<> waiter) {
    waiter_ = waiter;
    state_->begin(*this, direction_);
}

void FdWatch::Wait::resume(bool ready) {
    ready_ = ready;
    std::exchange(waiter_, nullptr).resume();
}

}  // namespace virtd
