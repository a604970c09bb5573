// What the public functions demand of their arguments, whatever driver they end at.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

namespace virtd::driver {

// clang-format off
struct DomainLookupByIdArgs;
struct DomainSaveFlagsArgs;
struct DomainRestoreFlagsArgs;
struct DomainSaveImageDefineXmlArgs;
struct DomainManagedSaveArgs;
struct DomainManagedSaveDefineXmlArgs;
struct DomainCoreDumpArgs;
struct DomainCoreDumpWithFormatArgs;
struct DomainSetMaxMemoryArgs;
struct DomainSetMemoryArgs;
struct DomainSetMemoryFlagsArgs;
struct DomainSetMemoryStatsPeriodArgs;
struct DomainSetMemoryParametersArgs;
struct DomainGetMemoryParametersArgs;
struct DomainSetNumaParametersArgs;
struct DomainSetBlkioParametersArgs;
struct DomainGetBlkioParametersArgs;
struct DomainSetSchedulerParametersArgs;
struct DomainSetSchedulerParametersFlagsArgs;
struct DomainGetSchedulerParametersFlagsArgs;
struct DomainSetInterfaceParametersArgs;
struct DomainSetBlockIoTuneArgs;
struct DomainGetBlockIoTuneArgs;
struct DomainSetPerfEventsArgs;
struct DomainSetIothreadParamsArgs;
struct DomainMemoryPeekArgs;
struct DomainBlockPeekArgs;
struct DomainGetBlockInfoArgs;
struct DomainSetVcpusArgs;
struct DomainSetVcpusFlagsArgs;
struct DomainGetVcpusFlagsArgs;
struct DomainPinVcpuArgs;
struct DomainPinVcpuFlagsArgs;
struct DomainGetVcpuPinInfoArgs;
struct DomainPinEmulatorArgs;
struct DomainGetEmulatorPinInfoArgs;
struct DomainPinIothreadArgs;
struct DomainGetVcpusArgs;
struct DomainGetSchedulerParametersArgs;
struct DomainDelIothreadArgs;
struct DomainSetMetadataArgs;
struct DomainGetMetadataArgs;
struct DomainRenameArgs;
struct DomainSendProcessSignalArgs;
struct DomainSendKeyArgs;
struct DomainSetLifecycleActionArgs;
struct DomainGetCpuStatsArgs;
struct DomainGetDiskErrorsArgs;
struct DomainBlockRebaseArgs;
struct DomainBlockCommitArgs;
struct DomainSnapshotCreateXmlArgs;
struct DomainRevertToSnapshotArgs;
struct DomainSnapshotDeleteArgs;
struct DomainCheckpointCreateXmlArgs;
struct DomainCheckpointDeleteArgs;
struct DomainAuthorizedSshKeysSetArgs;
struct DomainSetLaunchSecurityStateArgs;
struct ConnectBaselineHypervisorCpuArgs;
struct NodeGetCpuStatsArgs;
struct NodeGetMemoryStatsArgs;
struct NodeGetCellsFreeMemoryArgs;
struct NetworkSetMetadataArgs;
struct NetworkGetMetadataArgs;
struct StorageVolResizeArgs;
struct SecretSetValueArgs;

/// An overload for each call that has such demands; the bridge from the protocol finds it by
/// its argument. Throws what the reference's client library would have said: clients of that
/// library never get so far, others do.
void check(const DomainLookupByIdArgs& args);
void check(const DomainSaveFlagsArgs& args);
void check(const DomainRestoreFlagsArgs& args);
void check(const DomainSaveImageDefineXmlArgs& args);
void check(const DomainManagedSaveArgs& args);
void check(const DomainCoreDumpArgs& args);
void check(const DomainCoreDumpWithFormatArgs& args);
void check(const DomainSetMaxMemoryArgs& args);
void check(const DomainSetMemoryArgs& args);
void check(const DomainSetMemoryFlagsArgs& args);
void check(const DomainSetMemoryStatsPeriodArgs& args);
void check(const DomainSetMemoryParametersArgs& args);
void check(const DomainGetMemoryParametersArgs& args);
void check(const DomainSetNumaParametersArgs& args);
void check(const DomainSetBlkioParametersArgs& args);
void check(const DomainGetBlkioParametersArgs& args);
void check(const DomainSetSchedulerParametersArgs& args);
void check(const DomainSetSchedulerParametersFlagsArgs& args);
void check(const DomainGetSchedulerParametersFlagsArgs& args);
void check(const DomainSetInterfaceParametersArgs& args);
void check(const DomainSetBlockIoTuneArgs& args);
void check(const DomainGetBlockIoTuneArgs& args);
void check(const DomainSetPerfEventsArgs& args);
void check(const DomainSetIothreadParamsArgs& args);
void check(const DomainMemoryPeekArgs& args);
void check(const DomainBlockPeekArgs& args);
void check(const DomainGetBlockInfoArgs& args);
void check(const DomainSetVcpusArgs& args);
void check(const DomainSetVcpusFlagsArgs& args);
void check(const DomainGetVcpusFlagsArgs& args);
void check(const DomainPinVcpuArgs& args);
void check(const DomainPinVcpuFlagsArgs& args);
void check(const DomainGetVcpuPinInfoArgs& args);
void check(const DomainPinEmulatorArgs& args);
void check(const DomainGetEmulatorPinInfoArgs& args);
void check(const DomainPinIothreadArgs& args);
void check(const DomainGetVcpusArgs& args);
void check(const DomainGetSchedulerParametersArgs& args);
void check(const DomainDelIothreadArgs& args);
void check(const DomainSetMetadataArgs& args);
void check(const DomainGetMetadataArgs& args);
void check(const DomainSendKeyArgs& args);
void check(const DomainSetLifecycleActionArgs& args);
void check(const DomainGetCpuStatsArgs& args);
void check(const DomainGetDiskErrorsArgs& args);
void check(const DomainBlockRebaseArgs& args);
void check(const DomainBlockCommitArgs& args);
void check(const DomainSnapshotCreateXmlArgs& args);
void check(const DomainRevertToSnapshotArgs& args);
void check(const DomainSnapshotDeleteArgs& args);
void check(const DomainCheckpointCreateXmlArgs& args);
void check(const DomainCheckpointDeleteArgs& args);
void check(const NodeGetCpuStatsArgs& args);
void check(const NodeGetMemoryStatsArgs& args);
void check(const NodeGetCellsFreeMemoryArgs& args);
void check(const NetworkSetMetadataArgs& args);
void check(const NetworkGetMetadataArgs& args);
void check(const StorageVolResizeArgs& args);
void check(const SecretSetValueArgs& args);

/// The same of the few functions that look at an argument before they refuse a client that may
/// only read.
void check_before_access(const DomainManagedSaveDefineXmlArgs& args);
void check_before_access(const DomainRenameArgs& args);
void check_before_access(const DomainSendProcessSignalArgs& args);
void check_before_access(const DomainAuthorizedSshKeysSetArgs& args);
void check_before_access(const DomainSetLaunchSecurityStateArgs& args);
void check_before_access(const ConnectBaselineHypervisorCpuArgs& args);
// clang-format on

}  // namespace virtd::driver
