// What the test driver can do with guests: one connection's view of a host.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/uuid.hpp"
#include "driver/moments.hpp"
#include "drivers/test/host_calls.hpp"

namespace virtd::conf {
enum class LifecycleAction;
enum class PlugInto;
struct Checkpoint;
struct Domain;
struct Snapshot;
}  // namespace virtd::conf

namespace virtd::test {

class Guest;
struct LentFiles;
struct TestHost;

/// The calls are grouped by family; each family has a source of its name in this folder.
// clang-format off
class TestDomains : public TestHostCalls {
public:
    explicit TestDomains(std::shared_ptr<TestHost> host);
    ~TestDomains() override;

    driver::EventHub* events() override;

    // in identify.cpp
    Task<driver::DomainRef> identify_domain(driver::DomainKey) override;

    // listing
    Task<driver::ConnectListDomainsRet> connect_list_domains(driver::ConnectListDomainsArgs) override;
    Task<driver::ConnectNumOfDomainsRet> connect_num_of_domains() override;
    Task<driver::ConnectListDefinedDomainsRet> connect_list_defined_domains(driver::ConnectListDefinedDomainsArgs) override;
    Task<driver::ConnectNumOfDefinedDomainsRet> connect_num_of_defined_domains() override;
    Task<driver::ConnectListAllDomainsRet> connect_list_all_domains(driver::ConnectListAllDomainsArgs) override;
    Task<driver::DomainLookupByIdRet> domain_lookup_by_id(driver::DomainLookupByIdArgs) override;
    Task<driver::DomainLookupByUuidRet> domain_lookup_by_uuid(driver::DomainLookupByUuidArgs) override;
    Task<driver::DomainLookupByNameRet> domain_lookup_by_name(driver::DomainLookupByNameArgs) override;
    Task<driver::DomainIsActiveRet> domain_is_active(driver::DomainIsActiveArgs) override;
    Task<driver::DomainIsPersistentRet> domain_is_persistent(driver::DomainIsPersistentArgs) override;
    Task<driver::DomainIsUpdatedRet> domain_is_updated(driver::DomainIsUpdatedArgs) override;

    // coming, running, stopping, going (lifecycle)
    Task<driver::DomainCreateXmlRet> domain_create_xml(driver::DomainCreateXmlArgs) override;
    Task<driver::DomainCreateXmlWithFilesRet> domain_create_xml_with_files(driver::DomainCreateXmlWithFilesArgs, driver::Descriptors) override;
    Task<driver::DomainDefineXmlRet> domain_define_xml(driver::DomainDefineXmlArgs) override;
    Task<driver::DomainDefineXmlFlagsRet> domain_define_xml_flags(driver::DomainDefineXmlFlagsArgs) override;
    Task<void> domain_create(driver::DomainCreateArgs) override;
    Task<driver::DomainCreateWithFlagsRet> domain_create_with_flags(driver::DomainCreateWithFlagsArgs) override;
    Task<driver::DomainCreateWithFilesRet> domain_create_with_files(driver::DomainCreateWithFilesArgs, driver::Descriptors) override;
    Task<void> domain_suspend(driver::DomainSuspendArgs) override;
    Task<void> domain_resume(driver::DomainResumeArgs) override;
    Task<void> domain_reset(driver::DomainResetArgs) override;
    Task<void> domain_shutdown(driver::DomainShutdownArgs) override;
    Task<void> domain_shutdown_flags(driver::DomainShutdownFlagsArgs) override;
    Task<void> domain_reboot(driver::DomainRebootArgs) override;
    Task<void> domain_destroy(driver::DomainDestroyArgs) override;
    Task<void> domain_destroy_flags(driver::DomainDestroyFlagsArgs) override;
    Task<void> domain_undefine(driver::DomainUndefineArgs) override;
    Task<void> domain_undefine_flags(driver::DomainUndefineFlagsArgs) override;
    Task<driver::DomainRenameRet> domain_rename(driver::DomainRenameArgs) override;

