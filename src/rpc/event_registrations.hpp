// The events one client asked for.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "driver/event.hpp"
#include "rpc/access/rule.hpp"
#include "rpc/event_frames.hpp"

namespace virtd::rpc {

class Connection;

/// Each registration sends one frame per event, until it is removed.
class EventRegistrations {
public:
    /// Decides about events beyond their class, id and object.
    using Condition = std::function<bool(const driver::EventBody&)>;

    explicit EventRegistrations(Connection& connection) : connection_(&connection) {}

    /// The id of the registration. Ids count up for all clients of a hub. What is registered
    /// already, in either style, is refused; conditions are never taken for the same. Access
    /// control decides about each event by the rule, if there is one.
    std::int32_t add(driver::EventHub& hub, driver::EventFilter filter, Condition condition,
                     const AccessRule& rule);
    bool remove(driver::EventClass event_class, std::int32_t callback_id);

    // The old style knows domain events only, and each at most once.
    void add_legacy(driver::EventHub& hub, std::int32_t event_id, const AccessRule& rule);
    bool remove_legacy(std::int32_t event_id);

    bool has(driver::EventClass event_class, EventStyle style, std::int32_t key) const;
    void clear() { registrations_.clear(); }

private:
    struct Registration {
        driver::EventFilter filter;
        bool conditional;
        EventStyle style;
        std::int32_t key;  // callback id, or event id in the old style
        driver::EventHub::Subscription subscription;
    };

    void refuse_again(const driver::EventFilter& filter) const;
    void subscribe(driver::EventHub& hub, driver::EventFilter filter, EventStyle style,
                   std::int32_t key, Condition condition, const AccessRule& rule);
    bool remove(driver::EventClass event_class, EventStyle style, std::int32_t key);

    Connection* connection_;
    std::vector<Registration> registrations_;
};

}  // namespace virtd::rpc
