// What the public calls about events take and answer; the members in order are the wire format.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "driver/types.hpp"

namespace virtd::driver {

struct DomainEventLifecycleMsg {
    DomainRef dom;
    std::int32_t event = 0;
    std::int32_t detail = 0;

    bool operator==(const DomainEventLifecycleMsg&) const = default;
};

struct DomainEventCallbackLifecycleMsg {
    std::int32_t callback_id = 0;
    DomainEventLifecycleMsg msg;

    bool operator==(const DomainEventCallbackLifecycleMsg&) const = default;
};

struct DomainEventRebootMsg {
    DomainRef dom;

    bool operator==(const DomainEventRebootMsg&) const = default;
};

struct DomainEventCallbackRebootMsg {
    std::int32_t callback_id = 0;
    DomainEventRebootMsg msg;

    bool operator==(const DomainEventCallbackRebootMsg&) const = default;
};

struct DomainEventRtcChangeMsg {
    DomainRef dom;
    std::int64_t offset = 0;

    bool operator==(const DomainEventRtcChangeMsg&) const = default;
};

struct DomainEventCallbackRtcChangeMsg {
    std::int32_t callback_id = 0;
    DomainEventRtcChangeMsg msg;

    bool operator==(const DomainEventCallbackRtcChangeMsg&) const = default;
};

struct DomainEventWatchdogMsg {
    DomainRef dom;
    std::int32_t action = 0;

    bool operator==(const DomainEventWatchdogMsg&) const = default;
};

struct DomainEventCallbackWatchdogMsg {
    std::int32_t callback_id = 0;
    DomainEventWatchdogMsg msg;

    bool operator==(const DomainEventCallbackWatchdogMsg&) const = default;
};

struct DomainEventIoErrorMsg {
    DomainRef dom;
    std::string src_path;
    std::string dev_alias;
    std::int32_t action = 0;

    bool operator==(const DomainEventIoErrorMsg&) const = default;
};

struct DomainEventCallbackIoErrorMsg {
    std::int32_t callback_id = 0;
    DomainEventIoErrorMsg msg;

    bool operator==(const DomainEventCallbackIoErrorMsg&) const = default;
};

struct DomainEventIoErrorReasonMsg {
    DomainRef dom;
    std::string src_path;
    std::string dev_alias;
    std::int32_t action = 0;
    std::string reason;

    bool operator==(const DomainEventIoErrorReasonMsg&) const = default;
};

struct DomainEventCallbackIoErrorReasonMsg {
    std::int32_t callback_id = 0;
    DomainEventIoErrorReasonMsg msg;

    bool operator==(const DomainEventCallbackIoErrorReasonMsg&) const = default;
};

struct DomainEventGraphicsAddress {
    std::int32_t family = 0;
    std::string node;
    std::string service;

    bool operator==(const DomainEventGraphicsAddress&) const = default;
};

struct DomainEventGraphicsIdentity {
    std::string type;
    std::string name;

    bool operator==(const DomainEventGraphicsIdentity&) const = default;
};

struct DomainEventGraphicsMsg {
    DomainRef dom;
    std::int32_t phase = 0;
    DomainEventGraphicsAddress local;
    DomainEventGraphicsAddress remote;
    std::string auth_scheme;
    List<DomainEventGraphicsIdentity, 20> subject;

    bool operator==(const DomainEventGraphicsMsg&) const = default;
};

struct DomainEventCallbackGraphicsMsg {
    std::int32_t callback_id = 0;
    DomainEventGraphicsMsg msg;

    bool operator==(const DomainEventCallbackGraphicsMsg&) const = default;
};

struct DomainEventBlockJobMsg {
    DomainRef dom;
    std::string path;
    std::int32_t type = 0;
    std::int32_t status = 0;

    bool operator==(const DomainEventBlockJobMsg&) const = default;
};

struct DomainEventCallbackBlockJobMsg {
    std::int32_t callback_id = 0;
    DomainEventBlockJobMsg msg;

    bool operator==(const DomainEventCallbackBlockJobMsg&) const = default;
};

struct DomainEventDiskChangeMsg {
    DomainRef dom;
    std::optional<std::string> old_src_path;
    std::optional<std::string> new_src_path;
    std::string dev_alias;
    std::int32_t reason = 0;

    bool operator==(const DomainEventDiskChangeMsg&) const = default;
};

struct DomainEventCallbackDiskChangeMsg {
    std::int32_t callback_id = 0;
    DomainEventDiskChangeMsg msg;