    // state
    Task<driver::DomainGetStateRet> domain_get_state(driver::DomainGetStateArgs) override;
    Task<driver::DomainGetInfoRet> domain_get_info(driver::DomainGetInfoArgs) override;
    Task<driver::DomainGetControlInfoRet> domain_get_control_info(driver::DomainGetControlInfoArgs) override;
    Task<driver::DomainGetOsTypeRet> domain_get_os_type(driver::DomainGetOsTypeArgs) override;
    Task<driver::DomainGetXmlDescRet> domain_get_xml_desc(driver::DomainGetXmlDescArgs) override;
    Task<driver::DomainGetAutostartRet> domain_get_autostart(driver::DomainGetAutostartArgs) override;
    Task<void> domain_set_autostart(driver::DomainSetAutostartArgs) override;
    Task<driver::DomainGetSecurityLabelRet> domain_get_security_label(driver::DomainGetSecurityLabelArgs) override;
    Task<driver::DomainGetSecurityLabelListRet> domain_get_security_label_list(driver::DomainGetSecurityLabelListArgs) override;
    Task<driver::DomainGetMessagesRet> domain_get_messages(driver::DomainGetMessagesArgs) override;
    Task<driver::DomainGetLaunchSecurityInfoRet> domain_get_launch_security_info(driver::DomainGetLaunchSecurityInfoArgs) override;

    // memory
    Task<driver::DomainGetMaxMemoryRet> domain_get_max_memory(driver::DomainGetMaxMemoryArgs) override;
    Task<void> domain_set_max_memory(driver::DomainSetMaxMemoryArgs) override;
    Task<void> domain_set_memory(driver::DomainSetMemoryArgs) override;
    Task<void> domain_set_memory_flags(driver::DomainSetMemoryFlagsArgs) override;
    Task<driver::DomainMemoryPeekRet> domain_memory_peek(driver::DomainMemoryPeekArgs) override;

    // saving
    Task<void> domain_save(driver::DomainSaveArgs) override;
    Task<void> domain_save_flags(driver::DomainSaveFlagsArgs) override;
    Task<void> domain_restore(driver::DomainRestoreArgs) override;
    Task<void> domain_restore_flags(driver::DomainRestoreFlagsArgs) override;
    Task<driver::DomainSaveImageGetXmlDescRet> domain_save_image_get_xml_desc(driver::DomainSaveImageGetXmlDescArgs) override;
    Task<void> domain_save_image_define_xml(driver::DomainSaveImageDefineXmlArgs) override;
    Task<void> domain_managed_save(driver::DomainManagedSaveArgs) override;
    Task<void> domain_save_params(driver::DomainSaveParamsArgs) override;
    Task<void> domain_restore_params(driver::DomainRestoreParamsArgs) override;
    Task<driver::DomainManagedSaveGetXmlDescRet> domain_managed_save_get_xml_desc(driver::DomainManagedSaveGetXmlDescArgs) override;
    Task<driver::DomainHasManagedSaveImageRet> domain_has_managed_save_image(driver::DomainHasManagedSaveImageArgs) override;
    Task<void> domain_managed_save_define_xml(driver::DomainManagedSaveDefineXmlArgs) override;
    Task<void> domain_managed_save_remove(driver::DomainManagedSaveRemoveArgs) override;
    Task<void> domain_core_dump(driver::DomainCoreDumpArgs) override;
    Task<void> domain_core_dump_with_format(driver::DomainCoreDumpWithFormatArgs) override;

