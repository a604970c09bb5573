// Readiness of a descriptor by direct calls: what a server with thousands of sockets needs.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "base/loop.hpp"

namespace virtd {

/// A descriptor that the loop watches, until this is destroyed; that must come before the
/// descriptor closes. Costs nothing while the descriptor is not ready. Level triggered; all
/// that are ready are served in turn.
class Watch {
public:
    /// What the descriptor can do now.
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

    /// Begins with wanting to read.
    Watch(Loop& loop, int fd, Handler& handler, const char* name = "descriptor");
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;
    ~Watch();

    void want(bool read, bool write);
    bool wants_read() const { return read_; }
    bool wants_write() const { return write_; }

private:
    friend class Loop;

    Loop& loop_;
    int fd_;
    Handler& handler_;
    const char* name_;
    bool read_ = true;
    bool write_ = false;
};

}  // namespace virtd
