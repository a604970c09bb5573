// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/poller.hpp"

#include <sys/epoll.h>

#include <cerrno>

#include "base/error.hpp"

namespace virtd {

namespace {

constexpr Fail fail{Origin::event};

constexpr std::size_t events_per_round = 64;

UniqueFd make_epoll() {
    UniqueFd fd(epoll_create1(EPOLL_CLOEXEC));
    if (!fd) fail.system(errno, "Unable to create an epoll descriptor");
    return fd;
}

}  // namespace

Poller::Poller(Loop& loop)
    : epoll_(make_epoll()),
      epoll_ready_(loop, epoll_.get(), "sockets"),
      events_(events_per_round),
      serving_(serve()) {
    serving_.start();
}

Poller::~Poller() = default;

Task<void> Poller::serve() {
    bool ready = true;
    while (ready) {
        serve_round();
        ready = co_await epoll_ready_.readable();
    }
}

void Poller::serve_round() {
    const int count = epoll_wait(epoll_.get(), events_.data(), events_per_round, 0);
    if (count <= 0) return;
    round_ = std::span(events_).first(static_cast<std::size_t>(count));
    while (!round_.empty()) {
        const epoll_event event = round_.front();
        round_ = round_.subspan(1);
        if (event.data.ptr == nullptr) continue;  // forgotten by another one of this round
        const Ready what{.read = (event.events & EPOLLIN) != 0,
                         .write = (event.events & EPOLLOUT) != 0,
                         .gone = (event.events & (EPOLLERR | EPOLLHUP)) != 0};
        static_cast<Watch*>(event.data.ptr)->handler_->ready(what);
    }
}

void Poller::forget(const Watch* watch) {
    for (epoll_event& event : round_) {
        if (event.data.ptr == watch) event.data.ptr = nullptr;
    }
}

Poller::Watch::Watch(Poller& poller, int fd, Handler& handler)
    : poller_(&poller), fd_(fd), handler_(&handler) {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.ptr = this;
    if (epoll_ctl(poller_->epoll_.get(), EPOLL_CTL_ADD, fd_, &event) != 0) {
        fail.system(errno, "Unable to watch a descriptor");
    }
}

Poller::Watch::~Watch() {
    poller_->forget(this);
    epoll_ctl(poller_->epoll_.get(), EPOLL_CTL_DEL, fd_, nullptr);
}

void Poller::Watch::want(bool read, bool write) {
    if (read == read_ && write == write_) return;
    read_ = read;
    write_ = write;
    epoll_event event{};
    if (read) event.events |= EPOLLIN;
    if (write) event.events |= EPOLLOUT;
    event.data.ptr = this;
    epoll_ctl(poller_->epoll_.get(), EPOLL_CTL_MOD, fd_, &event);
}

}  // namespace virtd
