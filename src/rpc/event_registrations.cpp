// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/event_registrations.hpp"

#include <algorithm>
#include <utility>

#include "rpc/connection.hpp"

namespace virtd::rpc {

namespace {

constexpr Fail fail{Origin::rpc};

// Clients need a few dozen; the list is searched linearly.
constexpr std::size_t registrations_max = 4096;

}  // namespace

using driver::EventClass;

std::int32_t EventRegistrations::add(driver::EventHub& hub, driver::EventFilter filter,
                                     Condition condition, const AccessRule& rule) {
    if (condition == nullptr) refuse_again(filter);
    const std::int32_t id = hub.take_id();
    subscribe(hub, std::move(filter), EventStyle::callback, id, std::move(condition), rule);
    return id;
}

void EventRegistrations::add_legacy(driver::EventHub& hub, std::int32_t event_id,
                                    const AccessRule& rule) {
    driver::EventFilter filter{.event_id = event_id};
    refuse_again(filter);
    hub.take_id();  // libvirtd counts these, too
    subscribe(hub, std::move(filter), EventStyle::legacy, event_id, nullptr, rule);
}

void EventRegistrations::refuse_again(const driver::EventFilter& filter) const {
    const bool found = std::ranges::any_of(registrations_, [&filter](const Registration& one) {
        return !one.conditional && one.filter == filter;
    });
    if (found) throw Error(Origin::none, Errc::invalid_arg, "event callback already tracked");
}

void EventRegistrations::subscribe(driver::EventHub& hub, driver::EventFilter filter,
                                   EventStyle style, std::int32_t key, Condition condition,
                                   const AccessRule& rule) {
    if (registrations_.size() >= registrations_max) {
        fail(Errc::resource_busy, "more than {} event registrations of one client",
             registrations_max);
    }
    const bool conditional = condition != nullptr;
    auto sink = [connection = connection_, style, key, condition = std::move(condition),
                 rule](const std::shared_ptr<const driver::EventBody>& body) {
        if (condition && !condition(*body)) return;
        if (rule.kind != AccessKind::none) {
            return EventGate::pass(*connection, body, style, key, rule);
        }
        connection->send_event(body, style, key);
    };
    auto subscription = hub.subscribe(filter, std::move(sink));
    registrations_.push_back({std::move(filter), conditional, style, key, std::move(subscription)});
}

bool EventRegistrations::remove(EventClass event_class, EventStyle style, std::int32_t key) {
    const auto found = std::ranges::find_if(registrations_, [&](const Registration& one) {
        return one.filter.event_class == event_class && one.style == style && one.key == key;
    });
    if (found == registrations_.end()) return false;
    registrations_.erase(found);
    return true;
}

bool EventRegistrations::remove(EventClass event_class, std::int32_t callback_id) {
    return remove(event_class, EventStyle::callback, callback_id);
}

bool EventRegistrations::remove_legacy(std::int32_t event_id) {
    return remove(EventClass::domain, EventStyle::legacy, event_id);
}

bool EventRegistrations::has(EventClass event_class, EventStyle style, std::int32_t key) const {
    return std::ranges::any_of(registrations_, [&](const Registration& one) {
        return one.filter.event_class == event_class && one.style == style && one.key == key;
    });
}

}  // namespace virtd::rpc
