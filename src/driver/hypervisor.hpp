// What a driver can be asked about the host and its domains. Whatever a driver does not override is "not supported".
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>

#include "base/task.hpp"
#include "driver/api/connect.hpp"
#include "driver/api/domain.hpp"
#include "driver/api/migrate.hpp"
#include "driver/api/snapshot.hpp"
#include "driver/api/qemu.hpp"
#include "driver/api/lxc.hpp"
#include "driver/event.hpp"
#include "driver/identify.hpp"
#include "driver/not_supported.hpp"
#include "driver/stream.hpp"

namespace virtd::driver {

/// One connection's view of such a driver. The names are those of the protocol.
// clang-format off
class Hypervisor {
public:
    Hypervisor() = default;
    Hypervisor(const Hypervisor&) = delete;
    Hypervisor& operator=(const Hypervisor&) = delete;
    virtual ~Hypervisor() = default;

    /// Where this driver publishes what happens; null: it has no events.
    virtual EventHub* events() { return nullptr; }
    /// The same for the events of the qemu program.
    virtual EventHub* monitor_events() { return nullptr; }

    /// See driver/identify.hpp.
    virtual Task<DomainRef> identify_domain(DomainKey)
        { not_supported("access control of domains"); }

    virtual Task<ConnectGetTypeRet> connect_get_type() { not_supported("virConnectGetType"); }
    virtual Task<ConnectGetVersionRet> connect_get_version()
        { not_supported("virConnectGetVersion"); }
    virtual Task<ConnectGetMaxVcpusRet> connect_get_max_vcpus(ConnectGetMaxVcpusArgs)
        { not_supported("virConnectGetMaxVcpus"); }
    virtual Task<NodeGetInfoRet> node_get_info() { not_supported("virNodeGetInfo"); }
    virtual Task<ConnectGetCapabilitiesRet> connect_get_capabilities()
        { not_supported("virConnectGetCapabilities"); }

    virtual Task<void> domain_attach_device(DomainAttachDeviceArgs)
        { not_supported("virDomainAttachDevice"); }
    virtual Task<void> domain_create(DomainCreateArgs) { not_supported("virDomainCreate"); }
    virtual Task<DomainCreateXmlRet> domain_create_xml(DomainCreateXmlArgs)
        { not_supported("virDomainCreateXML"); }
    virtual Task<DomainDefineXmlRet> domain_define_xml(DomainDefineXmlArgs)
        { not_supported("virDomainDefineXML"); }
    virtual Task<void> domain_destroy(DomainDestroyArgs) { not_supported("virDomainDestroy"); }
    virtual Task<void> domain_detach_device(DomainDetachDeviceArgs)
        { not_supported("virDomainDetachDevice"); }
    virtual Task<DomainGetXmlDescRet> domain_get_xml_desc(DomainGetXmlDescArgs)
        { not_supported("virDomainGetXMLDesc"); }
    virtual Task<DomainGetAutostartRet> domain_get_autostart(DomainGetAutostartArgs)
        { not_supported("virDomainGetAutostart"); }
    virtual Task<DomainGetInfoRet> domain_get_info(DomainGetInfoArgs)
        { not_supported("virDomainGetInfo"); }
    virtual Task<DomainGetMaxMemoryRet> domain_get_max_memory(DomainGetMaxMemoryArgs)
        { not_supported("virDomainGetMaxMemory"); }
    virtual Task<DomainGetMaxVcpusRet> domain_get_max_vcpus(DomainGetMaxVcpusArgs)
        { not_supported("virDomainGetMaxVcpus"); }
    virtual Task<DomainGetOsTypeRet> domain_get_os_type(DomainGetOsTypeArgs)
        { not_supported("virDomainGetOSType"); }
    virtual Task<DomainGetVcpusRet> domain_get_vcpus(DomainGetVcpusArgs)
        { not_supported("virDomainGetVcpus"); }

    virtual Task<ConnectListDefinedDomainsRet>
    connect_list_defined_domains(ConnectListDefinedDomainsArgs)
        { not_supported("virConnectListDefinedDomains"); }

    virtual Task<DomainLookupByIdRet> domain_lookup_by_id(DomainLookupByIdArgs)
        { not_supported("virDomainLookupByID"); }
    virtual Task<DomainLookupByNameRet> domain_lookup_by_name(DomainLookupByNameArgs)
        { not_supported("virDomainLookupByName"); }
    virtual Task<DomainLookupByUuidRet> domain_lookup_by_uuid(DomainLookupByUuidArgs)
        { not_supported("virDomainLookupByUUID"); }

    virtual Task<ConnectNumOfDefinedDomainsRet> connect_num_of_defined_domains()
        { not_supported("virConnectNumOfDefinedDomains"); }

    virtual Task<void> domain_pin_vcpu(DomainPinVcpuArgs) { not_supported("virDomainPinVcpu"); }
    virtual Task<void> domain_reboot(DomainRebootArgs) { not_supported("virDomainReboot"); }
    virtual Task<void> domain_resume(DomainResumeArgs) { not_supported("virDomainResume"); }
    virtual Task<void> domain_set_autostart(DomainSetAutostartArgs)
        { not_supported("virDomainSetAutostart"); }
    virtual Task<void> domain_set_max_memory(DomainSetMaxMemoryArgs)
        { not_supported("virDomainSetMaxMemory"); }
    virtual Task<void> domain_set_memory(DomainSetMemoryArgs)
        { not_supported("virDomainSetMemory"); }
    virtual Task<void> domain_set_vcpus(DomainSetVcpusArgs) { not_supported("virDomainSetVcpus"); }
    virtual Task<void> domain_shutdown(DomainShutdownArgs) { not_supported("virDomainShutdown"); }
    virtual Task<void> domain_suspend(DomainSuspendArgs) { not_supported("virDomainSuspend"); }
    virtual Task<void> domain_undefine(DomainUndefineArgs) { not_supported("virDomainUndefine"); }

