// The structs of what has no handler to tell them: events, and the programs that the daemon is a
// client of.
// SPDX-License-Identifier: LGPL-2.1-or-later
#include "driver/api/event.hpp"
#include "driver/api/qemu.hpp"
#include "programs.hpp"
#include "rpc/peers/virtlockd.hpp"
#include "rpc/peers/virtlogd.hpp"

namespace virtd::rpc::wire {

namespace {

template <class Args, class Ret = void>
constexpr Structs structs(std::int32_t number) {
    return {number, wire_type<Args>, wire_type<Ret>};
}

// clang-format off
namespace of_events {
using namespace driver;  // NOLINT(google-build-using-namespace): names of a whole table
constexpr Structs remote[] = {
    structs<DomainEventLifecycleMsg>(107),
    structs<DomainEventRebootMsg>(169),
    structs<DomainEventRtcChangeMsg>(170),
    structs<DomainEventWatchdogMsg>(171),
    structs<DomainEventIoErrorMsg>(172),
    structs<DomainEventGraphicsMsg>(173),
    structs<DomainEventIoErrorReasonMsg>(195),
    structs<DomainEventControlErrorMsg>(224),
    structs<DomainEventBlockJobMsg>(241),
    structs<DomainEventDiskChangeMsg>(248),
    structs<DomainEventTrayChangeMsg>(268),
    structs<DomainEventPmwakeupMsg>(269),
    structs<DomainEventPmsuspendMsg>(270),
    structs<DomainEventBalloonChangeMsg>(276),
    structs<DomainEventPmsuspendDiskMsg>(292),
    structs<DomainEventDeviceRemovedMsg>(311),
    structs<NetworkEventLifecycleMsg>(315),
    structs<DomainEventCallbackLifecycleMsg>(318),
    structs<DomainEventCallbackRebootMsg>(319),
    structs<DomainEventCallbackRtcChangeMsg>(320),
    structs<DomainEventCallbackWatchdogMsg>(321),
    structs<DomainEventCallbackIoErrorMsg>(322),
    structs<DomainEventCallbackGraphicsMsg>(323),
    structs<DomainEventCallbackIoErrorReasonMsg>(324),
    structs<DomainEventCallbackControlErrorMsg>(325),
    structs<DomainEventCallbackBlockJobMsg>(326),
    structs<DomainEventCallbackDiskChangeMsg>(327),
    structs<DomainEventCallbackTrayChangeMsg>(328),
    structs<DomainEventCallbackPmwakeupMsg>(329),
    structs<DomainEventCallbackPmsuspendMsg>(330),
    structs<DomainEventCallbackBalloonChangeMsg>(331),
    structs<DomainEventCallbackPmsuspendDiskMsg>(332),
    structs<DomainEventCallbackDeviceRemovedMsg>(333),
    structs<DomainEventBlockJob2Msg>(339),
    structs<DomainEventCallbackTunableMsg>(346),
    structs<DomainEventCallbackAgentLifecycleMsg>(348),
    structs<DomainEventCallbackDeviceAddedMsg>(354),
    structs<DomainEventCallbackMigrationIterationMsg>(359),
    structs<ConnectEventConnectionClosedMsg>(362),
    structs<DomainEventCallbackJobCompletedMsg>(363),
    structs<DomainEventCallbackDeviceRemovalFailedMsg>(367),
    structs<StoragePoolEventLifecycleMsg>(370),
    structs<StoragePoolEventRefreshMsg>(373),
    structs<NodeDeviceEventLifecycleMsg>(376),
    structs<NodeDeviceEventUpdateMsg>(377),
    structs<DomainEventCallbackMetadataChangeMsg>(379),
    structs<SecretEventLifecycleMsg>(382),
    structs<SecretEventValueChangedMsg>(383),
    structs<DomainEventBlockThresholdMsg>(385),
    structs<DomainEventMemoryFailureMsg>(423),
    structs<DomainEventMemoryDeviceSizeChangeMsg>(438),
    structs<NetworkEventCallbackMetadataChangeMsg>(446),
    structs<DomainEventNicMacChangeMsg>(453),
    structs<DomainEventVcpuRemovedMsg>(454),
    structs<DomainEventCallbackChannelLifecycleMsg>(455),
};
constexpr Structs qemu[] = {
    structs<QemuDomainMonitorEventMsg>(6),
};
}  // namespace of_events

namespace of_virtlogd {
using namespace virtlogd;  // NOLINT(google-build-using-namespace): names of a whole table
constexpr Structs calls[] = {
    structs<DomainOpenLogFileArgs, DomainOpenLogFileRet>(1),
    structs<DomainGetLogFilePositionArgs, DomainGetLogFilePositionRet>(2),
    structs<DomainReadLogFileArgs, DomainReadLogFileRet>(3),
    structs<DomainAppendLogFileArgs, DomainAppendLogFileRet>(4),
};
}  // namespace of_virtlogd

namespace of_virtlockd {
using namespace virtlockd;  // NOLINT(google-build-using-namespace): names of a whole table
constexpr Structs calls[] = {
    structs<RegisterArgs>(1),
    structs<RestrictArgs>(2),
    structs<NewArgs>(3),
    structs<CreateResourceArgs>(4),
    structs<DeleteResourceArgs>(5),
    structs<AcquireResourceArgs>(6),
    structs<ReleaseResourceArgs>(7),
    structs<CreateLockSpaceArgs>(8),
};
}  // namespace of_virtlockd
// clang-format on

}  // namespace

std::span<const Structs> structs_of_events(std::uint32_t program) {
    if (program == qemu_program) return of_events::qemu;
    return program == remote_program ? of_events::remote : std::span<const Structs>{};
}

std::span<const Structs> structs_of_virtlogd() {
    return of_virtlogd::calls;
}

std::span<const Structs> structs_of_virtlockd() {
    return of_virtlockd::calls;
}

}  // namespace virtd::rpc::wire
