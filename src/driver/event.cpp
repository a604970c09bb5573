// SPDX-License-Identifier: LGPL-2.1-or-later
#include "driver/event.hpp"

#include <algorithm>

namespace virtd::driver {

namespace {

// Alternatives 0 to 29 of EventBody are domain events in the order of their ids.
constexpr std::size_t domain_events = 30;
static_assert(std::is_same_v<std::variant_alternative_t<domain_events, EventBody>,
                             NetworkEventLifecycleMsg>);

struct Kind {
    EventClass event_class;
    std::int32_t id;
};

constexpr Kind other_kinds[] = {
    {EventClass::network, 0},      {EventClass::network, 1},     {EventClass::storage_pool, 0},
    {EventClass::storage_pool, 1}, {EventClass::node_device, 0}, {EventClass::node_device, 1},
    {EventClass::secret, 0},       {EventClass::secret, 1},      {EventClass::qemu_monitor, 0},
};
static_assert(std::size(other_kinds) + domain_events == std::variant_size_v<EventBody>);

Kind kind_of(const EventBody& body) {
    if (body.index() < domain_events) {
        return {EventClass::domain, static_cast<std::int32_t>(body.index())};
    }
    return other_kinds[body.index() - domain_events];
}

}  // namespace

EventClass event_class(const EventBody& body) {
    return kind_of(body).event_class;
}

std::int32_t event_id(const EventBody& body) {
    return kind_of(body).id;
}

std::string event_object(const EventBody& body) {
    const auto object = [](const auto& message) {
        if constexpr (requires { message.dom; }) return to_string(message.dom.uuid);
        else if constexpr (requires { message.net; }) return to_string(message.net.uuid);
        else if constexpr (requires { message.pool; }) return to_string(message.pool.uuid);
        else if constexpr (requires { message.secret; }) return to_string(message.secret.uuid);
        else return message.dev.name;
    };
    return std::visit(object, body);
}

void EventHub::State::sweep() {
    if (publishing > 0) return;
    std::erase_if(subscribers, [](const auto& subscriber) { return subscriber->ended; });
}

EventHub::Subscription EventHub::subscribe(EventFilter filter, Sink sink) {
    auto subscriber =
        std::make_shared<Subscriber>(Subscriber{std::move(filter), std::move(sink), false});
    state_->subscribers.push_back(subscriber);
    return {state_, std::move(subscriber)};
}

void EventHub::publish(EventBody body) {
    const Kind kind = kind_of(body);
    const auto state = state_;  // a sink may drop the driver that owns us
    if (state->subscribers.empty()) return;
    const std::string object = event_object(body);
    const auto shared = std::make_shared<const EventBody>(std::move(body));
    ++state->publishing;
    // by index: a sink may subscribe; newcomers do not get this event
    const std::size_t count = state->subscribers.size();
    for (std::size_t i = 0; i < count; ++i) {
        const auto subscriber = state->subscribers[i];
        const EventFilter& wanted = subscriber->filter;
        if (subscriber->ended || wanted.event_class != kind.event_class ||
            wanted.event_id != kind.id || (wanted.object && *wanted.object != object)) {
            continue;
        }
        subscriber->sink(shared);
    }
    --state->publishing;
    state->sweep();
}

EventHub::Subscription& EventHub::Subscription::operator=(Subscription&& other) noexcept {
    if (this != &other) {
        end();
        state_ = std::move(other.state_);
        subscriber_ = std::move(other.subscriber_);
    }
    return *this;
}

void EventHub::Subscription::end() {
    if (!subscriber_) return;
    subscriber_->ended = true;
    subscriber_.reset();
    if (const auto state = state_.lock()) state->sweep();
}

}  // namespace virtd::driver