    virtual Task<ConnectListDomainsRet> connect_list_domains(ConnectListDomainsArgs)
        { not_supported("virConnectListDomains"); }
    virtual Task<ConnectNumOfDomainsRet> connect_num_of_domains()
        { not_supported("virConnectNumOfDomains"); }

    virtual Task<void> domain_core_dump(DomainCoreDumpArgs) { not_supported("virDomainCoreDump"); }
    virtual Task<void> domain_restore(DomainRestoreArgs) { not_supported("virDomainRestore"); }
    virtual Task<void> domain_save(DomainSaveArgs) { not_supported("virDomainSave"); }
    virtual Task<DomainGetSchedulerTypeRet> domain_get_scheduler_type(DomainGetSchedulerTypeArgs)
        { not_supported("virDomainGetSchedulerType"); }
    virtual Task<DomainGetSchedulerParametersRet>
    domain_get_scheduler_parameters(DomainGetSchedulerParametersArgs)
        { not_supported("virDomainGetSchedulerParameters"); }
    virtual Task<void> domain_set_scheduler_parameters(DomainSetSchedulerParametersArgs)
        { not_supported("virDomainSetSchedulerParameters"); }

    virtual Task<ConnectGetHostnameRet> connect_get_hostname()
        { not_supported("virConnectGetHostname"); }
    virtual Task<ConnectSupportsFeatureRet> connect_supports_feature(ConnectSupportsFeatureArgs)
        { not_supported("virConnectSupportsFeature"); }

    virtual Task<DomainMigratePrepareRet> domain_migrate_prepare(DomainMigratePrepareArgs)
        { not_supported("virDomainMigratePrepare"); }
    virtual Task<void> domain_migrate_perform(DomainMigratePerformArgs)
        { not_supported("virDomainMigratePerform"); }
    virtual Task<DomainMigrateFinishRet> domain_migrate_finish(DomainMigrateFinishArgs)
        { not_supported("virDomainMigrateFinish"); }

    virtual Task<DomainBlockStatsRet> domain_block_stats(DomainBlockStatsArgs)
        { not_supported("virDomainBlockStats"); }
    virtual Task<DomainInterfaceStatsRet> domain_interface_stats(DomainInterfaceStatsArgs)
        { not_supported("virDomainInterfaceStats"); }

    virtual Task<NodeGetCellsFreeMemoryRet> node_get_cells_free_memory(NodeGetCellsFreeMemoryArgs)
        { not_supported("virNodeGetCellsFreeMemory"); }
    virtual Task<NodeGetFreeMemoryRet> node_get_free_memory()
        { not_supported("virNodeGetFreeMemory"); }

    virtual Task<DomainBlockPeekRet> domain_block_peek(DomainBlockPeekArgs)
        { not_supported("virDomainBlockPeek"); }
    virtual Task<DomainMemoryPeekRet> domain_memory_peek(DomainMemoryPeekArgs)
        { not_supported("virDomainMemoryPeek"); }

    virtual Task<DomainMigratePrepare2Ret> domain_migrate_prepare2(DomainMigratePrepare2Args)
        { not_supported("virDomainMigratePrepare2"); }
    virtual Task<DomainMigrateFinish2Ret> domain_migrate_finish2(DomainMigrateFinish2Args)
        { not_supported("virDomainMigrateFinish2"); }

    virtual Task<ConnectGetUriRet> connect_get_uri() { not_supported("virConnectGetURI"); }
    virtual Task<void> node_device_dettach(NodeDeviceDettachArgs)
        { not_supported("virNodeDeviceDettach"); }
    virtual Task<void> node_device_re_attach(NodeDeviceReAttachArgs)
        { not_supported("virNodeDeviceReAttach"); }
    virtual Task<void> node_device_reset(NodeDeviceResetArgs)
        { not_supported("virNodeDeviceReset"); }

    virtual Task<DomainGetSecurityLabelRet> domain_get_security_label(DomainGetSecurityLabelArgs)
        { not_supported("virDomainGetSecurityLabel"); }

    virtual Task<NodeGetSecurityModelRet> node_get_security_model()
        { not_supported("virNodeGetSecurityModel"); }
    virtual Task<ConnectDomainXmlFromNativeRet>
    connect_domain_xml_from_native(ConnectDomainXmlFromNativeArgs)
        { not_supported("virConnectDomainXMLFromNative"); }
    virtual Task<ConnectDomainXmlToNativeRet>
    connect_domain_xml_to_native(ConnectDomainXmlToNativeArgs)
        { not_supported("virConnectDomainXMLToNative"); }

    virtual Task<std::unique_ptr<Stream>>
    domain_migrate_prepare_tunnel(DomainMigratePrepareTunnelArgs)
        { not_supported("virDomainMigratePrepareTunnel"); }

    virtual Task<ConnectIsSecureRet> connect_is_secure() { not_supported("virConnectIsSecure"); }

