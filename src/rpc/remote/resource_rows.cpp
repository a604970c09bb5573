// The rows of the calls about what domains get: processors, memory, disks and interfaces.
// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/call.hpp"
#include "rpc/programs.hpp"

namespace virtd::rpc {

namespace {

using enum Priority;
using enum ReadOnly;
using D = driver::Hypervisor;

// clang-format off
constexpr Procedure rows[] = {
    row( 17, "domain_get_max_memory",                 high, allow,   call<&D::domain_get_max_memory>,                 "virDomainGetMaxMemory",                "0.0.3",  {"domain:read"}),
    row( 18, "domain_get_max_vcpus",                  high, allow,   call<&D::domain_get_max_vcpus>,                  "virDomainGetMaxVcpus",                 "0.2.1",  {"domain:read"}),
    row( 20, "domain_get_vcpus",                      high, allow,   call<&D::domain_get_vcpus>,                      "virDomainGetVcpus",                    "0.1.4",  {"domain:read"}),
    row( 26, "domain_pin_vcpu",                       low,  deny,    call<&D::domain_pin_vcpu>,                       "virDomainPinVcpu",                     "0.1.4",  {"domain:write"}),
    row( 30, "domain_set_max_memory",                 high, deny,    call<&D::domain_set_max_memory>,                 "virDomainSetMaxMemory",                "0.0.3",  {"domain:write"}),
    row( 31, "domain_set_memory",                     low,  deny,    call<&D::domain_set_memory>,                     "virDomainSetMemory",                   "0.1.1",  {"domain:write"}),
    row( 32, "domain_set_vcpus",                      low,  deny,    call<&D::domain_set_vcpus>,                      "virDomainSetVcpus",                    "0.1.4",  {"domain:write"}),
    row( 56, "domain_get_scheduler_type",             low,  allow,   call<&D::domain_get_scheduler_type>,             "virDomainGetSchedulerType",            "0.2.3",  {"domain:read"}),
    row( 57, "domain_get_scheduler_parameters",       low,  allow,   call<&D::domain_get_scheduler_parameters>,       "virDomainGetSchedulerParameters",      "0.2.3",  {"domain:read"}),
    row( 58, "domain_set_scheduler_parameters",       low,  deny,    call<&D::domain_set_scheduler_parameters>,       "virDomainSetSchedulerParameters",      "0.2.3",  {"domain:read"}),
    row( 64, "domain_block_stats",                    low,  allow,   call<&D::domain_block_stats>,                    "virDomainBlockStats",                  "0.3.2",  {"domain:read"}),
    row( 65, "domain_interface_stats",                high, allow,   call<&D::domain_interface_stats>,                "virDomainInterfaceStats",              "0.3.2",  {"domain:read"}),
    row(103, "domain_block_peek",                     low,  deny,    call<&D::domain_block_peek>,                     "virDomainBlockPeek",                   "0.4.2",  {"domain:block_read"}),
    row(104, "domain_memory_peek",                    low,  deny,    call<&D::domain_memory_peek>,                    "virDomainMemoryPeek",                  "0.4.2",  {"domain:mem_read"}),
    row(159, "domain_memory_stats",                   low,  allow,   call<&D::domain_memory_stats>,                   "virDomainMemoryStats",                 "0.7.5",  {"domain:read"}),
    row(194, "domain_get_block_info",                 low,  allow,   call<&D::domain_get_block_info>,                 "virDomainGetBlockInfo",                "0.8.1",  {"domain:read"}),
    row(197, "domain_set_memory_parameters",          low,  deny,    call<&D::domain_set_memory_parameters>,          "virDomainSetMemoryParameters",         "0.8.5",  {"domain:write", "domain:save:!VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE", "domain:save:VIR_DOMAIN_AFFECT_CONFIG"}),
    row(198, "domain_get_memory_parameters",          low,  allow,   call<&D::domain_get_memory_parameters>,          "virDomainGetMemoryParameters",         "0.8.5",  {"domain:read"}),
    row(199, "domain_set_vcpus_flags",                low,  deny,    call<&D::domain_set_vcpus_flags>,                "virDomainSetVcpusFlags",               "0.8.5",  {"domain:write", "domain:save:!VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE", "domain:save:VIR_DOMAIN_AFFECT_CONFIG", "domain:write:VIR_DOMAIN_VCPU_GUEST"}),
    row(200, "domain_get_vcpus_flags",                low,  deny_if, call<&D::domain_get_vcpus_flags>,                "virDomainGetVcpusFlags",               "0.8.5",  {"domain:read", "domain:write:VIR_DOMAIN_VCPU_GUEST"}),
    row(204, "domain_set_memory_flags",               low,  deny,    call<&D::domain_set_memory_flags>,               "virDomainSetMemoryFlags",              "0.9.0",  {"domain:write", "domain:save:!VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE", "domain:save:VIR_DOMAIN_AFFECT_CONFIG"}),
    row(205, "domain_set_blkio_parameters",           low,  deny,    call<&D::domain_set_blkio_parameters>,           "virDomainSetBlkioParameters",          "0.9.0",  {"domain:write", "domain:save:!VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE", "domain:save:VIR_DOMAIN_AFFECT_CONFIG"}),
    row(206, "domain_get_blkio_parameters",           low,  allow,   call<&D::domain_get_blkio_parameters>,           "virDomainGetBlkioParameters",          "0.9.0",  {"domain:read"}),
    row(219, "domain_set_scheduler_parameters_flags", low,  deny,    call<&D::domain_set_scheduler_parameters_flags>, "virDomainSetSchedulerParametersFlags", "0.9.2",  {"domain:write", "domain:save:!VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE", "domain:save:VIR_DOMAIN_AFFECT_CONFIG"}),
    row(223, "domain_get_scheduler_parameters_flags", low,  allow,   call<&D::domain_get_scheduler_parameters_flags>, "virDomainGetSchedulerParametersFlags", "0.9.2",  {"domain:read"}),
    row(225, "domain_pin_vcpu_flags",                 low,  deny,    call<&D::domain_pin_vcpu_flags>,                 "virDomainPinVcpuFlags",                "0.9.3",  {"domain:write", "domain:save:!VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE", "domain:save:VIR_DOMAIN_AFFECT_CONFIG"}),
    row(230, "domain_get_vcpu_pin_info",              low,  allow,   call<&D::domain_get_vcpu_pin_info>,              "virDomainGetVcpuPinInfo",              "0.9.3",  {"domain:read"}),
    row(237, "domain_block_job_abort",                low,  deny,    call<&D::domain_block_job_abort>,                "virDomainBlockJobAbort",               "0.9.4",  {"domain:write"}),
    row(238, "domain_get_block_job_info",             low,  allow,   call<&D::domain_get_block_job_info>,             "virDomainGetBlockJobInfo",             "0.9.4",  {"domain:read"}),
    row(239, "domain_block_job_set_speed",            low,  deny,    call<&D::domain_block_job_set_speed>,            "virDomainBlockJobSetSpeed",            "0.9.4",  {"domain:write"}),
    row(240, "domain_block_pull",                     low,  deny,    call<&D::domain_block_pull>,                     "virDomainBlockPull",                   "0.9.4",  {"domain:block_write"}),
    row(243, "domain_block_stats_flags",              low,  allow,   call<&D::domain_block_stats_flags>,              "virDomainBlockStatsFlags",             "0.9.5",  {"domain:read"}),
    row(251, "domain_block_resize",                   low,  deny,    call<&D::domain_block_resize>,                   "virDomainBlockResize",                 "0.9.8",  {"domain:block_write"}),
    row(252, "domain_set_block_io_tune",              low,  deny,    call<&D::domain_set_block_io_tune>,              "virDomainSetBlockIoTune",              "0.9.8",  {"domain:write", "domain:save:!VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE", "domain:save:VIR_DOMAIN_AFFECT_CONFIG"}),
    row(253, "domain_get_block_io_tune",              low,  allow,   call<&D::domain_get_block_io_tune>,              "virDomainGetBlockIoTune",              "0.9.8",  {"domain:read"}),
    row(254, "domain_set_numa_parameters",            low,  deny,    call<&D::domain_set_numa_parameters>,            "virDomainSetNumaParameters",           "0.9.9",  {"domain:write", "domain:save:!VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE", "domain:save:VIR_DOMAIN_AFFECT_CONFIG"}),
    row(255, "domain_get_numa_parameters",            low,  allow,   call<&D::domain_get_numa_parameters>,            "virDomainGetNumaParameters",           "0.9.9",  {"domain:read"}),
    row(256, "domain_set_interface_parameters",       low,  deny,    call<&D::domain_set_interface_parameters>,       "virDomainSetInterfaceParameters",      "0.9.9",  {"domain:write", "domain:save:!VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE", "domain:save:VIR_DOMAIN_AFFECT_CONFIG"}),
    row(257, "domain_get_interface_parameters",       low,  allow,   call<&D::domain_get_interface_parameters>,       "virDomainGetInterfaceParameters",      "0.9.9",  {"domain:read"}),
    row(262, "domain_get_cpu_stats",                  low,  allow,   call<&D::domain_get_cpu_stats>,                  "virDomainGetCPUStats",                 "0.9.10", {"domain:read"}),
    row(263, "domain_get_disk_errors",                low,  allow,   call<&D::domain_get_disk_errors>,                "virDomainGetDiskErrors",               "0.9.10", {"domain:read"}),
    row(266, "domain_block_rebase",                   low,  deny,    call<&D::domain_block_rebase>,                   "virDomainBlockRebase",                 "0.9.10", {"domain:block_write"}),
    row(279, "domain_pin_emulator",                   low,  deny,    call<&D::domain_pin_emulator>,                   "virDomainPinEmulator",                 "0.10.0", {"domain:write", "domain:save:!VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE", "domain:save:VIR_DOMAIN_AFFECT_CONFIG"}),
    row(280, "domain_get_emulator_pin_info",          low,  allow,   call<&D::domain_get_emulator_pin_info>,          "virDomainGetEmulatorPinInfo",          "0.10.0", {"domain:read"}),
    row(290, "domain_block_commit",                   low,  deny,    call<&D::domain_block_commit>,                   "virDomainBlockCommit",                 "0.10.2", {"domain:block_write"}),
    row(308, "domain_set_memory_stats_period",        low,  deny,    call<&D::domain_set_memory_stats_period>,        "virDomainSetMemoryStatsPeriod",        "1.1.1",  {"domain:write", "domain:save:!VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE", "domain:save:VIR_DOMAIN_AFFECT_CONFIG"}),
    row(345, "domain_block_copy",                     low,  deny,    call<&D::domain_block_copy>,                     "virDomainBlockCopy",                   "1.2.8",  {"domain:block_write"}),
    row(351, "domain_get_iothread_info",              low,  allow,   call<&D::domain_get_iothread_info>,              "virDomainGetIOThreadInfo",             "1.2.14", {"domain:read"}),
    row(352, "domain_pin_iothread",                   low,  deny,    call<&D::domain_pin_iothread>,                   "virDomainPinIOThread",                 "1.2.14", {"domain:write", "domain:save:!VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE", "domain:save:VIR_DOMAIN_AFFECT_CONFIG"}),
    row(353, "domain_interface_addresses",            low,  deny_if, call<&D::domain_interface_addresses>,            "virDomainInterfaceAddresses",          "1.2.14", {"domain:read", "domain:write::source:VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_AGENT"}),
    row(355, "domain_add_iothread",                   low,  deny,    call<&D::domain_add_iothread>,                   "virDomainAddIOThread",                 "1.2.15", {"domain:write", "domain:save:!VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE", "domain:save:VIR_DOMAIN_AFFECT_CONFIG"}),
    row(356, "domain_del_iothread",                   low,  deny,    call<&D::domain_del_iothread>,                   "virDomainDelIOThread",                 "1.2.15", {"domain:write", "domain:save:!VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE", "domain:save:VIR_DOMAIN_AFFECT_CONFIG"}),
    row(365, "domain_get_perf_events",                low,  allow,   call<&D::domain_get_perf_events>,                "virDomainGetPerfEvents",               "1.3.3",  {"domain:read"}),
    row(366, "domain_set_perf_events",                low,  deny,    call<&D::domain_set_perf_events>,                "virDomainSetPerfEvents",               "1.3.3",  {"domain:write"}),
    row(371, "domain_get_guest_vcpus",                low,  deny,    call<&D::domain_get_guest_vcpus>,                "virDomainGetGuestVcpus",               "2.0.0",  {"domain:write"}),
    row(372, "domain_set_guest_vcpus",                low,  deny,    call<&D::domain_set_guest_vcpus>,                "virDomainSetGuestVcpus",               "2.0.0",  {"domain:write"}),
    row(384, "domain_set_vcpu",                       low,  deny,    call<&D::domain_set_vcpu>,                       "virDomainSetVcpu",                     "3.1.0",  {"domain:write", "domain:save:!VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE", "domain:save:VIR_DOMAIN_AFFECT_CONFIG"}),
    row(386, "domain_set_block_threshold",            low,  deny,    call<&D::domain_set_block_threshold>,            "virDomainSetBlockThreshold",           "3.1.0",  {"domain:write"}),
    row(402, "domain_set_iothread_params",            low,  deny,    call<&D::domain_set_iothread_params>,            "virDomainSetIOThreadParams",           "4.10.0", {"domain:write", "domain:save:!VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE", "domain:save:VIR_DOMAIN_AFFECT_CONFIG"}),
    row(451, "domain_set_throttle_group",             low,  deny,    call<&D::domain_set_throttle_group>,             "virDomainSetThrottleGroup",            "11.2.0", {"domain:write", "domain:save:!VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE", "domain:save:VIR_DOMAIN_AFFECT_CONFIG"}),
    row(452, "domain_del_throttle_group",             low,  deny,    call<&D::domain_del_throttle_group>,             "virDomainDelThrottleGroup",            "11.2.0", {"domain:write", "domain:save:!VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE", "domain:save:VIR_DOMAIN_AFFECT_CONFIG"}),
    row(456, "domain_announce_interface",             low,  deny,    call<&D::domain_announce_interface>,             "virDomainAnnounceInterface",           "12.5.0", {"domain:write"}),
};
// clang-format on

static_assert(sorted_by_number(rows));

}  // namespace

std::span<const Procedure> resource_rows() {
    return rows;
}

}  // namespace virtd::rpc
