// Readiness of many descriptors by direct calls: what a server with thousands of sockets needs.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "base/file.hpp"
#include "base/loop.hpp"

struct epoll_event;

namespace virtd {

/// One set of descriptors that costs a turn of the loop only when one of them is ready.
/// Level triggered; those that are ready are served in turn.
class Poller {
public:
    class Watch;

    /// What a watched descriptor can do now.
    struct Ready {
        bool read = false;
        bool write = false;
        bool gone = false;  // the peer is; told even to those who want nothing
    };

    /// Called in a turn of the loop; may destroy any watch, also its own.
    class Handler {
    public:
        virtual void ready(Ready what) = 0;

    protected:
        ~Handler() = default;
    };

    explicit Poller(Loop& loop);
    Poller(const Poller&) = delete;
    Poller& operator=(const Poller&) = delete;
    ~Poller();

private:
    Task<void> serve();
    void serve_round();
    void forget(const Watch* watch);

    UniqueFd epoll_;
    FdWatch epoll_ready_;
    std::vector<epoll_event> events_;
    std::span<epoll_event> round_;  // those not yet handed out
    Task<void> serving_;
};

/// A descriptor in the set, until it is destroyed; that must come before the descriptor closes.
class Poller::Watch {
public:
    /// Begins with wanting to read.
    Watch(Poller& poller, int fd, Handler& handler);
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;
    ~Watch();

    void want(bool read, bool write);

private:
    friend class Poller;
    Poller* poller_;
    int fd_;
    bool read_ = true;
    bool write_ = false;
    Handler* handler_;
};

}  // namespace virtd
