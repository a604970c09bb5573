// What the public calls about domains take and answer; the members in order are the wire format.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "driver/types.hpp"

namespace virtd::driver {

struct VcpuInfo {
    std::uint32_t number = 0;
    std::int32_t state = 0;
    std::uint64_t cpu_time = 0;
    std::int32_t cpu = 0;

    bool operator==(const VcpuInfo&) const = default;
};

struct DomainDiskError {
    std::string disk;
    std::int32_t error = 0;

    bool operator==(const DomainDiskError&) const = default;
};

struct DomainGetSchedulerTypeArgs {
    DomainRef dom;

    bool operator==(const DomainGetSchedulerTypeArgs&) const = default;
};

struct DomainGetSchedulerTypeRet {
    std::string type;
    std::int32_t nparams = 0;

    bool operator==(const DomainGetSchedulerTypeRet&) const = default;
};

struct DomainGetSchedulerParametersArgs {
    DomainRef dom;
    std::int32_t nparams = 0;

    bool operator==(const DomainGetSchedulerParametersArgs&) const = default;
};

struct DomainGetSchedulerParametersRet {
    List<TypedParam, 16> params;

    bool operator==(const DomainGetSchedulerParametersRet&) const = default;
};

struct DomainGetSchedulerParametersFlagsArgs {
    DomainRef dom;
    std::int32_t nparams = 0;
    std::uint32_t flags = 0;

    bool operator==(const DomainGetSchedulerParametersFlagsArgs&) const = default;
};

struct DomainGetSchedulerParametersFlagsRet {
    List<TypedParam, 16> params;

    bool operator==(const DomainGetSchedulerParametersFlagsRet&) const = default;
};

struct DomainSetSchedulerParametersArgs {
    DomainRef dom;
    List<TypedParam, 16> params;

    bool operator==(const DomainSetSchedulerParametersArgs&) const = default;
};

struct DomainSetSchedulerParametersFlagsArgs {
    DomainRef dom;
    List<TypedParam, 16> params;
    std::uint32_t flags = 0;

    bool operator==(const DomainSetSchedulerParametersFlagsArgs&) const = default;
};

struct DomainSetBlkioParametersArgs {
    DomainRef dom;
    List<TypedParam, 16> params;
    std::uint32_t flags = 0;

    bool operator==(const DomainSetBlkioParametersArgs&) const = default;
};

struct DomainGetBlkioParametersArgs {
    DomainRef dom;
    std::int32_t nparams = 0;
    std::uint32_t flags = 0;

    bool operator==(const DomainGetBlkioParametersArgs&) const = default;
};

struct DomainGetBlkioParametersRet {
    List<TypedParam, 16> params;
    std::int32_t nparams = 0;

    bool operator==(const DomainGetBlkioParametersRet&) const = default;
};

struct DomainSetMemoryParametersArgs {
    DomainRef dom;
    List<TypedParam, 16> params;
    std::uint32_t flags = 0;

    bool operator==(const DomainSetMemoryParametersArgs&) const = default;
};

struct DomainGetMemoryParametersArgs {
    DomainRef dom;
    std::int32_t nparams = 0;
    std::uint32_t flags = 0;

    bool operator==(const DomainGetMemoryParametersArgs&) const = default;
};

struct DomainGetMemoryParametersRet {
    List<TypedParam, 16> params;
    std::int32_t nparams = 0;

    bool operator==(const DomainGetMemoryParametersRet&) const = default;
};

struct DomainBlockResizeArgs {
    DomainRef dom;
    std::string disk;
    std::uint64_t size = 0;
    std::uint32_t flags = 0;

    bool operator==(const DomainBlockResizeArgs&) const = default;
};

struct DomainSetNumaParametersArgs {
    DomainRef dom;
    List<TypedParam, 16> params;
    std::uint32_t flags = 0;

    bool operator==(const DomainSetNumaParametersArgs&) const = default;
};

struct DomainGetNumaParametersArgs {
    DomainRef dom;
    std::int32_t nparams = 0;
    std::uint32_t flags = 0;

    bool operator==(const DomainGetNumaParametersArgs&) const = default;
};

struct DomainGetNumaParametersRet {
    List<TypedParam, 16> params;
    std::int32_t nparams = 0;

    bool operator==(const DomainGetNumaParametersRet&) const = default;
};

struct DomainSetPerfEventsArgs {
    DomainRef dom;
    List<TypedParam, 64> params;
    std::uint32_t flags = 0;

    bool operator==(const DomainSetPerfEventsArgs&) const = default;
};

struct DomainGetPerfEventsArgs {
    DomainRef dom;
    std::uint32_t flags = 0;

    bool operator==(const DomainGetPerfEventsArgs&) const = default;
};

struct DomainGetPerfEventsRet {
    List<TypedParam, 64> params;

    bool operator==(const DomainGetPerfEventsRet&) const = default;
};

struct DomainBlockStatsArgs {
    DomainRef dom;
    std::string path;

    bool operator==(const DomainBlockStatsArgs&) const = default;
};

struct DomainBlockStatsRet {
    std::int64_t rd_req = 0;
    std::int64_t rd_bytes = 0;
    std::int64_t wr_req = 0;
    std::int64_t wr_bytes = 0;
    std::int64_t errs = 0;

    bool operator==(const DomainBlockStatsRet&) const = default;
};

struct DomainBlockStatsFlagsArgs {
    DomainRef dom;
    std::string path;
    std::int32_t nparams = 0;
    std::uint32_t flags = 0;

    bool operator==(const DomainBlockStatsFlagsArgs&) const = default;
};

struct DomainBlockStatsFlagsRet {
    List<TypedParam, 16> params;
    std::int32_t nparams = 0;