    // inside
    Task<void> domain_send_key(driver::DomainSendKeyArgs) override;
    Task<void> domain_inject_nmi(driver::DomainInjectNmiArgs) override;
    Task<void> domain_send_process_signal(driver::DomainSendProcessSignalArgs) override;
    Task<void> domain_set_user_password(driver::DomainSetUserPasswordArgs) override;
    Task<driver::DomainGetTimeRet> domain_get_time(driver::DomainGetTimeArgs) override;
    Task<void> domain_set_time(driver::DomainSetTimeArgs) override;
    Task<driver::DomainGetHostnameRet> domain_get_hostname(driver::DomainGetHostnameArgs) override;
    Task<driver::DomainFsfreezeRet> domain_fsfreeze(driver::DomainFsfreezeArgs) override;
    Task<driver::DomainFsthawRet> domain_fsthaw(driver::DomainFsthawArgs) override;
    Task<void> domain_fstrim(driver::DomainFstrimArgs) override;
    Task<driver::OpenedStream<driver::DomainScreenshotRet>> domain_screenshot(driver::DomainScreenshotArgs) override;

    // metadata
    Task<void> domain_set_metadata(driver::DomainSetMetadataArgs) override;
    Task<driver::DomainGetMetadataRet> domain_get_metadata(driver::DomainGetMetadataArgs) override;

    // stats
    Task<driver::ConnectGetAllDomainStatsRet> connect_get_all_domain_stats(driver::ConnectGetAllDomainStatsArgs) override;

    // vcpus
    Task<void> domain_set_vcpus(driver::DomainSetVcpusArgs) override;
    Task<void> domain_set_vcpus_flags(driver::DomainSetVcpusFlagsArgs) override;
    Task<void> domain_set_vcpu(driver::DomainSetVcpuArgs) override;
    Task<driver::DomainGetVcpusFlagsRet> domain_get_vcpus_flags(driver::DomainGetVcpusFlagsArgs) override;
    Task<driver::DomainGetMaxVcpusRet> domain_get_max_vcpus(driver::DomainGetMaxVcpusArgs) override;
    Task<driver::DomainGetVcpusRet> domain_get_vcpus(driver::DomainGetVcpusArgs) override;
    Task<void> domain_pin_vcpu(driver::DomainPinVcpuArgs) override;
    Task<void> domain_pin_vcpu_flags(driver::DomainPinVcpuFlagsArgs) override;
    Task<driver::DomainGetVcpuPinInfoRet> domain_get_vcpu_pin_info(driver::DomainGetVcpuPinInfoArgs) override;
    Task<void> domain_pin_emulator(driver::DomainPinEmulatorArgs) override;
    Task<driver::DomainGetEmulatorPinInfoRet> domain_get_emulator_pin_info(driver::DomainGetEmulatorPinInfoArgs) override;
    Task<driver::DomainGetCpuStatsRet> domain_get_cpu_stats(driver::DomainGetCpuStatsArgs) override;

    // iothreads
    Task<driver::DomainGetIothreadInfoRet> domain_get_iothread_info(driver::DomainGetIothreadInfoArgs) override;
    Task<void> domain_pin_iothread(driver::DomainPinIothreadArgs) override;
    Task<void> domain_add_iothread(driver::DomainAddIothreadArgs) override;
    Task<void> domain_del_iothread(driver::DomainDelIothreadArgs) override;
    Task<void> domain_set_iothread_params(driver::DomainSetIothreadParamsArgs) override;