    virtual Task<DomainIsActiveRet> domain_is_active(DomainIsActiveArgs)
        { not_supported("virDomainIsActive"); }
    virtual Task<DomainIsPersistentRet> domain_is_persistent(DomainIsPersistentArgs)
        { not_supported("virDomainIsPersistent"); }

    virtual Task<ConnectGetLibVersionRet> connect_get_lib_version()
        { not_supported("virConnectGetLibVersion"); }
    virtual Task<ConnectCompareCpuRet> connect_compare_cpu(ConnectCompareCpuArgs)
        { not_supported("virConnectCompareCPU"); }

    virtual Task<DomainMemoryStatsRet> domain_memory_stats(DomainMemoryStatsArgs)
        { not_supported("virDomainMemoryStats"); }
    virtual Task<void> domain_attach_device_flags(DomainAttachDeviceFlagsArgs)
        { not_supported("virDomainAttachDeviceFlags"); }
    virtual Task<void> domain_detach_device_flags(DomainDetachDeviceFlagsArgs)
        { not_supported("virDomainDetachDeviceFlags"); }

    virtual Task<ConnectBaselineCpuRet> connect_baseline_cpu(ConnectBaselineCpuArgs)
        { not_supported("virConnectBaselineCPU"); }

    virtual Task<DomainGetJobInfoRet> domain_get_job_info(DomainGetJobInfoArgs)
        { not_supported("virDomainGetJobInfo"); }
    virtual Task<void> domain_abort_job(DomainAbortJobArgs) { not_supported("virDomainAbortJob"); }

    virtual Task<void> domain_migrate_set_max_downtime(DomainMigrateSetMaxDowntimeArgs)
        { not_supported("virDomainMigrateSetMaxDowntime"); }

    virtual Task<void> domain_update_device_flags(DomainUpdateDeviceFlagsArgs)
        { not_supported("virDomainUpdateDeviceFlags"); }
    virtual Task<void> domain_managed_save(DomainManagedSaveArgs)
        { not_supported("virDomainManagedSave"); }
    virtual Task<DomainHasManagedSaveImageRet>
    domain_has_managed_save_image(DomainHasManagedSaveImageArgs)
        { not_supported("virDomainHasManagedSaveImage"); }
    virtual Task<void> domain_managed_save_remove(DomainManagedSaveRemoveArgs)
        { not_supported("virDomainManagedSaveRemove"); }

    virtual Task<DomainSnapshotCreateXmlRet> domain_snapshot_create_xml(DomainSnapshotCreateXmlArgs)
        { not_supported("virDomainSnapshotCreateXML"); }
    virtual Task<DomainSnapshotGetXmlDescRet>
    domain_snapshot_get_xml_desc(DomainSnapshotGetXmlDescArgs)
        { not_supported("virDomainSnapshotGetXMLDesc"); }
    virtual Task<DomainSnapshotNumRet> domain_snapshot_num(DomainSnapshotNumArgs)
        { not_supported("virDomainSnapshotNum"); }
    virtual Task<DomainSnapshotListNamesRet> domain_snapshot_list_names(DomainSnapshotListNamesArgs)
        { not_supported("virDomainSnapshotListNames"); }
    virtual Task<DomainSnapshotLookupByNameRet>
    domain_snapshot_lookup_by_name(DomainSnapshotLookupByNameArgs)
        { not_supported("virDomainSnapshotLookupByName"); }
    virtual Task<DomainHasCurrentSnapshotRet>
    domain_has_current_snapshot(DomainHasCurrentSnapshotArgs)
        { not_supported("virDomainHasCurrentSnapshot"); }
    virtual Task<DomainSnapshotCurrentRet> domain_snapshot_current(DomainSnapshotCurrentArgs)
        { not_supported("virDomainSnapshotCurrent"); }
    virtual Task<void> domain_revert_to_snapshot(DomainRevertToSnapshotArgs)
        { not_supported("virDomainRevertToSnapshot"); }
    virtual Task<void> domain_snapshot_delete(DomainSnapshotDeleteArgs)
        { not_supported("virDomainSnapshotDelete"); }

    virtual Task<DomainGetBlockInfoRet> domain_get_block_info(DomainGetBlockInfoArgs)
        { not_supported("virDomainGetBlockInfo"); }
    virtual Task<DomainCreateWithFlagsRet> domain_create_with_flags(DomainCreateWithFlagsArgs)
        { not_supported("virDomainCreateWithFlags"); }
    virtual Task<void> domain_set_memory_parameters(DomainSetMemoryParametersArgs)
        { not_supported("virDomainSetMemoryParameters"); }
    virtual Task<DomainGetMemoryParametersRet>
    domain_get_memory_parameters(DomainGetMemoryParametersArgs)
        { not_supported("virDomainGetMemoryParameters"); }
    virtual Task<void> domain_set_vcpus_flags(DomainSetVcpusFlagsArgs)
        { not_supported("virDomainSetVcpusFlags"); }
    virtual Task<DomainGetVcpusFlagsRet> domain_get_vcpus_flags(DomainGetVcpusFlagsArgs)
        { not_supported("virDomainGetVcpusFlags"); }
    virtual Task<std::unique_ptr<Stream>> domain_open_console(DomainOpenConsoleArgs)
        { not_supported("virDomainOpenConsole"); }
    virtual Task<DomainIsUpdatedRet> domain_is_updated(DomainIsUpdatedArgs)
        { not_supported("virDomainIsUpdated"); }