    bool operator==(const DomainBlockStatsFlagsRet&) const = default;
};

struct DomainInterfaceStatsArgs {
    DomainRef dom;
    std::string device;

    bool operator==(const DomainInterfaceStatsArgs&) const = default;
};

struct DomainInterfaceStatsRet {
    std::int64_t rx_bytes = 0;
    std::int64_t rx_packets = 0;
    std::int64_t rx_errs = 0;
    std::int64_t rx_drop = 0;
    std::int64_t tx_bytes = 0;
    std::int64_t tx_packets = 0;
    std::int64_t tx_errs = 0;
    std::int64_t tx_drop = 0;

    bool operator==(const DomainInterfaceStatsRet&) const = default;
};

struct DomainSetInterfaceParametersArgs {
    DomainRef dom;
    std::string device;
    List<TypedParam, 16> params;
    std::uint32_t flags = 0;

    bool operator==(const DomainSetInterfaceParametersArgs&) const = default;
};

struct DomainGetInterfaceParametersArgs {
    DomainRef dom;
    std::string device;
    std::int32_t nparams = 0;
    std::uint32_t flags = 0;

    bool operator==(const DomainGetInterfaceParametersArgs&) const = default;
};

struct DomainGetInterfaceParametersRet {
    List<TypedParam, 16> params;
    std::int32_t nparams = 0;

    bool operator==(const DomainGetInterfaceParametersRet&) const = default;
};

struct DomainMemoryStatsArgs {
    DomainRef dom;
    std::uint32_t max_stats = 0;
    std::uint32_t flags = 0;

    bool operator==(const DomainMemoryStatsArgs&) const = default;
};

struct DomainMemoryStat {
    std::int32_t tag = 0;
    std::uint64_t val = 0;

    bool operator==(const DomainMemoryStat&) const = default;
};

struct DomainMemoryStatsRet {
    List<DomainMemoryStat, 1024> stats;

    bool operator==(const DomainMemoryStatsRet&) const = default;
};

struct DomainBlockPeekArgs {
    DomainRef dom;
    std::string path;
    std::uint64_t offset = 0;
    std::uint32_t size = 0;
    std::uint32_t flags = 0;

    bool operator==(const DomainBlockPeekArgs&) const = default;
};

struct DomainBlockPeekRet {
    Opaque<4194304> buffer;

    bool operator==(const DomainBlockPeekRet&) const = default;
};

struct DomainMemoryPeekArgs {
    DomainRef dom;
    std::uint64_t offset = 0;
    std::uint32_t size = 0;
    std::uint32_t flags = 0;

    bool operator==(const DomainMemoryPeekArgs&) const = default;
};

struct DomainMemoryPeekRet {
    Opaque<4194304> buffer;

    bool operator==(const DomainMemoryPeekRet&) const = default;
};

struct DomainGetBlockInfoArgs {
    DomainRef dom;
    std::string path;
    std::uint32_t flags = 0;

    bool operator==(const DomainGetBlockInfoArgs&) const = default;
};

struct DomainGetBlockInfoRet {
    std::uint64_t allocation = 0;
    std::uint64_t capacity = 0;
    std::uint64_t physical = 0;

    bool operator==(const DomainGetBlockInfoRet&) const = default;
};

struct DomainCreateXmlArgs {
    std::string xml_desc;
    std::uint32_t flags = 0;

    bool operator==(const DomainCreateXmlArgs&) const = default;
};

struct DomainCreateXmlRet {
    DomainRef dom;

    bool operator==(const DomainCreateXmlRet&) const = default;
};

struct DomainCreateXmlWithFilesArgs {
    std::string xml_desc;
    std::uint32_t flags = 0;

    bool operator==(const DomainCreateXmlWithFilesArgs&) const = default;
};

struct DomainCreateXmlWithFilesRet {
    DomainRef dom;

    bool operator==(const DomainCreateXmlWithFilesRet&) const = default;
};

struct DomainLookupByIdArgs {
    std::int32_t id = 0;

    bool operator==(const DomainLookupByIdArgs&) const = default;
};

struct DomainLookupByIdRet {
    DomainRef dom;

    bool operator==(const DomainLookupByIdRet&) const = default;
};

struct DomainLookupByUuidArgs {
    Uuid uuid;

    bool operator==(const DomainLookupByUuidArgs&) const = default;
};

struct DomainLookupByUuidRet {
    DomainRef dom;

    bool operator==(const DomainLookupByUuidRet&) const = default;
};

struct DomainLookupByNameArgs {
    std::string name;

    bool operator==(const DomainLookupByNameArgs&) const = default;
};

struct DomainLookupByNameRet {
    DomainRef dom;

    bool operator==(const DomainLookupByNameRet&) const = default;
};

struct DomainSuspendArgs {
    DomainRef dom;

    bool operator==(const DomainSuspendArgs&) const = default;
};

struct DomainResumeArgs {
    DomainRef dom;

    bool operator==(const DomainResumeArgs&) const = default;
};

struct DomainPmSuspendForDurationArgs {
    DomainRef dom;
    std::uint32_t target = 0;
    std::uint64_t duration = 0;
    std::uint32_t flags = 0;

    bool operator==(const DomainPmSuspendForDurationArgs&) const = default;
};

struct DomainPmWakeupArgs {
    DomainRef dom;
    std::uint32_t flags = 0;

    bool operator==(const DomainPmWakeupArgs&) const = default;
};

struct DomainShutdownArgs {
    DomainRef dom;

    bool operator==(const DomainShutdownArgs&) const = default;
};

struct DomainRebootArgs {
    DomainRef dom;
    std::uint32_t flags = 0;

