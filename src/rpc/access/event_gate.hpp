// Holds the events of one client back until access control has decided about each, in their order.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <deque>
#include <memory>

#include "base/task.hpp"
#include "driver/event.hpp"
#include "rpc/access/keys.hpp"
#include "rpc/event_frames.hpp"

namespace virtd::rpc {

class Connection;

class EventGate {
public:
    /// Sent to a registration that is still there when it is allowed. When too many wait, this one
    /// is lost, and the log says so.
    static void pass(Connection& connection, const std::shared_ptr<const driver::EventBody>& body,
                     EventStyle style, std::int32_t key, const AccessRule& rule);

private:
    struct Waiting {
        std::shared_ptr<const driver::EventBody> body;
        EventStyle style;
        std::int32_t key;
        AccessRule rule;
    };

    static Task<void> work(std::shared_ptr<Connection> connection);

    std::deque<Waiting> waiting_;
    bool working_ = false;
    bool told_ = false;  // that events were lost
};

}  // namespace virtd::rpc