    virtual Task<ConnectGetSysinfoRet> connect_get_sysinfo(ConnectGetSysinfoArgs)
        { not_supported("virConnectGetSysinfo"); }

    virtual Task<void> domain_set_memory_flags(DomainSetMemoryFlagsArgs)
        { not_supported("virDomainSetMemoryFlags"); }
    virtual Task<void> domain_set_blkio_parameters(DomainSetBlkioParametersArgs)
        { not_supported("virDomainSetBlkioParameters"); }
    virtual Task<DomainGetBlkioParametersRet>
    domain_get_blkio_parameters(DomainGetBlkioParametersArgs)
        { not_supported("virDomainGetBlkioParameters"); }

    virtual Task<void> domain_migrate_set_max_speed(DomainMigrateSetMaxSpeedArgs)
        { not_supported("virDomainMigrateSetMaxSpeed"); }

    virtual Task<void> domain_inject_nmi(DomainInjectNmiArgs)
        { not_supported("virDomainInjectNMI"); }
    virtual Task<OpenedStream<DomainScreenshotRet>> domain_screenshot(DomainScreenshotArgs)
        { not_supported("virDomainScreenshot"); }
    virtual Task<DomainGetStateRet> domain_get_state(DomainGetStateArgs)
        { not_supported("virDomainGetState"); }

    virtual Task<DomainMigrateBegin3Ret> domain_migrate_begin3(DomainMigrateBegin3Args)
        { not_supported("virDomainMigrateBegin3"); }
    virtual Task<DomainMigratePrepare3Ret> domain_migrate_prepare3(DomainMigratePrepare3Args)
        { not_supported("virDomainMigratePrepare3"); }
    virtual Task<OpenedStream<DomainMigratePrepareTunnel3Ret>>
    domain_migrate_prepare_tunnel3(DomainMigratePrepareTunnel3Args)
        { not_supported("virDomainMigratePrepareTunnel3"); }
    virtual Task<DomainMigratePerform3Ret> domain_migrate_perform3(DomainMigratePerform3Args)
        { not_supported("virDomainMigratePerform3"); }
    virtual Task<DomainMigrateFinish3Ret> domain_migrate_finish3(DomainMigrateFinish3Args)
        { not_supported("virDomainMigrateFinish3"); }
    virtual Task<void> domain_migrate_confirm3(DomainMigrateConfirm3Args)
        { not_supported("virDomainMigrateConfirm3"); }

    virtual Task<void> domain_set_scheduler_parameters_flags(DomainSetSchedulerParametersFlagsArgs)
        { not_supported("virDomainSetSchedulerParametersFlags"); }
    virtual Task<DomainGetSchedulerParametersFlagsRet>
    domain_get_scheduler_parameters_flags(DomainGetSchedulerParametersFlagsArgs)
        { not_supported("virDomainGetSchedulerParametersFlags"); }
    virtual Task<void> domain_pin_vcpu_flags(DomainPinVcpuFlagsArgs)
        { not_supported("virDomainPinVcpuFlags"); }
    virtual Task<void> domain_send_key(DomainSendKeyArgs) { not_supported("virDomainSendKey"); }

    virtual Task<NodeGetCpuStatsRet> node_get_cpu_stats(NodeGetCpuStatsArgs)
        { not_supported("virNodeGetCPUStats"); }
    virtual Task<NodeGetMemoryStatsRet> node_get_memory_stats(NodeGetMemoryStatsArgs)
        { not_supported("virNodeGetMemoryStats"); }

    virtual Task<DomainGetControlInfoRet> domain_get_control_info(DomainGetControlInfoArgs)
        { not_supported("virDomainGetControlInfo"); }
    virtual Task<DomainGetVcpuPinInfoRet> domain_get_vcpu_pin_info(DomainGetVcpuPinInfoArgs)
        { not_supported("virDomainGetVcpuPinInfo"); }
    virtual Task<void> domain_undefine_flags(DomainUndefineFlagsArgs)
        { not_supported("virDomainUndefineFlags"); }
    virtual Task<void> domain_save_flags(DomainSaveFlagsArgs)
        { not_supported("virDomainSaveFlags"); }
    virtual Task<void> domain_restore_flags(DomainRestoreFlagsArgs)
        { not_supported("virDomainRestoreFlags"); }
    virtual Task<void> domain_destroy_flags(DomainDestroyFlagsArgs)
        { not_supported("virDomainDestroyFlags"); }
    virtual Task<DomainSaveImageGetXmlDescRet>
    domain_save_image_get_xml_desc(DomainSaveImageGetXmlDescArgs)
        { not_supported("virDomainSaveImageGetXMLDesc"); }
    virtual Task<void> domain_save_image_define_xml(DomainSaveImageDefineXmlArgs)
        { not_supported("virDomainSaveImageDefineXML"); }
    virtual Task<void> domain_block_job_abort(DomainBlockJobAbortArgs)
        { not_supported("virDomainBlockJobAbort"); }
    virtual Task<DomainGetBlockJobInfoRet> domain_get_block_job_info(DomainGetBlockJobInfoArgs)
        { not_supported("virDomainGetBlockJobInfo"); }
    virtual Task<void> domain_block_job_set_speed(DomainBlockJobSetSpeedArgs)
        { not_supported("virDomainBlockJobSetSpeed"); }
    virtual Task<void> domain_block_pull(DomainBlockPullArgs)
        { not_supported("virDomainBlockPull"); }