    bool operator==(const DomainRebootArgs&) const = default;
};

struct DomainResetArgs {
    DomainRef dom;
    std::uint32_t flags = 0;

    bool operator==(const DomainResetArgs&) const = default;
};

struct DomainDestroyArgs {
    DomainRef dom;

    bool operator==(const DomainDestroyArgs&) const = default;
};

struct DomainDestroyFlagsArgs {
    DomainRef dom;
    std::uint32_t flags = 0;

    bool operator==(const DomainDestroyFlagsArgs&) const = default;
};

struct DomainGetOsTypeArgs {
    DomainRef dom;

    bool operator==(const DomainGetOsTypeArgs&) const = default;
};

struct DomainGetOsTypeRet {
    std::string type;

    bool operator==(const DomainGetOsTypeRet&) const = default;
};

struct DomainGetMaxMemoryArgs {
    DomainRef dom;

    bool operator==(const DomainGetMaxMemoryArgs&) const = default;
};

struct DomainGetMaxMemoryRet {
    std::uint64_t memory = 0;

    bool operator==(const DomainGetMaxMemoryRet&) const = default;
};

struct DomainSetMaxMemoryArgs {
    DomainRef dom;
    std::uint64_t memory = 0;

    bool operator==(const DomainSetMaxMemoryArgs&) const = default;
};

struct DomainSetMemoryArgs {
    DomainRef dom;
    std::uint64_t memory = 0;

    bool operator==(const DomainSetMemoryArgs&) const = default;
};

struct DomainSetMemoryFlagsArgs {
    DomainRef dom;
    std::uint64_t memory = 0;
    std::uint32_t flags = 0;

    bool operator==(const DomainSetMemoryFlagsArgs&) const = default;
};

struct DomainSetMemoryStatsPeriodArgs {
    DomainRef dom;
    std::int32_t period = 0;
    std::uint32_t flags = 0;

    bool operator==(const DomainSetMemoryStatsPeriodArgs&) const = default;
};

struct DomainGetInfoArgs {
    DomainRef dom;

    bool operator==(const DomainGetInfoArgs&) const = default;
};

struct DomainGetInfoRet {
    std::uint8_t state = 0;
    std::uint64_t max_mem = 0;
    std::uint64_t memory = 0;
    std::uint16_t nr_virt_cpu = 0;
    std::uint64_t cpu_time = 0;

    bool operator==(const DomainGetInfoRet&) const = default;
};

struct DomainSaveArgs {
    DomainRef dom;
    std::string to;

    bool operator==(const DomainSaveArgs&) const = default;
};

struct DomainSaveFlagsArgs {
    DomainRef dom;
    std::string to;
    std::optional<std::string> dxml;
    std::uint32_t flags = 0;

    bool operator==(const DomainSaveFlagsArgs&) const = default;
};

struct DomainSaveParamsArgs {
    DomainRef dom;
    List<TypedParam, 64> params;
    std::uint32_t flags = 0;

    bool operator==(const DomainSaveParamsArgs&) const = default;
};

struct DomainRestoreArgs {
    std::string from;

    bool operator==(const DomainRestoreArgs&) const = default;
};

struct DomainRestoreFlagsArgs {
    std::string from;
    std::optional<std::string> dxml;
    std::uint32_t flags = 0;

    bool operator==(const DomainRestoreFlagsArgs&) const = default;
};

struct DomainRestoreParamsArgs {
    List<TypedParam, 64> params;
    std::uint32_t flags = 0;

    bool operator==(const DomainRestoreParamsArgs&) const = default;
};

struct DomainSaveImageGetXmlDescArgs {
    std::string file;
    std::uint32_t flags = 0;

    bool operator==(const DomainSaveImageGetXmlDescArgs&) const = default;
};

struct DomainSaveImageGetXmlDescRet {
    std::string xml;

    bool operator==(const DomainSaveImageGetXmlDescRet&) const = default;
};

struct DomainSaveImageDefineXmlArgs {
    std::string file;
    std::string dxml;
    std::uint32_t flags = 0;

    bool operator==(const DomainSaveImageDefineXmlArgs&) const = default;
};

struct DomainCoreDumpArgs {
    DomainRef dom;
    std::string to;
    std::uint32_t flags = 0;

    bool operator==(const DomainCoreDumpArgs&) const = default;
};

struct DomainCoreDumpWithFormatArgs {
    DomainRef dom;
    std::string to;
    std::uint32_t dumpformat = 0;
    std::uint32_t flags = 0;

    bool operator==(const DomainCoreDumpWithFormatArgs&) const = default;
};

struct DomainScreenshotArgs {
    DomainRef dom;
    std::uint32_t screen = 0;
    std::uint32_t flags = 0;

    bool operator==(const DomainScreenshotArgs&) const = default;
};

struct DomainScreenshotRet {
    std::optional<std::string> mime;

    bool operator==(const DomainScreenshotRet&) const = default;
};

struct DomainGetXmlDescArgs {
    DomainRef dom;
    std::uint32_t flags = 0;

    bool operator==(const DomainGetXmlDescArgs&) const = default;
};

struct DomainGetXmlDescRet {
    std::string xml;

    bool operator==(const DomainGetXmlDescRet&) const = default;
};

struct DomainCreateArgs {
    DomainRef dom;

    bool operator==(const DomainCreateArgs&) const = default;
};

struct DomainCreateWithFlagsArgs {
    DomainRef dom;
    std::uint32_t flags = 0;

    bool operator==(const DomainCreateWithFlagsArgs&) const = default;
};

struct DomainCreateWithFlagsRet {
    DomainRef dom;

    bool operator==(const DomainCreateWithFlagsRet&) const = default;
};

struct DomainCreateWithFilesArgs {
    DomainRef dom;
    std::uint32_t flags = 0;