    // tuning
    Task<void> domain_set_memory_parameters(driver::DomainSetMemoryParametersArgs) override;
    Task<driver::DomainGetMemoryParametersRet> domain_get_memory_parameters(driver::DomainGetMemoryParametersArgs) override;
    Task<void> domain_set_blkio_parameters(driver::DomainSetBlkioParametersArgs) override;
    Task<driver::DomainGetBlkioParametersRet> domain_get_blkio_parameters(driver::DomainGetBlkioParametersArgs) override;
    Task<void> domain_set_numa_parameters(driver::DomainSetNumaParametersArgs) override;
    Task<driver::DomainGetNumaParametersRet> domain_get_numa_parameters(driver::DomainGetNumaParametersArgs) override;
    Task<void> domain_set_perf_events(driver::DomainSetPerfEventsArgs) override;
    Task<driver::DomainGetPerfEventsRet> domain_get_perf_events(driver::DomainGetPerfEventsArgs) override;
    Task<driver::DomainGetSchedulerTypeRet> domain_get_scheduler_type(driver::DomainGetSchedulerTypeArgs) override;
    Task<driver::DomainGetSchedulerParametersRet> domain_get_scheduler_parameters(driver::DomainGetSchedulerParametersArgs) override;
    Task<driver::DomainGetSchedulerParametersFlagsRet> domain_get_scheduler_parameters_flags(driver::DomainGetSchedulerParametersFlagsArgs) override;
    Task<void> domain_set_scheduler_parameters(driver::DomainSetSchedulerParametersArgs) override;
    Task<void> domain_set_scheduler_parameters_flags(driver::DomainSetSchedulerParametersFlagsArgs) override;
    Task<void> domain_set_lifecycle_action(driver::DomainSetLifecycleActionArgs) override;

    // snapshots
    Task<driver::DomainSnapshotCreateXmlRet> domain_snapshot_create_xml(driver::DomainSnapshotCreateXmlArgs) override;
    Task<driver::DomainSnapshotGetXmlDescRet> domain_snapshot_get_xml_desc(driver::DomainSnapshotGetXmlDescArgs) override;
    Task<driver::DomainSnapshotNumRet> domain_snapshot_num(driver::DomainSnapshotNumArgs) override;
    Task<driver::DomainSnapshotListNamesRet> domain_snapshot_list_names(driver::DomainSnapshotListNamesArgs) override;
    Task<driver::DomainSnapshotLookupByNameRet> domain_snapshot_lookup_by_name(driver::DomainSnapshotLookupByNameArgs) override;
    Task<driver::DomainHasCurrentSnapshotRet> domain_has_current_snapshot(driver::DomainHasCurrentSnapshotArgs) override;
    Task<driver::DomainSnapshotCurrentRet> domain_snapshot_current(driver::DomainSnapshotCurrentArgs) override;
    Task<void> domain_revert_to_snapshot(driver::DomainRevertToSnapshotArgs) override;
    Task<void> domain_snapshot_delete(driver::DomainSnapshotDeleteArgs) override;
    Task<driver::DomainSnapshotGetParentRet> domain_snapshot_get_parent(driver::DomainSnapshotGetParentArgs) override;
    Task<driver::DomainSnapshotNumChildrenRet> domain_snapshot_num_children(driver::DomainSnapshotNumChildrenArgs) override;
    Task<driver::DomainSnapshotListChildrenNamesRet> domain_snapshot_list_children_names(driver::DomainSnapshotListChildrenNamesArgs) override;
    Task<driver::DomainSnapshotIsCurrentRet> domain_snapshot_is_current(driver::DomainSnapshotIsCurrentArgs) override;
    Task<driver::DomainSnapshotHasMetadataRet> domain_snapshot_has_metadata(driver::DomainSnapshotHasMetadataArgs) override;
    Task<driver::DomainListAllSnapshotsRet> domain_list_all_snapshots(driver::DomainListAllSnapshotsArgs) override;
    Task<driver::DomainSnapshotListAllChildrenRet> domain_snapshot_list_all_children(driver::DomainSnapshotListAllChildrenArgs) override;

    // checkpoints
    Task<driver::DomainCheckpointCreateXmlRet> domain_checkpoint_create_xml(driver::DomainCheckpointCreateXmlArgs) override;
    Task<driver::DomainCheckpointGetXmlDescRet> domain_checkpoint_get_xml_desc(driver::DomainCheckpointGetXmlDescArgs) override;
    Task<driver::DomainListAllCheckpointsRet> domain_list_all_checkpoints(driver::DomainListAllCheckpointsArgs) override;
    Task<driver::DomainCheckpointListAllChildrenRet> domain_checkpoint_list_all_children(driver::DomainCheckpointListAllChildrenArgs) override;
    Task<driver::DomainCheckpointLookupByNameRet> domain_checkpoint_lookup_by_name(driver::DomainCheckpointLookupByNameArgs) override;
    Task<driver::DomainCheckpointGetParentRet> domain_checkpoint_get_parent(driver::DomainCheckpointGetParentArgs) override;
    Task<void> domain_checkpoint_delete(driver::DomainCheckpointDeleteArgs) override;