    virtual Task<DomainMigrateGetMaxSpeedRet>
    domain_migrate_get_max_speed(DomainMigrateGetMaxSpeedArgs)
        { not_supported("virDomainMigrateGetMaxSpeed"); }

    virtual Task<DomainBlockStatsFlagsRet> domain_block_stats_flags(DomainBlockStatsFlagsArgs)
        { not_supported("virDomainBlockStatsFlags"); }

    virtual Task<DomainSnapshotGetParentRet> domain_snapshot_get_parent(DomainSnapshotGetParentArgs)
        { not_supported("virDomainSnapshotGetParent"); }

    virtual Task<void> domain_reset(DomainResetArgs) { not_supported("virDomainReset"); }

    virtual Task<DomainSnapshotNumChildrenRet>
    domain_snapshot_num_children(DomainSnapshotNumChildrenArgs)
        { not_supported("virDomainSnapshotNumChildren"); }
    virtual Task<DomainSnapshotListChildrenNamesRet>
    domain_snapshot_list_children_names(DomainSnapshotListChildrenNamesArgs)
        { not_supported("virDomainSnapshotListChildrenNames"); }

    virtual Task<void> domain_open_graphics(DomainOpenGraphicsArgs, Descriptors)
        { not_supported("virDomainOpenGraphics"); }

    virtual Task<void> node_suspend_for_duration(NodeSuspendForDurationArgs)
        { not_supported("virNodeSuspendForDuration"); }

    virtual Task<void> domain_block_resize(DomainBlockResizeArgs)
        { not_supported("virDomainBlockResize"); }
    virtual Task<void> domain_set_block_io_tune(DomainSetBlockIoTuneArgs)
        { not_supported("virDomainSetBlockIoTune"); }
    virtual Task<DomainGetBlockIoTuneRet> domain_get_block_io_tune(DomainGetBlockIoTuneArgs)
        { not_supported("virDomainGetBlockIoTune"); }
    virtual Task<void> domain_set_numa_parameters(DomainSetNumaParametersArgs)
        { not_supported("virDomainSetNumaParameters"); }
    virtual Task<DomainGetNumaParametersRet> domain_get_numa_parameters(DomainGetNumaParametersArgs)
        { not_supported("virDomainGetNumaParameters"); }
    virtual Task<void> domain_set_interface_parameters(DomainSetInterfaceParametersArgs)
        { not_supported("virDomainSetInterfaceParameters"); }
    virtual Task<DomainGetInterfaceParametersRet>
    domain_get_interface_parameters(DomainGetInterfaceParametersArgs)
        { not_supported("virDomainGetInterfaceParameters"); }
    virtual Task<void> domain_shutdown_flags(DomainShutdownFlagsArgs)
        { not_supported("virDomainShutdownFlags"); }
    virtual Task<void> domain_pm_suspend_for_duration(DomainPmSuspendForDurationArgs)
        { not_supported("virDomainPMSuspendForDuration"); }
    virtual Task<DomainGetCpuStatsRet> domain_get_cpu_stats(DomainGetCpuStatsArgs)
        { not_supported("virDomainGetCPUStats"); }
    virtual Task<DomainGetDiskErrorsRet> domain_get_disk_errors(DomainGetDiskErrorsArgs)
        { not_supported("virDomainGetDiskErrors"); }
    virtual Task<void> domain_set_metadata(DomainSetMetadataArgs)
        { not_supported("virDomainSetMetadata"); }
    virtual Task<DomainGetMetadataRet> domain_get_metadata(DomainGetMetadataArgs)
        { not_supported("virDomainGetMetadata"); }
    virtual Task<void> domain_block_rebase(DomainBlockRebaseArgs)
        { not_supported("virDomainBlockRebase"); }
    virtual Task<void> domain_pm_wakeup(DomainPmWakeupArgs) { not_supported("virDomainPMWakeup"); }

    virtual Task<DomainSnapshotIsCurrentRet> domain_snapshot_is_current(DomainSnapshotIsCurrentArgs)
        { not_supported("virDomainSnapshotIsCurrent"); }
    virtual Task<DomainSnapshotHasMetadataRet>
    domain_snapshot_has_metadata(DomainSnapshotHasMetadataArgs)
        { not_supported("virDomainSnapshotHasMetadata"); }

    virtual Task<ConnectListAllDomainsRet> connect_list_all_domains(ConnectListAllDomainsArgs)
        { not_supported("virConnectListAllDomains"); }

    virtual Task<DomainListAllSnapshotsRet> domain_list_all_snapshots(DomainListAllSnapshotsArgs)
        { not_supported("virDomainListAllSnapshots"); }
    virtual Task<DomainSnapshotListAllChildrenRet>
    domain_snapshot_list_all_children(DomainSnapshotListAllChildrenArgs)
        { not_supported("virDomainSnapshotListAllChildren"); }

    virtual Task<DomainGetHostnameRet> domain_get_hostname(DomainGetHostnameArgs)
        { not_supported("virDomainGetHostname"); }
    virtual Task<DomainGetSecurityLabelListRet>
    domain_get_security_label_list(DomainGetSecurityLabelListArgs)
        { not_supported("virDomainGetSecurityLabelList"); }
    virtual Task<void> domain_pin_emulator(DomainPinEmulatorArgs)
        { not_supported("virDomainPinEmulator"); }
    virtual Task<DomainGetEmulatorPinInfoRet>
    domain_get_emulator_pin_info(DomainGetEmulatorPinInfoArgs)
        { not_supported("virDomainGetEmulatorPinInfo"); }