    bool operator==(const DomainCreateWithFilesArgs&) const = default;
};

struct DomainCreateWithFilesRet {
    DomainRef dom;

    bool operator==(const DomainCreateWithFilesRet&) const = default;
};

struct DomainDefineXmlArgs {
    std::string xml;

    bool operator==(const DomainDefineXmlArgs&) const = default;
};

struct DomainDefineXmlRet {
    DomainRef dom;

    bool operator==(const DomainDefineXmlRet&) const = default;
};

struct DomainDefineXmlFlagsArgs {
    std::string xml;
    std::uint32_t flags = 0;

    bool operator==(const DomainDefineXmlFlagsArgs&) const = default;
};

struct DomainDefineXmlFlagsRet {
    DomainRef dom;

    bool operator==(const DomainDefineXmlFlagsRet&) const = default;
};

struct DomainUndefineArgs {
    DomainRef dom;

    bool operator==(const DomainUndefineArgs&) const = default;
};

struct DomainUndefineFlagsArgs {
    DomainRef dom;
    std::uint32_t flags = 0;

    bool operator==(const DomainUndefineFlagsArgs&) const = default;
};

struct DomainInjectNmiArgs {
    DomainRef dom;
    std::uint32_t flags = 0;

    bool operator==(const DomainInjectNmiArgs&) const = default;
};

struct DomainSendKeyArgs {
    DomainRef dom;
    std::uint32_t codeset = 0;
    std::uint32_t holdtime = 0;
    List<std::uint32_t, 16> keycodes;
    std::uint32_t flags = 0;

    bool operator==(const DomainSendKeyArgs&) const = default;
};

struct DomainSendProcessSignalArgs {
    DomainRef dom;
    std::int64_t pid_value = 0;
    std::uint32_t signum = 0;
    std::uint32_t flags = 0;

    bool operator==(const DomainSendProcessSignalArgs&) const = default;
};

struct DomainSetVcpusArgs {
    DomainRef dom;
    std::uint32_t nvcpus = 0;

    bool operator==(const DomainSetVcpusArgs&) const = default;
};

struct DomainSetVcpusFlagsArgs {
    DomainRef dom;
    std::uint32_t nvcpus = 0;
    std::uint32_t flags = 0;

    bool operator==(const DomainSetVcpusFlagsArgs&) const = default;
};

struct DomainGetVcpusFlagsArgs {
    DomainRef dom;
    std::uint32_t flags = 0;

    bool operator==(const DomainGetVcpusFlagsArgs&) const = default;
};

struct DomainGetVcpusFlagsRet {
    std::int32_t num = 0;

    bool operator==(const DomainGetVcpusFlagsRet&) const = default;
};

struct DomainPinVcpuArgs {
    DomainRef dom;
    std::uint32_t vcpu = 0;
    Opaque<2048> cpumap;

    bool operator==(const DomainPinVcpuArgs&) const = default;
};

struct DomainPinVcpuFlagsArgs {
    DomainRef dom;
    std::uint32_t vcpu = 0;
    Opaque<2048> cpumap;
    std::uint32_t flags = 0;

    bool operator==(const DomainPinVcpuFlagsArgs&) const = default;
};

struct DomainGetVcpuPinInfoArgs {
    DomainRef dom;
    std::int32_t ncpumaps = 0;
    std::int32_t maplen = 0;
    std::uint32_t flags = 0;

    bool operator==(const DomainGetVcpuPinInfoArgs&) const = default;
};

struct DomainGetVcpuPinInfoRet {
    Opaque<8388608> cpumaps;
    std::int32_t num = 0;

    bool operator==(const DomainGetVcpuPinInfoRet&) const = default;
};

struct DomainPinEmulatorArgs {
    DomainRef dom;
    Opaque<2048> cpumap;
    std::uint32_t flags = 0;

    bool operator==(const DomainPinEmulatorArgs&) const = default;
};

struct DomainGetEmulatorPinInfoArgs {
    DomainRef dom;
    std::int32_t maplen = 0;
    std::uint32_t flags = 0;

    bool operator==(const DomainGetEmulatorPinInfoArgs&) const = default;
};

struct DomainGetEmulatorPinInfoRet {
    Opaque<8388608> cpumaps;
    std::int32_t ret = 0;

    bool operator==(const DomainGetEmulatorPinInfoRet&) const = default;
};

struct DomainGetVcpusArgs {
    DomainRef dom;
    std::int32_t maxinfo = 0;
    std::int32_t maplen = 0;

    bool operator==(const DomainGetVcpusArgs&) const = default;
};

struct DomainGetVcpusRet {
    List<VcpuInfo, 16384> info;
    Opaque<8388608> cpumaps;

    bool operator==(const DomainGetVcpusRet&) const = default;
};

struct DomainGetMaxVcpusArgs {
    DomainRef dom;

    bool operator==(const DomainGetMaxVcpusArgs&) const = default;
};

struct DomainGetMaxVcpusRet {
    std::int32_t num = 0;

    bool operator==(const DomainGetMaxVcpusRet&) const = default;
};

struct DomainIothreadInfo {
    std::uint32_t iothread_id = 0;
    Opaque<2048> cpumap;

    bool operator==(const DomainIothreadInfo&) const = default;
};

struct DomainGetIothreadInfoArgs {
    DomainRef dom;
    std::uint32_t flags = 0;

    bool operator==(const DomainGetIothreadInfoArgs&) const = default;
};

struct DomainGetIothreadInfoRet {
    List<DomainIothreadInfo, 16384> info;
    std::uint32_t ret = 0;