    bool operator==(const DomainEventCallbackDiskChangeMsg&) const = default;
};

struct DomainEventTrayChangeMsg {
    DomainRef dom;
    std::string dev_alias;
    std::int32_t reason = 0;

    bool operator==(const DomainEventTrayChangeMsg&) const = default;
};

struct DomainEventCallbackTrayChangeMsg {
    std::int32_t callback_id = 0;
    DomainEventTrayChangeMsg msg;

    bool operator==(const DomainEventCallbackTrayChangeMsg&) const = default;
};

struct DomainEventPmwakeupMsg {
    DomainRef dom;

    bool operator==(const DomainEventPmwakeupMsg&) const = default;
};

struct DomainEventCallbackPmwakeupMsg {
    std::int32_t callback_id = 0;
    std::int32_t reason = 0;
    DomainEventPmwakeupMsg msg;

    bool operator==(const DomainEventCallbackPmwakeupMsg&) const = default;
};

struct DomainEventPmsuspendMsg {
    DomainRef dom;

    bool operator==(const DomainEventPmsuspendMsg&) const = default;
};

struct DomainEventCallbackPmsuspendMsg {
    std::int32_t callback_id = 0;
    std::int32_t reason = 0;
    DomainEventPmsuspendMsg msg;

    bool operator==(const DomainEventCallbackPmsuspendMsg&) const = default;
};

struct DomainEventBalloonChangeMsg {
    DomainRef dom;
    std::uint64_t actual = 0;

    bool operator==(const DomainEventBalloonChangeMsg&) const = default;
};

struct DomainEventCallbackBalloonChangeMsg {
    std::int32_t callback_id = 0;
    DomainEventBalloonChangeMsg msg;

    bool operator==(const DomainEventCallbackBalloonChangeMsg&) const = default;
};

struct DomainEventPmsuspendDiskMsg {
    DomainRef dom;

    bool operator==(const DomainEventPmsuspendDiskMsg&) const = default;
};

struct DomainEventCallbackPmsuspendDiskMsg {
    std::int32_t callback_id = 0;
    std::int32_t reason = 0;
    DomainEventPmsuspendDiskMsg msg;

    bool operator==(const DomainEventCallbackPmsuspendDiskMsg&) const = default;
};

struct DomainEventControlErrorMsg {
    DomainRef dom;

    bool operator==(const DomainEventControlErrorMsg&) const = default;
};

struct DomainEventCallbackControlErrorMsg {
    std::int32_t callback_id = 0;
    DomainEventControlErrorMsg msg;

    bool operator==(const DomainEventCallbackControlErrorMsg&) const = default;
};

struct DomainEventDeviceRemovedMsg {
    DomainRef dom;
    std::string dev_alias;

    bool operator==(const DomainEventDeviceRemovedMsg&) const = default;
};

struct DomainEventCallbackDeviceRemovedMsg {
    std::int32_t callback_id = 0;
    DomainEventDeviceRemovedMsg msg;

    bool operator==(const DomainEventCallbackDeviceRemovedMsg&) const = default;
};

struct DomainEventBlockJob2Msg {
    std::int32_t callback_id = 0;
    DomainRef dom;
    std::string dst;
    std::int32_t type = 0;
    std::int32_t status = 0;

    bool operator==(const DomainEventBlockJob2Msg&) const = default;
};

struct DomainEventBlockThresholdMsg {
    std::int32_t callback_id = 0;
    DomainRef dom;
    std::string dev;
    std::optional<std::string> path;
    std::uint64_t threshold = 0;
    std::uint64_t excess = 0;

    bool operator==(const DomainEventBlockThresholdMsg&) const = default;
};

struct DomainEventCallbackTunableMsg {
    std::int32_t callback_id = 0;
    DomainRef dom;
    List<TypedParam, 2048> params;

    bool operator==(const DomainEventCallbackTunableMsg&) const = default;
};

struct DomainEventCallbackDeviceAddedMsg {
    std::int32_t callback_id = 0;
    DomainRef dom;
    std::string dev_alias;

    bool operator==(const DomainEventCallbackDeviceAddedMsg&) const = default;
};

struct ConnectEventConnectionClosedMsg {
    std::int32_t reason = 0;

    bool operator==(const ConnectEventConnectionClosedMsg&) const = default;
};

struct NetworkEventLifecycleMsg {
    std::int32_t callback_id = 0;
    NetworkRef net;
    std::int32_t event = 0;
    std::int32_t detail = 0;