    virtual Task<void> node_set_memory_parameters(NodeSetMemoryParametersArgs)
        { not_supported("virNodeSetMemoryParameters"); }
    virtual Task<NodeGetMemoryParametersRet> node_get_memory_parameters(NodeGetMemoryParametersArgs)
        { not_supported("virNodeGetMemoryParameters"); }

    virtual Task<void> domain_block_commit(DomainBlockCommitArgs)
        { not_supported("virDomainBlockCommit"); }

    virtual Task<NodeGetCpuMapRet> node_get_cpu_map(NodeGetCpuMapArgs)
        { not_supported("virNodeGetCPUMap"); }

    virtual Task<void> domain_fstrim(DomainFstrimArgs) { not_supported("virDomainFSTrim"); }
    virtual Task<void> domain_send_process_signal(DomainSendProcessSignalArgs)
        { not_supported("virDomainSendProcessSignal"); }
    virtual Task<std::unique_ptr<Stream>> domain_open_channel(DomainOpenChannelArgs)
        { not_supported("virDomainOpenChannel"); }
    virtual Task<DomainGetJobStatsRet> domain_get_job_stats(DomainGetJobStatsArgs)
        { not_supported("virDomainGetJobStats"); }

    virtual Task<DomainMigrateGetCompressionCacheRet>
    domain_migrate_get_compression_cache(DomainMigrateGetCompressionCacheArgs)
        { not_supported("virDomainMigrateGetCompressionCache"); }
    virtual Task<void> domain_migrate_set_compression_cache(DomainMigrateSetCompressionCacheArgs)
        { not_supported("virDomainMigrateSetCompressionCache"); }

    virtual Task<void> node_device_detach_flags(NodeDeviceDetachFlagsArgs)
        { not_supported("virNodeDeviceDetachFlags"); }

    virtual Task<DomainMigrateBegin3ParamsRet>
    domain_migrate_begin3_params(DomainMigrateBegin3ParamsArgs)
        { not_supported("virDomainMigrateBegin3Params"); }
    virtual Task<DomainMigratePrepare3ParamsRet>
    domain_migrate_prepare3_params(DomainMigratePrepare3ParamsArgs)
        { not_supported("virDomainMigratePrepare3Params"); }
    virtual Task<OpenedStream<DomainMigratePrepareTunnel3ParamsRet>>
    domain_migrate_prepare_tunnel3_params(DomainMigratePrepareTunnel3ParamsArgs)
        { not_supported("virDomainMigratePrepareTunnel3Params"); }
    virtual Task<DomainMigratePerform3ParamsRet>
    domain_migrate_perform3_params(DomainMigratePerform3ParamsArgs)
        { not_supported("virDomainMigratePerform3Params"); }
    virtual Task<DomainMigrateFinish3ParamsRet>
    domain_migrate_finish3_params(DomainMigrateFinish3ParamsArgs)
        { not_supported("virDomainMigrateFinish3Params"); }
    virtual Task<void> domain_migrate_confirm3_params(DomainMigrateConfirm3ParamsArgs)
        { not_supported("virDomainMigrateConfirm3Params"); }

    virtual Task<void> domain_set_memory_stats_period(DomainSetMemoryStatsPeriodArgs)
        { not_supported("virDomainSetMemoryStatsPeriod"); }
    virtual Task<DomainCreateXmlWithFilesRet>
    domain_create_xml_with_files(DomainCreateXmlWithFilesArgs, Descriptors)
        { not_supported("virDomainCreateXMLWithFiles"); }
    virtual Task<DomainCreateWithFilesRet>
    domain_create_with_files(DomainCreateWithFilesArgs, Descriptors)
        { not_supported("virDomainCreateWithFiles"); }

    virtual Task<ConnectGetCpuModelNamesRet>
    connect_get_cpu_model_names(ConnectGetCpuModelNamesArgs)
        { not_supported("virConnectGetCPUModelNames"); }

    virtual Task<void> domain_core_dump_with_format(DomainCoreDumpWithFormatArgs)
        { not_supported("virDomainCoreDumpWithFormat"); }
    virtual Task<DomainFsfreezeRet> domain_fsfreeze(DomainFsfreezeArgs)
        { not_supported("virDomainFSFreeze"); }
    virtual Task<DomainFsthawRet> domain_fsthaw(DomainFsthawArgs)
        { not_supported("virDomainFSThaw"); }
    virtual Task<DomainGetTimeRet> domain_get_time(DomainGetTimeArgs)
        { not_supported("virDomainGetTime"); }
    virtual Task<void> domain_set_time(DomainSetTimeArgs) { not_supported("virDomainSetTime"); }

    virtual Task<NodeGetFreePagesRet> node_get_free_pages(NodeGetFreePagesArgs)
        { not_supported("virNodeGetFreePages"); }
    virtual Task<ConnectGetDomainCapabilitiesRet>
    connect_get_domain_capabilities(ConnectGetDomainCapabilitiesArgs)
        { not_supported("virConnectGetDomainCapabilities"); }