    bool operator==(const DomainGetIothreadInfoRet&) const = default;
};

struct DomainPinIothreadArgs {
    DomainRef dom;
    std::uint32_t iothreads_id = 0;
    Opaque<2048> cpumap;
    std::uint32_t flags = 0;

    bool operator==(const DomainPinIothreadArgs&) const = default;
};

struct DomainAddIothreadArgs {
    DomainRef dom;
    std::uint32_t iothread_id = 0;
    std::uint32_t flags = 0;

    bool operator==(const DomainAddIothreadArgs&) const = default;
};

struct DomainDelIothreadArgs {
    DomainRef dom;
    std::uint32_t iothread_id = 0;
    std::uint32_t flags = 0;

    bool operator==(const DomainDelIothreadArgs&) const = default;
};

struct DomainSetIothreadParamsArgs {
    DomainRef dom;
    std::uint32_t iothread_id = 0;
    List<TypedParam, 64> params;
    std::uint32_t flags = 0;

    bool operator==(const DomainSetIothreadParamsArgs&) const = default;
};

struct DomainGetSecurityLabelArgs {
    DomainRef dom;

    bool operator==(const DomainGetSecurityLabelArgs&) const = default;
};

struct DomainGetSecurityLabelRet {
    CharList<4097> label;
    std::int32_t enforcing = 0;

    bool operator==(const DomainGetSecurityLabelRet&) const = default;
};

struct DomainGetSecurityLabelListArgs {
    DomainRef dom;

    bool operator==(const DomainGetSecurityLabelListArgs&) const = default;
};

struct DomainGetSecurityLabelListRet {
    List<DomainGetSecurityLabelRet, 64> labels;
    std::int32_t ret = 0;

    bool operator==(const DomainGetSecurityLabelListRet&) const = default;
};

struct DomainAttachDeviceArgs {
    DomainRef dom;
    std::string xml;

    bool operator==(const DomainAttachDeviceArgs&) const = default;
};

struct DomainAttachDeviceFlagsArgs {
    DomainRef dom;
    std::string xml;
    std::uint32_t flags = 0;

    bool operator==(const DomainAttachDeviceFlagsArgs&) const = default;
};

struct DomainDetachDeviceArgs {
    DomainRef dom;
    std::string xml;

    bool operator==(const DomainDetachDeviceArgs&) const = default;
};

struct DomainDetachDeviceFlagsArgs {
    DomainRef dom;
    std::string xml;
    std::uint32_t flags = 0;

    bool operator==(const DomainDetachDeviceFlagsArgs&) const = default;
};

struct DomainUpdateDeviceFlagsArgs {
    DomainRef dom;
    std::string xml;
    std::uint32_t flags = 0;

    bool operator==(const DomainUpdateDeviceFlagsArgs&) const = default;
};

struct DomainDetachDeviceAliasArgs {
    DomainRef dom;
    std::string alias;
    std::uint32_t flags = 0;

    bool operator==(const DomainDetachDeviceAliasArgs&) const = default;
};

struct DomainGetAutostartArgs {
    DomainRef dom;

    bool operator==(const DomainGetAutostartArgs&) const = default;
};

struct DomainGetAutostartRet {
    std::int32_t autostart = 0;

    bool operator==(const DomainGetAutostartRet&) const = default;
};

struct DomainSetAutostartArgs {
    DomainRef dom;
    std::int32_t autostart = 0;

    bool operator==(const DomainSetAutostartArgs&) const = default;
};

struct DomainSetMetadataArgs {
    DomainRef dom;
    std::int32_t type = 0;
    std::optional<std::string> metadata;
    std::optional<std::string> key;
    std::optional<std::string> uri;
    std::uint32_t flags = 0;

    bool operator==(const DomainSetMetadataArgs&) const = default;
};

struct DomainGetMetadataArgs {
    DomainRef dom;
    std::int32_t type = 0;
    std::optional<std::string> uri;
    std::uint32_t flags = 0;

    bool operator==(const DomainGetMetadataArgs&) const = default;
};

struct DomainGetMetadataRet {
    std::string metadata;

    bool operator==(const DomainGetMetadataRet&) const = default;
};

struct DomainBlockJobAbortArgs {
    DomainRef dom;
    std::string path;
    std::uint32_t flags = 0;

    bool operator==(const DomainBlockJobAbortArgs&) const = default;
};

struct DomainGetBlockJobInfoArgs {
    DomainRef dom;
    std::string path;
    std::uint32_t flags = 0;

    bool operator==(const DomainGetBlockJobInfoArgs&) const = default;
};

struct DomainGetBlockJobInfoRet {
    std::int32_t found = 0;
    std::int32_t type = 0;
    std::uint64_t bandwidth = 0;
    std::uint64_t cur = 0;
    std::uint64_t end = 0;

    bool operator==(const DomainGetBlockJobInfoRet&) const = default;
};

struct DomainBlockJobSetSpeedArgs {
    DomainRef dom;
    std::string path;
    std::uint64_t bandwidth = 0;
    std::uint32_t flags = 0;

    bool operator==(const DomainBlockJobSetSpeedArgs&) const = default;
};

struct DomainBlockPullArgs {
    DomainRef dom;
    std::string path;
    std::uint64_t bandwidth = 0;
    std::uint32_t flags = 0;

    bool operator==(const DomainBlockPullArgs&) const = default;
};

struct DomainBlockRebaseArgs {
    DomainRef dom;
    std::string path;
    std::optional<std::string> base;
    std::uint64_t bandwidth = 0;
    std::uint32_t flags = 0;

    bool operator==(const DomainBlockRebaseArgs&) const = default;
};

struct DomainBlockCopyArgs {
    DomainRef dom;
    std::string path;
    std::string destxml;
    List<TypedParam, 16> params;
    std::uint32_t flags = 0;