    // disks
    Task<void> domain_set_block_io_tune(driver::DomainSetBlockIoTuneArgs) override;
    Task<void> domain_set_throttle_group(driver::DomainSetThrottleGroupArgs) override;
    Task<void> domain_del_throttle_group(driver::DomainDelThrottleGroupArgs) override;
    Task<driver::DomainGetBlockIoTuneRet> domain_get_block_io_tune(driver::DomainGetBlockIoTuneArgs) override;
    Task<driver::DomainGetBlockInfoRet> domain_get_block_info(driver::DomainGetBlockInfoArgs) override;
    Task<driver::DomainBlockStatsRet> domain_block_stats(driver::DomainBlockStatsArgs) override;
    Task<driver::DomainGetDiskErrorsRet> domain_get_disk_errors(driver::DomainGetDiskErrorsArgs) override;
    Task<driver::DomainGetFsinfoRet> domain_get_fsinfo(driver::DomainGetFsinfoArgs) override;
    Task<driver::DomainBlockPeekRet> domain_block_peek(driver::DomainBlockPeekArgs) override;
    Task<void> domain_block_resize(driver::DomainBlockResizeArgs) override;

    // devices
    Task<void> domain_attach_device(driver::DomainAttachDeviceArgs) override;
    Task<void> domain_attach_device_flags(driver::DomainAttachDeviceFlagsArgs) override;
    Task<void> domain_detach_device(driver::DomainDetachDeviceArgs) override;
    Task<void> domain_detach_device_flags(driver::DomainDetachDeviceFlagsArgs) override;
    Task<void> domain_detach_device_alias(driver::DomainDetachDeviceAliasArgs) override;
    Task<void> domain_update_device_flags(driver::DomainUpdateDeviceFlagsArgs) override;

    // block jobs
    Task<void> domain_block_pull(driver::DomainBlockPullArgs) override;
    Task<void> domain_block_rebase(driver::DomainBlockRebaseArgs) override;
    Task<void> domain_block_copy(driver::DomainBlockCopyArgs) override;
    Task<void> domain_block_commit(driver::DomainBlockCommitArgs) override;
    Task<driver::DomainGetBlockJobInfoRet> domain_get_block_job_info(driver::DomainGetBlockJobInfoArgs) override;
    Task<void> domain_block_job_set_speed(driver::DomainBlockJobSetSpeedArgs) override;
    Task<void> domain_block_job_abort(driver::DomainBlockJobAbortArgs) override;

    // migration
    Task<driver::DomainMigrateBegin3Ret> domain_migrate_begin3(driver::DomainMigrateBegin3Args) override;
    Task<driver::DomainMigratePerform3Ret> domain_migrate_perform3(driver::DomainMigratePerform3Args) override;
    Task<void> domain_migrate_confirm3(driver::DomainMigrateConfirm3Args) override;
    Task<driver::DomainMigratePrepare3Ret> domain_migrate_prepare3(driver::DomainMigratePrepare3Args) override;
    Task<driver::DomainMigrateFinish3Ret> domain_migrate_finish3(driver::DomainMigrateFinish3Args) override;