    virtual Task<Descriptors> domain_open_graphics_fd(DomainOpenGraphicsFdArgs)
        { not_supported("virDomainOpenGraphicsFD"); }

    virtual Task<ConnectGetAllDomainStatsRet>
    connect_get_all_domain_stats(ConnectGetAllDomainStatsArgs)
        { not_supported("virConnectGetAllDomainStats"); }

    virtual Task<void> domain_block_copy(DomainBlockCopyArgs)
        { not_supported("virDomainBlockCopy"); }

    virtual Task<NodeAllocPagesRet> node_alloc_pages(NodeAllocPagesArgs)
        { not_supported("virNodeAllocPages"); }

    virtual Task<DomainGetFsinfoRet> domain_get_fsinfo(DomainGetFsinfoArgs)
        { not_supported("virDomainGetFSInfo"); }
    virtual Task<DomainDefineXmlFlagsRet> domain_define_xml_flags(DomainDefineXmlFlagsArgs)
        { not_supported("virDomainDefineXMLFlags"); }
    virtual Task<DomainGetIothreadInfoRet> domain_get_iothread_info(DomainGetIothreadInfoArgs)
        { not_supported("virDomainGetIOThreadInfo"); }
    virtual Task<void> domain_pin_iothread(DomainPinIothreadArgs)
        { not_supported("virDomainPinIOThread"); }
    virtual Task<DomainInterfaceAddressesRet>
    domain_interface_addresses(DomainInterfaceAddressesArgs)
        { not_supported("virDomainInterfaceAddresses"); }
    virtual Task<void> domain_add_iothread(DomainAddIothreadArgs)
        { not_supported("virDomainAddIOThread"); }
    virtual Task<void> domain_del_iothread(DomainDelIothreadArgs)
        { not_supported("virDomainDelIOThread"); }
    virtual Task<void> domain_set_user_password(DomainSetUserPasswordArgs)
        { not_supported("virDomainSetUserPassword"); }
    virtual Task<DomainRenameRet> domain_rename(DomainRenameArgs)
        { not_supported("virDomainRename"); }

    virtual Task<void> domain_migrate_start_post_copy(DomainMigrateStartPostCopyArgs)
        { not_supported("virDomainMigrateStartPostCopy"); }

    virtual Task<DomainGetPerfEventsRet> domain_get_perf_events(DomainGetPerfEventsArgs)
        { not_supported("virDomainGetPerfEvents"); }
    virtual Task<void> domain_set_perf_events(DomainSetPerfEventsArgs)
        { not_supported("virDomainSetPerfEvents"); }
    virtual Task<DomainGetGuestVcpusRet> domain_get_guest_vcpus(DomainGetGuestVcpusArgs)
        { not_supported("virDomainGetGuestVcpus"); }
    virtual Task<void> domain_set_guest_vcpus(DomainSetGuestVcpusArgs)
        { not_supported("virDomainSetGuestVcpus"); }
    virtual Task<void> domain_set_vcpu(DomainSetVcpuArgs) { not_supported("virDomainSetVcpu"); }
    virtual Task<void> domain_set_block_threshold(DomainSetBlockThresholdArgs)
        { not_supported("virDomainSetBlockThreshold"); }

    virtual Task<DomainMigrateGetMaxDowntimeRet>
    domain_migrate_get_max_downtime(DomainMigrateGetMaxDowntimeArgs)
        { not_supported("virDomainMigrateGetMaxDowntime"); }

    virtual Task<DomainManagedSaveGetXmlDescRet>
    domain_managed_save_get_xml_desc(DomainManagedSaveGetXmlDescArgs)
        { not_supported("virDomainManagedSaveGetXMLDesc"); }
    virtual Task<void> domain_managed_save_define_xml(DomainManagedSaveDefineXmlArgs)
        { not_supported("virDomainManagedSaveDefineXML"); }
    virtual Task<void> domain_set_lifecycle_action(DomainSetLifecycleActionArgs)
        { not_supported("virDomainSetLifecycleAction"); }
    virtual Task<void> domain_detach_device_alias(DomainDetachDeviceAliasArgs)
        { not_supported("virDomainDetachDeviceAlias"); }

    virtual Task<ConnectCompareHypervisorCpuRet>
    connect_compare_hypervisor_cpu(ConnectCompareHypervisorCpuArgs)
        { not_supported("virConnectCompareHypervisorCPU"); }
    virtual Task<ConnectBaselineHypervisorCpuRet>
    connect_baseline_hypervisor_cpu(ConnectBaselineHypervisorCpuArgs)
        { not_supported("virConnectBaselineHypervisorCPU"); }
    virtual Task<NodeGetSevInfoRet> node_get_sev_info(NodeGetSevInfoArgs)
        { not_supported("virNodeGetSEVInfo"); }

    virtual Task<DomainGetLaunchSecurityInfoRet>
    domain_get_launch_security_info(DomainGetLaunchSecurityInfoArgs)
        { not_supported("virDomainGetLaunchSecurityInfo"); }
    virtual Task<void> domain_set_iothread_params(DomainSetIothreadParamsArgs)
        { not_supported("virDomainSetIOThreadParams"); }