    bool operator==(const DomainBlockCopyArgs&) const = default;
};

struct DomainBlockCommitArgs {
    DomainRef dom;
    std::string disk;
    std::optional<std::string> base;
    std::optional<std::string> top;
    std::uint64_t bandwidth = 0;
    std::uint32_t flags = 0;

    bool operator==(const DomainBlockCommitArgs&) const = default;
};

struct DomainSetBlockIoTuneArgs {
    DomainRef dom;
    std::string disk;
    List<TypedParam, 32> params;
    std::uint32_t flags = 0;

    bool operator==(const DomainSetBlockIoTuneArgs&) const = default;
};

struct DomainGetBlockIoTuneArgs {
    DomainRef dom;
    std::optional<std::string> disk;
    std::int32_t nparams = 0;
    std::uint32_t flags = 0;

    bool operator==(const DomainGetBlockIoTuneArgs&) const = default;
};

struct DomainGetBlockIoTuneRet {
    List<TypedParam, 32> params;
    std::int32_t nparams = 0;

    bool operator==(const DomainGetBlockIoTuneRet&) const = default;
};

struct DomainGetCpuStatsArgs {
    DomainRef dom;
    std::uint32_t nparams = 0;
    std::int32_t start_cpu = 0;
    std::uint32_t ncpus = 0;
    std::uint32_t flags = 0;

    bool operator==(const DomainGetCpuStatsArgs&) const = default;
};

struct DomainGetCpuStatsRet {
    List<TypedParam, 2048> params;
    std::int32_t nparams = 0;

    bool operator==(const DomainGetCpuStatsRet&) const = default;
};

struct DomainGetHostnameArgs {
    DomainRef dom;
    std::uint32_t flags = 0;

    bool operator==(const DomainGetHostnameArgs&) const = default;
};

struct DomainGetHostnameRet {
    std::string hostname;

    bool operator==(const DomainGetHostnameRet&) const = default;
};

struct DomainIsActiveArgs {
    DomainRef dom;

    bool operator==(const DomainIsActiveArgs&) const = default;
};

struct DomainIsActiveRet {
    std::int32_t active = 0;

    bool operator==(const DomainIsActiveRet&) const = default;
};

struct DomainIsPersistentArgs {
    DomainRef dom;

    bool operator==(const DomainIsPersistentArgs&) const = default;
};

struct DomainIsPersistentRet {
    std::int32_t persistent = 0;

    bool operator==(const DomainIsPersistentRet&) const = default;
};

struct DomainIsUpdatedArgs {
    DomainRef dom;

    bool operator==(const DomainIsUpdatedArgs&) const = default;
};

struct DomainIsUpdatedRet {
    std::int32_t updated = 0;

    bool operator==(const DomainIsUpdatedRet&) const = default;
};

struct DomainGetJobInfoArgs {
    DomainRef dom;

    bool operator==(const DomainGetJobInfoArgs&) const = default;
};

struct DomainGetJobInfoRet {
    std::int32_t type = 0;
    std::uint64_t time_elapsed = 0;
    std::uint64_t time_remaining = 0;
    std::uint64_t data_total = 0;
    std::uint64_t data_processed = 0;
    std::uint64_t data_remaining = 0;
    std::uint64_t mem_total = 0;
    std::uint64_t mem_processed = 0;
    std::uint64_t mem_remaining = 0;
    std::uint64_t file_total = 0;
    std::uint64_t file_processed = 0;
    std::uint64_t file_remaining = 0;

    bool operator==(const DomainGetJobInfoRet&) const = default;
};

struct DomainGetJobStatsArgs {
    DomainRef dom;
    std::uint32_t flags = 0;

    bool operator==(const DomainGetJobStatsArgs&) const = default;
};

struct DomainGetJobStatsRet {
    std::int32_t type = 0;
    List<TypedParam, 64> params;

    bool operator==(const DomainGetJobStatsRet&) const = default;
};

struct DomainAbortJobArgs {
    DomainRef dom;

    bool operator==(const DomainAbortJobArgs&) const = default;
};

struct DomainAbortJobFlagsArgs {
    DomainRef dom;
    std::uint32_t flags = 0;

    bool operator==(const DomainAbortJobFlagsArgs&) const = default;
};

struct DomainManagedSaveArgs {
    DomainRef dom;
    std::uint32_t flags = 0;

    bool operator==(const DomainManagedSaveArgs&) const = default;
};

struct DomainHasManagedSaveImageArgs {
    DomainRef dom;
    std::uint32_t flags = 0;

    bool operator==(const DomainHasManagedSaveImageArgs&) const = default;
};

struct DomainHasManagedSaveImageRet {
    std::int32_t result = 0;

    bool operator==(const DomainHasManagedSaveImageRet&) const = default;
};

struct DomainManagedSaveRemoveArgs {
    DomainRef dom;
    std::uint32_t flags = 0;

    bool operator==(const DomainManagedSaveRemoveArgs&) const = default;
};

struct DomainManagedSaveGetXmlDescArgs {
    DomainRef dom;
    std::uint32_t flags = 0;

    bool operator==(const DomainManagedSaveGetXmlDescArgs&) const = default;
};

struct DomainManagedSaveGetXmlDescRet {
    std::string xml;

    bool operator==(const DomainManagedSaveGetXmlDescRet&) const = default;
};

struct DomainManagedSaveDefineXmlArgs {
    DomainRef dom;
    std::optional<std::string> dxml;
    std::uint32_t flags = 0;

    bool operator==(const DomainManagedSaveDefineXmlArgs&) const = default;
};

struct DomainOpenConsoleArgs {
    DomainRef dom;
    std::optional<std::string> dev_name;
    std::uint32_t flags = 0;

