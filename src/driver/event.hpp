// What happened, and who wants to know: drivers publish, connections subscribe.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "driver/api/event.hpp"
#include "driver/api/qemu.hpp"

namespace virtd::driver {

/// Each class has its own event ids.
enum class EventClass : std::uint8_t {
    domain, network, storage_pool, node_device, secret, qemu_monitor
};

/// The protocol's message of an event. Those that carry a callback id leave it 0: the
/// connection puts in the id of each subscriber.
using EventBody = std::variant<
    DomainEventLifecycleMsg, DomainEventRebootMsg, DomainEventRtcChangeMsg, DomainEventWatchdogMsg,
    DomainEventIoErrorMsg, DomainEventGraphicsMsg, DomainEventIoErrorReasonMsg,
    DomainEventControlErrorMsg, DomainEventBlockJobMsg, DomainEventDiskChangeMsg,
    DomainEventTrayChangeMsg, DomainEventPmwakeupMsg, DomainEventPmsuspendMsg,
    DomainEventBalloonChangeMsg, DomainEventPmsuspendDiskMsg, DomainEventDeviceRemovedMsg,
    DomainEventBlockJob2Msg, DomainEventCallbackTunableMsg, DomainEventCallbackAgentLifecycleMsg,
    DomainEventCallbackDeviceAddedMsg, DomainEventCallbackMigrationIterationMsg,
    DomainEventCallbackJobCompletedMsg, DomainEventCallbackDeviceRemovalFailedMsg,
    DomainEventCallbackMetadataChangeMsg, DomainEventBlockThresholdMsg,
    DomainEventMemoryFailureMsg, DomainEventMemoryDeviceSizeChangeMsg, DomainEventNicMacChangeMsg,
    DomainEventVcpuRemovedMsg, DomainEventCallbackChannelLifecycleMsg, NetworkEventLifecycleMsg,
    NetworkEventCallbackMetadataChangeMsg, StoragePoolEventLifecycleMsg, StoragePoolEventRefreshMsg,
    NodeDeviceEventLifecycleMsg, NodeDeviceEventUpdateMsg, SecretEventLifecycleMsg,
    SecretEventValueChangedMsg, QemuDomainMonitorEventMsg>;

/// Which events a subscriber wants: one id of one class, of one object or of all.
struct EventFilter {
    EventClass event_class = EventClass::domain;
    std::int32_t event_id = 0;
    /// uuid of the object (its name for node devices) as key() gives it; absent: all objects
    std::optional<std::string> object;

    bool operator==(const EventFilter&) const = default;
};

/// The class, id and object of an event, derived from its body.
EventClass event_class(const EventBody& body);
std::int32_t event_id(const EventBody& body);
std::string event_object(const EventBody& body);

/// Used from the loop only. Publishing calls every matching sink before it returns, in the
/// order of subscription; a sink may subscribe or end subscriptions.
class EventHub {
public:
    using Sink = std::function<void(const std::shared_ptr<const EventBody>&)>;

    /// Ends the subscription when destroyed; may outlive the hub.
    class Subscription;

    [[nodiscard]] Subscription subscribe(EventFilter filter, Sink sink);
    void publish(EventBody body);

    /// A number that no registration of this hub has had; they count up from 0.
    std::int32_t take_id() { return state_->next_id++; }

private:
    struct Subscriber {
        EventFilter filter;
        Sink sink;
        bool ended = false;
    };
    struct State {
        std::vector<std::shared_ptr<Subscriber>> subscribers;
        int publishing = 0;
        std::int32_t next_id = 0;
        void sweep();
    };
    std::shared_ptr<State> state_ = std::make_shared<State>();
};

class EventHub::Subscription {
public:
    Subscription() = default;
    Subscription(Subscription&& other) noexcept = default;
    Subscription& operator=(Subscription&& other) noexcept;
    ~Subscription() { end(); }
    void end();

private:
    friend class EventHub;
    Subscription(std::weak_ptr<State> state, std::shared_ptr<Subscriber> subscriber)
        : state_(std::move(state)), subscriber_(std::move(subscriber)) {}

    std::weak_ptr<State> state_;
    std::shared_ptr<Subscriber> subscriber_;
};

}  // namespace virtd::driver