    virtual Task<DomainCheckpointCreateXmlRet>
    domain_checkpoint_create_xml(DomainCheckpointCreateXmlArgs)
        { not_supported("virDomainCheckpointCreateXML"); }
    virtual Task<DomainCheckpointGetXmlDescRet>
    domain_checkpoint_get_xml_desc(DomainCheckpointGetXmlDescArgs)
        { not_supported("virDomainCheckpointGetXMLDesc"); }
    virtual Task<DomainListAllCheckpointsRet>
    domain_list_all_checkpoints(DomainListAllCheckpointsArgs)
        { not_supported("virDomainListAllCheckpoints"); }
    virtual Task<DomainCheckpointListAllChildrenRet>
    domain_checkpoint_list_all_children(DomainCheckpointListAllChildrenArgs)
        { not_supported("virDomainCheckpointListAllChildren"); }
    virtual Task<DomainCheckpointLookupByNameRet>
    domain_checkpoint_lookup_by_name(DomainCheckpointLookupByNameArgs)
        { not_supported("virDomainCheckpointLookupByName"); }
    virtual Task<DomainCheckpointGetParentRet>
    domain_checkpoint_get_parent(DomainCheckpointGetParentArgs)
        { not_supported("virDomainCheckpointGetParent"); }
    virtual Task<void> domain_checkpoint_delete(DomainCheckpointDeleteArgs)
        { not_supported("virDomainCheckpointDelete"); }

    virtual Task<DomainGetGuestInfoRet> domain_get_guest_info(DomainGetGuestInfoArgs)
        { not_supported("virDomainGetGuestInfo"); }
    virtual Task<DomainAgentSetResponseTimeoutRet>
    domain_agent_set_response_timeout(DomainAgentSetResponseTimeoutArgs)
        { not_supported("virDomainAgentSetResponseTimeout"); }

    virtual Task<void> domain_backup_begin(DomainBackupBeginArgs)
        { not_supported("virDomainBackupBegin"); }
    virtual Task<DomainBackupGetXmlDescRet> domain_backup_get_xml_desc(DomainBackupGetXmlDescArgs)
        { not_supported("virDomainBackupGetXMLDesc"); }

    virtual Task<DomainAuthorizedSshKeysGetRet>
    domain_authorized_ssh_keys_get(DomainAuthorizedSshKeysGetArgs)
        { not_supported("virDomainAuthorizedSSHKeysGet"); }
    virtual Task<void> domain_authorized_ssh_keys_set(DomainAuthorizedSshKeysSetArgs)
        { not_supported("virDomainAuthorizedSSHKeysSet"); }
    virtual Task<DomainGetMessagesRet> domain_get_messages(DomainGetMessagesArgs)
        { not_supported("virDomainGetMessages"); }
    virtual Task<void> domain_start_dirty_rate_calc(DomainStartDirtyRateCalcArgs)
        { not_supported("virDomainStartDirtyRateCalc"); }
    virtual Task<void> domain_set_launch_security_state(DomainSetLaunchSecurityStateArgs)
        { not_supported("virDomainSetLaunchSecurityState"); }
    virtual Task<void> domain_save_params(DomainSaveParamsArgs)
        { not_supported("virDomainSaveParams"); }
    virtual Task<void> domain_restore_params(DomainRestoreParamsArgs)
        { not_supported("virDomainRestoreParams"); }
    virtual Task<void> domain_abort_job_flags(DomainAbortJobFlagsArgs)
        { not_supported("virDomainAbortJobFlags"); }
    virtual Task<void> domain_fd_associate(DomainFdAssociateArgs, Descriptors)
        { not_supported("virDomainFDAssociate"); }
    virtual Task<void> domain_graphics_reload(DomainGraphicsReloadArgs)
        { not_supported("virDomainGraphicsReload"); }
    virtual Task<DomainGetAutostartOnceRet> domain_get_autostart_once(DomainGetAutostartOnceArgs)
        { not_supported("virDomainGetAutostartOnce"); }
    virtual Task<void> domain_set_autostart_once(DomainSetAutostartOnceArgs)
        { not_supported("virDomainSetAutostartOnce"); }
    virtual Task<void> domain_set_throttle_group(DomainSetThrottleGroupArgs)
        { not_supported("virDomainSetThrottleGroup"); }
    virtual Task<void> domain_del_throttle_group(DomainDelThrottleGroupArgs)
        { not_supported("virDomainDelThrottleGroup"); }
    virtual Task<void> domain_announce_interface(DomainAnnounceInterfaceArgs)
        { not_supported("virDomainAnnounceInterface"); }

    virtual Task<QemuDomainMonitorCommandRet>
    qemu_domain_monitor_command(QemuDomainMonitorCommandArgs)
        { not_supported("virDomainQemuMonitorCommand"); }
    virtual Task<QemuDomainAttachRet> qemu_domain_attach(QemuDomainAttachArgs)
        { not_supported("virDomainQemuAttach"); }
    virtual Task<QemuDomainAgentCommandRet> qemu_domain_agent_command(QemuDomainAgentCommandArgs)
        { not_supported("virDomainQemuAgentCommand"); }
    virtual Task<WithDescriptors<QemuDomainMonitorCommandWithFilesRet>>
    qemu_domain_monitor_command_with_files(QemuDomainMonitorCommandWithFilesArgs, Descriptors)
        { not_supported("virDomainQemuMonitorCommandWithFiles"); }

    virtual Task<Descriptors> lxc_domain_open_namespace(LxcDomainOpenNamespaceArgs)
        { not_supported("virDomainLxcOpenNamespace"); }
};
// clang-format on

}  // namespace virtd::driver