    bool operator==(const DomainOpenConsoleArgs&) const = default;
};

struct DomainOpenChannelArgs {
    DomainRef dom;
    std::optional<std::string> name;
    std::uint32_t flags = 0;

    bool operator==(const DomainOpenChannelArgs&) const = default;
};

struct DomainGetStateArgs {
    DomainRef dom;
    std::uint32_t flags = 0;

    bool operator==(const DomainGetStateArgs&) const = default;
};

struct DomainGetStateRet {
    std::int32_t state = 0;
    std::int32_t reason = 0;

    bool operator==(const DomainGetStateRet&) const = default;
};

struct DomainGetControlInfoArgs {
    DomainRef dom;
    std::uint32_t flags = 0;

    bool operator==(const DomainGetControlInfoArgs&) const = default;
};

struct DomainGetControlInfoRet {
    std::uint32_t state = 0;
    std::uint32_t details = 0;
    std::uint64_t state_time = 0;

    bool operator==(const DomainGetControlInfoRet&) const = default;
};

struct DomainOpenGraphicsArgs {
    DomainRef dom;
    std::uint32_t idx = 0;
    std::uint32_t flags = 0;

    bool operator==(const DomainOpenGraphicsArgs&) const = default;
};

struct DomainOpenGraphicsFdArgs {
    DomainRef dom;
    std::uint32_t idx = 0;
    std::uint32_t flags = 0;

    bool operator==(const DomainOpenGraphicsFdArgs&) const = default;
};

struct DomainShutdownFlagsArgs {
    DomainRef dom;
    std::uint32_t flags = 0;

    bool operator==(const DomainShutdownFlagsArgs&) const = default;
};

struct DomainGetDiskErrorsArgs {
    DomainRef dom;
    std::uint32_t maxerrors = 0;
    std::uint32_t flags = 0;

    bool operator==(const DomainGetDiskErrorsArgs&) const = default;
};

struct DomainGetDiskErrorsRet {
    List<DomainDiskError, 256> errors;
    std::int32_t nerrors = 0;

    bool operator==(const DomainGetDiskErrorsRet&) const = default;
};

struct DomainFstrimArgs {
    DomainRef dom;
    std::optional<std::string> mount_point;
    std::uint64_t minimum = 0;
    std::uint32_t flags = 0;

    bool operator==(const DomainFstrimArgs&) const = default;
};

struct DomainGetTimeArgs {
    DomainRef dom;
    std::uint32_t flags = 0;

    bool operator==(const DomainGetTimeArgs&) const = default;
};

struct DomainGetTimeRet {
    std::int64_t seconds = 0;
    std::uint32_t nseconds = 0;

    bool operator==(const DomainGetTimeRet&) const = default;
};

struct DomainSetTimeArgs {
    DomainRef dom;
    std::int64_t seconds = 0;
    std::uint32_t nseconds = 0;
    std::uint32_t flags = 0;

    bool operator==(const DomainSetTimeArgs&) const = default;
};

struct DomainFsfreezeArgs {
    DomainRef dom;
    List<std::string, 256> mountpoints;
    std::uint32_t flags = 0;

    bool operator==(const DomainFsfreezeArgs&) const = default;
};

struct DomainFsfreezeRet {
    std::int32_t filesystems = 0;

    bool operator==(const DomainFsfreezeRet&) const = default;
};

struct DomainFsthawArgs {
    DomainRef dom;
    List<std::string, 256> mountpoints;
    std::uint32_t flags = 0;

    bool operator==(const DomainFsthawArgs&) const = default;
};

struct DomainFsthawRet {
    std::int32_t filesystems = 0;

    bool operator==(const DomainFsthawRet&) const = default;
};

struct DomainFsinfo {
    std::string mountpoint;
    std::string name;
    std::string fstype;
    List<std::string, 256> dev_aliases;

    bool operator==(const DomainFsinfo&) const = default;
};

struct DomainGetFsinfoArgs {
    DomainRef dom;
    std::uint32_t flags = 0;

    bool operator==(const DomainGetFsinfoArgs&) const = default;
};

struct DomainGetFsinfoRet {
    List<DomainFsinfo, 256> info;
    std::uint32_t ret = 0;

    bool operator==(const DomainGetFsinfoRet&) const = default;
};

struct DomainIpAddr {
    std::int32_t type = 0;
    std::string addr;
    std::uint32_t prefix = 0;

    bool operator==(const DomainIpAddr&) const = default;
};

struct DomainInterface {
    std::string name;
    std::optional<std::string> hwaddr;
    List<DomainIpAddr, 2048> addrs;

    bool operator==(const DomainInterface&) const = default;
};

struct DomainInterfaceAddressesArgs {
    DomainRef dom;
    std::uint32_t source = 0;
    std::uint32_t flags = 0;

    bool operator==(const DomainInterfaceAddressesArgs&) const = default;
};

struct DomainInterfaceAddressesRet {
    List<DomainInterface, 2048> ifaces;

    bool operator==(const DomainInterfaceAddressesRet&) const = default;
};

struct DomainSetUserPasswordArgs {
    DomainRef dom;
    std::optional<std::string> user;
    std::optional<std::string> password;
    std::uint32_t flags = 0;

    bool operator==(const DomainSetUserPasswordArgs&) const = default;
};

struct DomainRenameArgs {
    DomainRef dom;
    std::optional<std::string> new_name;
    std::uint32_t flags = 0;

    bool operator==(const DomainRenameArgs&) const = default;
};

struct DomainRenameRet {
    std::int32_t retcode = 0;