    // migration limits
    Task<driver::DomainMigrateGetMaxSpeedRet> domain_migrate_get_max_speed(driver::DomainMigrateGetMaxSpeedArgs) override;
    Task<void> domain_migrate_set_max_speed(driver::DomainMigrateSetMaxSpeedArgs) override;
    Task<driver::DomainMigrateGetMaxDowntimeRet> domain_migrate_get_max_downtime(driver::DomainMigrateGetMaxDowntimeArgs) override;
    Task<void> domain_migrate_set_max_downtime(driver::DomainMigrateSetMaxDowntimeArgs) override;
    Task<driver::DomainMigrateGetCompressionCacheRet> domain_migrate_get_compression_cache(driver::DomainMigrateGetCompressionCacheArgs) override;
    Task<void> domain_migrate_set_compression_cache(driver::DomainMigrateSetCompressionCacheArgs) override;
    Task<void> domain_migrate_start_post_copy(driver::DomainMigrateStartPostCopyArgs) override;

    // watches
    Task<void> domain_set_block_threshold(driver::DomainSetBlockThresholdArgs) override;
    Task<void> domain_start_dirty_rate_calc(driver::DomainStartDirtyRateCalcArgs) override;

    // lent files
    Task<void> domain_fd_associate(driver::DomainFdAssociateArgs, driver::Descriptors) override;

    // consoles
    Task<std::unique_ptr<driver::Stream>> domain_open_console(driver::DomainOpenConsoleArgs) override;
    Task<std::unique_ptr<driver::Stream>> domain_open_channel(driver::DomainOpenChannelArgs) override;

    // agent
    Task<driver::DomainGetGuestInfoRet> domain_get_guest_info(driver::DomainGetGuestInfoArgs) override;
    Task<driver::DomainAgentSetResponseTimeoutRet> domain_agent_set_response_timeout(driver::DomainAgentSetResponseTimeoutArgs) override;
    Task<driver::DomainAuthorizedSshKeysGetRet> domain_authorized_ssh_keys_get(driver::DomainAuthorizedSshKeysGetArgs) override;
    Task<void> domain_authorized_ssh_keys_set(driver::DomainAuthorizedSshKeysSetArgs) override;

    // sleeping
    Task<void> domain_pm_suspend_for_duration(driver::DomainPmSuspendForDurationArgs) override;
    Task<void> domain_pm_wakeup(driver::DomainPmWakeupArgs) override;
    Task<driver::DomainGetAutostartOnceRet> domain_get_autostart_once(driver::DomainGetAutostartOnceArgs) override;
    Task<void> domain_set_autostart_once(driver::DomainSetAutostartOnceArgs) override;

    // backups
    Task<void> domain_backup_begin(driver::DomainBackupBeginArgs) override;
    Task<driver::DomainBackupGetXmlDescRet> domain_backup_get_xml_desc(driver::DomainBackupGetXmlDescArgs) override;
    Task<driver::DomainGetJobInfoRet> domain_get_job_info(driver::DomainGetJobInfoArgs) override;
    Task<driver::DomainGetJobStatsRet> domain_get_job_stats(driver::DomainGetJobStatsArgs) override;
    Task<void> domain_abort_job(driver::DomainAbortJobArgs) override;
    Task<void> domain_abort_job_flags(driver::DomainAbortJobFlagsArgs) override;

    // cards
    Task<void> domain_set_interface_parameters(driver::DomainSetInterfaceParametersArgs) override;
    Task<driver::DomainGetInterfaceParametersRet> domain_get_interface_parameters(driver::DomainGetInterfaceParametersArgs) override;
    Task<driver::DomainInterfaceStatsRet> domain_interface_stats(driver::DomainInterfaceStatsArgs) override;
    Task<driver::DomainInterfaceAddressesRet> domain_interface_addresses(driver::DomainInterfaceAddressesArgs) override;
    Task<void> domain_announce_interface(driver::DomainAnnounceInterfaceArgs) override;

    // memory, as its balloon tells
    Task<driver::DomainMemoryStatsRet> domain_memory_stats(driver::DomainMemoryStatsArgs) override;
    Task<void> domain_set_memory_stats_period(driver::DomainSetMemoryStatsPeriodArgs) override;

private:
    /// What this connection lent, by guest and name of the group.
    std::map<std::pair<Uuid, std::string>, std::shared_ptr<LentFiles>> lent_;