    bool operator==(const NetworkEventLifecycleMsg&) const = default;
};

struct StoragePoolEventLifecycleMsg {
    std::int32_t callback_id = 0;
    StoragePoolRef pool;
    std::int32_t event = 0;
    std::int32_t detail = 0;

    bool operator==(const StoragePoolEventLifecycleMsg&) const = default;
};

struct StoragePoolEventRefreshMsg {
    std::int32_t callback_id = 0;
    StoragePoolRef pool;

    bool operator==(const StoragePoolEventRefreshMsg&) const = default;
};

struct NodeDeviceEventLifecycleMsg {
    std::int32_t callback_id = 0;
    NodeDeviceRef dev;
    std::int32_t event = 0;
    std::int32_t detail = 0;

    bool operator==(const NodeDeviceEventLifecycleMsg&) const = default;
};

struct NodeDeviceEventUpdateMsg {
    std::int32_t callback_id = 0;
    NodeDeviceRef dev;

    bool operator==(const NodeDeviceEventUpdateMsg&) const = default;
};

struct DomainEventCallbackAgentLifecycleMsg {
    std::int32_t callback_id = 0;
    DomainRef dom;
    std::int32_t state = 0;
    std::int32_t reason = 0;

    bool operator==(const DomainEventCallbackAgentLifecycleMsg&) const = default;
};

struct DomainEventCallbackMigrationIterationMsg {
    std::int32_t callback_id = 0;
    DomainRef dom;
    std::int32_t iteration = 0;

    bool operator==(const DomainEventCallbackMigrationIterationMsg&) const = default;
};

struct DomainEventCallbackJobCompletedMsg {
    std::int32_t callback_id = 0;
    DomainRef dom;
    List<TypedParam, 64> params;

    bool operator==(const DomainEventCallbackJobCompletedMsg&) const = default;
};

struct DomainEventCallbackDeviceRemovalFailedMsg {
    std::int32_t callback_id = 0;
    DomainRef dom;
    std::string dev_alias;

    bool operator==(const DomainEventCallbackDeviceRemovalFailedMsg&) const = default;
};

struct DomainEventCallbackMetadataChangeMsg {
    std::int32_t callback_id = 0;
    DomainRef dom;
    std::int32_t type = 0;
    std::optional<std::string> nsuri;

    bool operator==(const DomainEventCallbackMetadataChangeMsg&) const = default;
};

struct DomainEventMemoryFailureMsg {
    std::int32_t callback_id = 0;
    DomainRef dom;
    std::int32_t recipient = 0;
    std::int32_t action = 0;
    std::uint32_t flags = 0;

    bool operator==(const DomainEventMemoryFailureMsg&) const = default;
};

struct SecretEventLifecycleMsg {
    std::int32_t callback_id = 0;
    SecretRef secret;
    std::int32_t event = 0;
    std::int32_t detail = 0;

    bool operator==(const SecretEventLifecycleMsg&) const = default;
};

struct SecretEventValueChangedMsg {
    std::int32_t callback_id = 0;
    SecretRef secret;

    bool operator==(const SecretEventValueChangedMsg&) const = default;
};

struct DomainEventMemoryDeviceSizeChangeMsg {
    std::int32_t callback_id = 0;
    DomainRef dom;
    std::string alias;
    std::uint64_t size = 0;

    bool operator==(const DomainEventMemoryDeviceSizeChangeMsg&) const = default;
};

struct NetworkEventCallbackMetadataChangeMsg {
    std::int32_t callback_id = 0;
    NetworkRef net;
    std::int32_t type = 0;
    std::optional<std::string> nsuri;

    bool operator==(const NetworkEventCallbackMetadataChangeMsg&) const = default;
};

struct DomainEventNicMacChangeMsg {
    std::int32_t callback_id = 0;
    DomainRef dom;
    std::string alias;
    std::string old_mac;
    std::string new_mac;

    bool operator==(const DomainEventNicMacChangeMsg&) const = default;
};

struct DomainEventVcpuRemovedMsg {
    std::int32_t callback_id = 0;
    DomainRef dom;
    std::uint32_t vcpuid = 0;

    bool operator==(const DomainEventVcpuRemovedMsg&) const = default;
};

struct DomainEventCallbackChannelLifecycleMsg {
    std::int32_t callback_id = 0;
    DomainRef dom;
    std::string channel_name;
    std::int32_t state = 0;
    std::int32_t reason = 0;

    bool operator==(const DomainEventCallbackChannelLifecycleMsg&) const = default;
};

}  // namespace virtd::driver