    bool operator==(const DomainRenameRet&) const = default;
};

struct DomainGetGuestVcpusArgs {
    DomainRef dom;
    std::uint32_t flags = 0;

    bool operator==(const DomainGetGuestVcpusArgs&) const = default;
};

struct DomainGetGuestVcpusRet {
    List<TypedParam, 64> params;

    bool operator==(const DomainGetGuestVcpusRet&) const = default;
};

struct DomainSetGuestVcpusArgs {
    DomainRef dom;
    std::string cpumap;
    std::int32_t state = 0;
    std::uint32_t flags = 0;

    bool operator==(const DomainSetGuestVcpusArgs&) const = default;
};

struct DomainSetVcpuArgs {
    DomainRef dom;
    std::string cpumap;
    std::int32_t state = 0;
    std::uint32_t flags = 0;

    bool operator==(const DomainSetVcpuArgs&) const = default;
};

struct DomainSetBlockThresholdArgs {
    DomainRef dom;
    std::string dev;
    std::uint64_t threshold = 0;
    std::uint32_t flags = 0;

    bool operator==(const DomainSetBlockThresholdArgs&) const = default;
};

struct DomainSetLifecycleActionArgs {
    DomainRef dom;
    std::uint32_t type = 0;
    std::uint32_t action = 0;
    std::uint32_t flags = 0;

    bool operator==(const DomainSetLifecycleActionArgs&) const = default;
};

struct DomainGetLaunchSecurityInfoArgs {
    DomainRef dom;
    std::uint32_t flags = 0;

    bool operator==(const DomainGetLaunchSecurityInfoArgs&) const = default;
};

struct DomainGetLaunchSecurityInfoRet {
    List<TypedParam, 64> params;

    bool operator==(const DomainGetLaunchSecurityInfoRet&) const = default;
};

struct DomainSetLaunchSecurityStateArgs {
    DomainRef dom;
    List<TypedParam, 64> params;
    std::uint32_t flags = 0;

    bool operator==(const DomainSetLaunchSecurityStateArgs&) const = default;
};

struct DomainGetGuestInfoArgs {
    DomainRef dom;
    std::uint32_t types = 0;
    std::uint32_t flags = 0;

    bool operator==(const DomainGetGuestInfoArgs&) const = default;
};

struct DomainGetGuestInfoRet {
    List<TypedParam, 2048> params;

    bool operator==(const DomainGetGuestInfoRet&) const = default;
};

struct DomainAgentSetResponseTimeoutArgs {
    DomainRef dom;
    std::int32_t timeout = 0;
    std::uint32_t flags = 0;

    bool operator==(const DomainAgentSetResponseTimeoutArgs&) const = default;
};

struct DomainAgentSetResponseTimeoutRet {
    std::int32_t result = 0;

    bool operator==(const DomainAgentSetResponseTimeoutRet&) const = default;
};

struct DomainAuthorizedSshKeysGetArgs {
    DomainRef dom;
    std::string user;
    std::uint32_t flags = 0;

    bool operator==(const DomainAuthorizedSshKeysGetArgs&) const = default;
};

struct DomainAuthorizedSshKeysGetRet {
    List<std::string, 2048> keys;

    bool operator==(const DomainAuthorizedSshKeysGetRet&) const = default;
};

struct DomainAuthorizedSshKeysSetArgs {
    DomainRef dom;
    std::string user;
    List<std::string, 2048> keys;
    std::uint32_t flags = 0;

    bool operator==(const DomainAuthorizedSshKeysSetArgs&) const = default;
};

struct DomainGetMessagesArgs {
    DomainRef dom;
    std::uint32_t flags = 0;

    bool operator==(const DomainGetMessagesArgs&) const = default;
};

struct DomainGetMessagesRet {
    List<std::string, 2048> msgs;

    bool operator==(const DomainGetMessagesRet&) const = default;
};

struct DomainStartDirtyRateCalcArgs {
    DomainRef dom;
    std::int32_t seconds = 0;
    std::uint32_t flags = 0;

    bool operator==(const DomainStartDirtyRateCalcArgs&) const = default;
};

struct DomainFdAssociateArgs {
    DomainRef dom;
    std::string name;
    std::uint32_t flags = 0;

    bool operator==(const DomainFdAssociateArgs&) const = default;
};

struct DomainGraphicsReloadArgs {
    DomainRef dom;
    std::uint32_t type = 0;
    std::uint32_t flags = 0;

    bool operator==(const DomainGraphicsReloadArgs&) const = default;
};

struct DomainGetAutostartOnceArgs {
    DomainRef dom;

    bool operator==(const DomainGetAutostartOnceArgs&) const = default;
};

struct DomainGetAutostartOnceRet {
    std::int32_t autostart = 0;

    bool operator==(const DomainGetAutostartOnceRet&) const = default;
};

struct DomainSetAutostartOnceArgs {
    DomainRef dom;
    std::int32_t autostart = 0;

    bool operator==(const DomainSetAutostartOnceArgs&) const = default;
};

struct DomainSetThrottleGroupArgs {
    DomainRef dom;
    std::string group;
    List<TypedParam, 32> params;
    std::uint32_t flags = 0;

    bool operator==(const DomainSetThrottleGroupArgs&) const = default;
};

struct DomainDelThrottleGroupArgs {
    DomainRef dom;
    std::optional<std::string> group;
    std::uint32_t flags = 0;

    bool operator==(const DomainDelThrottleGroupArgs&) const = default;
};

struct DomainAnnounceInterfaceArgs {
    DomainRef dom;
    std::optional<std::string> device;
    List<TypedParam, 16> params;
    std::uint32_t flags = 0;

    bool operator==(const DomainAnnounceInterfaceArgs&) const = default;
};

}  // namespace virtd::driver