    /// Throws Errc::no_domain when it is gone.
    std::shared_ptr<Guest> guest(const driver::DomainRef& ref) const;

    /// A change of one definition, that of the guest which runs or the one for its next start. What
    /// it answers is the alias of a device.
    using Change = std::function<std::string(conf::Domain&, conf::PlugInto)>;
    /// Changes all definitions that the flags mean, or none; where that takes as long as a document
    /// of so many bytes, on the pool. Gives what `change` answered for the guest that runs; nothing
    /// when that was not meant.
    Task<std::optional<std::string>> change_definitions(driver::DomainRef ref, std::uint32_t flags, std::size_t bytes, Change change);
    Task<void> attach(driver::DomainRef ref, std::string xml, std::uint32_t flags);
    Task<void> detach(driver::DomainRef ref, std::uint32_t flags, std::size_t bytes, Change change);

    Task<driver::DomainRef> create_guest(std::string xml, std::uint32_t flags);
    Task<driver::DomainRef> define_guest(std::string xml, std::uint32_t flags);
    driver::DomainRef boot(const driver::DomainRef& ref, std::uint32_t flags);
    void shut_down(const driver::DomainRef& ref, std::uint32_t flags);
    void kill(const driver::DomainRef& ref, std::uint32_t flags);
    void forget(const driver::DomainRef& ref, std::uint32_t flags);
    void start_guest(Guest& dom, std::int32_t reason, std::int32_t event_detail);
    void start_redefined(Guest& dom);
    void stop_guest(Guest& dom, std::int32_t reason, std::int32_t event_detail);
    void end_guest(Guest& dom, conf::LifecycleAction action);
    void require_renamable(const Guest& dom, const std::string& name) const;

    void resize_memory(const driver::DomainRef& ref, std::uint64_t size, std::uint32_t flags);

    void plug_vcpus(const driver::DomainRef& ref, std::uint32_t count, std::uint32_t flags);
    void pin_vcpu(const driver::DomainRef& ref, std::uint32_t vcpu, std::string_view map,
                  std::uint32_t flags);

    std::vector<driver::TypedParam> scheduler_params(const driver::DomainRef& ref) const;
    void set_scheduler(const driver::DomainRef& ref,
                       std::span<const driver::TypedParam> params) const;

    Task<void> save_guest(driver::DomainRef ref, std::string path);
    Task<void> restore_guest(std::string path);
    Task<void> dump_guest(driver::DomainRef ref, std::string path, std::uint32_t format,
                          std::uint32_t flags);

    using Snapshots = std::vector<driver::Moment<conf::Snapshot>*>;
    using Checkpoints = std::vector<driver::Moment<conf::Checkpoint>*>;
    static driver::Moment<conf::Snapshot>& snapshot(const Guest& dom, const std::string& name);
    static driver::DomainSnapshotRef snapshot_ref(const Guest& dom, const driver::Moment<conf::Snapshot>& moment);
    static std::vector<driver::DomainSnapshotRef> snapshot_refs(const Guest& dom, const Snapshots& listed);
    void revert_to_running(Guest& dom, const conf::Snapshot& to, bool paused);
    void revert_to_off(Guest& dom, const conf::Snapshot& to, std::uint32_t flags);
    static void adopt(Guest& dom, std::shared_ptr<const conf::Domain> definition);
    static driver::Moment<conf::Checkpoint>& checkpoint(const Guest& dom, const std::string& name);
    /// Of a guest that runs; it is the current one then.
    static driver::Moment<conf::Checkpoint>& take_checkpoint(Guest& dom, conf::Checkpoint checkpoint);
    static driver::DomainCheckpointRef checkpoint_ref(const Guest& dom, const driver::Moment<conf::Checkpoint>& moment);
    static std::vector<driver::DomainCheckpointRef> checkpoint_refs(const Guest& dom, const Checkpoints& listed);
};
// clang-format on

}  // namespace virtd::test
