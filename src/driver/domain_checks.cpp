// SPDX-License-Identifier: LGPL-2.1-or-later
#include "driver/api/domain.hpp"
#include "driver/api/snapshot.hpp"
#include "driver/check_rules.hpp"
#include "driver/checks.hpp"
#include "driver/flags.hpp"

namespace virtd::driver {

namespace {

using Flag = Checked::Flag;

constexpr Flag affect_live{affect::live, "VIR_DOMAIN_AFFECT_LIVE"};
constexpr Flag affect_config{affect::config, "VIR_DOMAIN_AFFECT_CONFIG"};
constexpr Flag save_running{save::running, "VIR_DOMAIN_SAVE_RUNNING"};
constexpr Flag save_paused{save::paused, "VIR_DOMAIN_SAVE_PAUSED"};
constexpr Flag dump_crash{dump::crash, "VIR_DUMP_CRASH"};
constexpr Flag dump_live{dump::live, "VIR_DUMP_LIVE"};
constexpr Flag dump_reset{dump::reset, "VIR_DUMP_RESET"};
constexpr Flag peek_virtual{peek::virtual_, "VIR_MEMORY_VIRTUAL"};
constexpr Flag peek_physical{peek::physical, "VIR_MEMORY_PHYSICAL"};
constexpr Flag vcpu_maximum{vcpus::maximum, "VIR_DOMAIN_VCPU_MAXIMUM"};
constexpr Flag vcpu_guest{vcpus::guest, "VIR_DOMAIN_VCPU_GUEST"};

constexpr Checked domain(std::string_view function) {
    return {Origin::domain, function};
}

/// Of calls that read from one definition.
void one_definition(std::string_view function, std::uint32_t flags) {
    domain(function).exclusive(flags, affect_live, affect_config);
}

void running_or_paused(std::string_view function, std::uint32_t flags) {
    domain(function).exclusive(flags, save_running, save_paused);
}

template <class Params>
void has_params(std::string_view function, const Params& params) {
    domain(function).above_zero(static_cast<std::int64_t>(params.size()), "nparams");
}

void check_dump_flags(const Checked& call, std::uint32_t flags) {
    call.exclusive(flags, dump_crash, dump_live);
    call.exclusive(flags, dump_crash, dump_reset);
    call.exclusive(flags, dump_live, dump_reset);
}

template <class CpuMap>
void has_cpus(std::string_view function, const CpuMap& map) {
    domain(function).above_zero(static_cast<std::int64_t>(map.size()), "maplen");
}

/// Clients say how large the maps of processors shall be.
void require_small_maps(std::int32_t count, std::int32_t size) {
    constexpr std::int64_t most = decltype(DomainGetVcpusRet::cpumaps)::max;
    if (std::int64_t{count} * size <= most) return;
    constexpr Fail fail{Origin::rpc};
    fail(Errc::internal_error, "maxinfo * maplen > REMOTE_CPUMAPS_MAX");
}

}  // namespace

void check(const DomainLookupByIdArgs& args) {
    domain("virDomainLookupByID").zero_or_more(args.id, "id");
}

// saving and dumping

void check(const DomainSaveFlagsArgs& args) {
    running_or_paused("virDomainSaveFlags", args.flags);
}
void check(const DomainRestoreFlagsArgs& args) {
    running_or_paused("virDomainRestoreFlags", args.flags);
}
void check(const DomainSaveImageDefineXmlArgs& args) {
    running_or_paused("virDomainSaveImageDefineXML", args.flags);
}
void check(const DomainManagedSaveArgs& args) {
    running_or_paused("virDomainManagedSave", args.flags);
}
void check_before_access(const DomainManagedSaveDefineXmlArgs& args) {
    running_or_paused("virDomainManagedSaveDefineXML", args.flags);
}
void check(const DomainCoreDumpArgs& args) {
    check_dump_flags(domain("virDomainCoreDump"), args.flags);
}
void check(const DomainCoreDumpWithFormatArgs& args) {
    const Checked call = domain("virDomainCoreDumpWithFormat");
    if (args.dumpformat >= dump_format::count) {
        call.fail("dumpformat", "dumpformat '{}' is not supported", args.dumpformat);
    }
    check_dump_flags(call, args.flags);
}

// memory

void check(const DomainSetMaxMemoryArgs& args) {
    domain("virDomainSetMaxMemory").not_zero(args.memory, "memory");
}
void check(const DomainSetMemoryArgs& args) {
    domain("virDomainSetMemory").not_zero(args.memory, "memory");
}
void check(const DomainSetMemoryFlagsArgs& args) {
    domain("virDomainSetMemoryFlags").not_zero(args.memory, "memory");
}
void check(const DomainSetMemoryStatsPeriodArgs& args) {
    domain("virDomainSetMemoryStatsPeriod").zero_or_more(args.period, "period");
}
void check(const DomainMemoryPeekArgs& args) {
    domain("virDomainMemoryPeek").exclusive(args.flags, peek_virtual, peek_physical);
}

// tuning

void check(const DomainSetMemoryParametersArgs& args) {
    has_params("virDomainSetMemoryParameters", args.params);
}
void check(const DomainGetMemoryParametersArgs& args) {
    one_definition("virDomainGetMemoryParameters", args.flags);
}
void check(const DomainSetNumaParametersArgs& args) {
    has_params("virDomainSetNumaParameters", args.params);
}
void check(const DomainSetBlkioParametersArgs& args) {
    has_params("virDomainSetBlkioParameters", args.params);
}
void check(const DomainGetBlkioParametersArgs& args) {
    one_definition("virDomainGetBlkioParameters", args.flags);
}
void check(const DomainSetSchedulerParametersArgs& args) {
    has_params("virDomainSetSchedulerParameters", args.params);
}
void check(const DomainSetSchedulerParametersFlagsArgs& args) {
    has_params("virDomainSetSchedulerParametersFlags", args.params);
}
void check(const DomainGetSchedulerParametersArgs& args) {
    domain("virDomainGetSchedulerParameters").not_null(args.nparams > 0, "params");
}
void check(const DomainGetSchedulerParametersFlagsArgs& args) {
    domain("virDomainGetSchedulerParametersFlags").not_null(args.nparams > 0, "params");
    one_definition("virDomainGetSchedulerParametersFlags", args.flags);
}
void check(const DomainSetInterfaceParametersArgs& args) {
    has_params("virDomainSetInterfaceParameters", args.params);
}
void check(const DomainSetBlockIoTuneArgs& args) {
    has_params("virDomainSetBlockIoTune", args.params);
}
void check(const DomainGetBlockIoTuneArgs& args) {
    if (args.nparams != 0)
        domain("virDomainGetBlockIoTune").not_null(args.disk.has_value(), "disk");
    one_definition("virDomainGetBlockIoTune", args.flags);
}
void check(const DomainSetPerfEventsArgs& args) {
    has_params("virDomainSetPerfEvents", args.params);
}
void check(const DomainSetIothreadParamsArgs& args) {
    has_params("virDomainSetIOThreadParams", args.params);
}
void check(const DomainDelIothreadArgs& args) {
    domain("virDomainDelIOThread").not_zero(args.iothread_id, "iothread_id");
}
void check(const DomainGetCpuStatsArgs& args) {
    const Checked call = domain("virDomainGetCPUStats");
    if (args.start_cpu != -1) {
        call.zero_or_more(args.start_cpu, "start_cpu");
    } else if (args.ncpus != 1) {  // -1 asks for the total of all
        call.fail("start_cpu", "ncpus in virDomainGetCPUStats must be 1 when start_cpu is -1");
    }
    if (args.nparams > 0) call.not_zero(args.ncpus, "ncpus");
}

void check(const DomainGetDiskErrorsArgs& args) {
    if (args.maxerrors <= decltype(DomainGetDiskErrorsRet::errors)::max) return;
    Fail{Origin::rpc}(Errc::internal_error, "maxerrors too large");
}

// vcpus

void check(const DomainSetVcpusArgs& args) {
    domain("virDomainSetVcpus").not_zero(args.nvcpus, "nvcpus");
}
void check(const DomainSetVcpusFlagsArgs& args) {
    const Checked call = domain("virDomainSetVcpusFlags");
    call.requires_flag(args.flags, vcpu_maximum, affect_config);
    call.exclusive(args.flags, vcpu_guest, affect_config);
    call.not_zero(args.nvcpus, "nvcpus");
}
void check(const DomainGetVcpusFlagsArgs& args) {
    one_definition("virDomainGetVcpusFlags", args.flags);
}
void check(const DomainGetVcpusArgs& args) {
    const Checked call = domain("virDomainGetVcpus");
    call.not_null(args.maxinfo > 0, "info");
    require_small_maps(args.maxinfo, args.maplen);
}
void check(const DomainPinVcpuArgs& args) {
    has_cpus("virDomainPinVcpu", args.cpumap);
}
void check(const DomainPinVcpuFlagsArgs& args) {
    has_cpus("virDomainPinVcpuFlags", args.cpumap);
}
void check(const DomainPinEmulatorArgs& args) {
    has_cpus("virDomainPinEmulator", args.cpumap);
}
void check(const DomainPinIothreadArgs& args) {
    has_cpus("virDomainPinIOThread", args.cpumap);
}
void check(const DomainGetVcpuPinInfoArgs& args) {
    domain("virDomainGetVcpuPinInfo").above_zero(args.maplen, "maplen");
    require_small_maps(args.ncpumaps, args.maplen);
    one_definition("virDomainGetVcpuPinInfo", args.flags);
}
void check(const DomainGetEmulatorPinInfoArgs& args) {
    domain("virDomainGetEmulatorPinInfo").above_zero(args.maplen, "maplen");
    require_small_maps(1, args.maplen);
    one_definition("virDomainGetEmulatorPinInfo", args.flags);
}

// description, title, metadata

void check(const DomainSetMetadataArgs& args) {
    const Checked call = domain("virDomainSetMetadata");
    if (args.type == metadata::title && args.metadata &&
        args.metadata->find('\n') != std::string::npos) {
        call.fail("metadata", "metadata title can't contain newlines");
    }
    if (args.type == metadata::title || args.type == metadata::description) {
        call.null(args.uri.has_value(), "uri");
        call.null(args.key.has_value(), "key");
    } else if (args.type == metadata::element) {
        call.not_null(args.uri.has_value(), "uri");
        if (args.metadata) call.not_null(args.key.has_value(), "key");
    }
}
void check(const DomainGetMetadataArgs& args) {
    const Checked call = domain("virDomainGetMetadata");
    one_definition("virDomainGetMetadata", args.flags);
    if (args.type == metadata::title || args.type == metadata::description) {
        call.null(args.uri.has_value(), "uri");
    } else if (args.type == metadata::element) {
        call.not_null(args.uri.has_value(), "uri");
    }
}

// the rest

void check(const DomainBlockPeekArgs& args) {
    domain("virDomainBlockPeek").not_empty(args.path, "disk");
}
void check(const DomainGetBlockInfoArgs& args) {
    domain("virDomainGetBlockInfo").not_empty(args.path, "disk");
}
void check_before_access(const DomainRenameArgs& args) {
    const Checked call = domain("virDomainRename");
    call.not_null(args.new_name.has_value(), "new_name");
    call.not_empty(*args.new_name, "new_name");
}
void check_before_access(const DomainSendProcessSignalArgs& args) {
    const auto pid = static_cast<std::uint64_t>(args.pid_value);  // of a group it is negative
    domain("virDomainSendProcessSignal").not_zero(pid, "pid_value");
}
void check_before_access(const DomainAuthorizedSshKeysSetArgs& args) {
    const Checked call = domain("virDomainAuthorizedSSHKeysSet");
    constexpr Flag append{1, "VIR_DOMAIN_AUTHORIZED_SSH_KEYS_SET_APPEND"};
    constexpr Flag remove{2, "VIR_DOMAIN_AUTHORIZED_SSH_KEYS_SET_REMOVE"};
    if ((args.flags & (append.bit | remove.bit)) != 0) call.not_null(!args.keys.empty(), "keys");
    call.exclusive(args.flags, append, remove);
}
void check_before_access(const DomainSetLaunchSecurityStateArgs& args) {
    domain("virDomainSetLaunchSecurityState").not_null(!args.params.empty(), "params");
}
void check(const DomainSendKeyArgs& args) {
    const Checked call = domain("virDomainSendKey");
    call.above_zero(static_cast<std::int64_t>(args.keycodes.size()), "nkeycodes");
    if (args.codeset >= keycode_set::count) {
        call.fail("codeset", "Unsupported codeset '{}'", static_cast<std::int32_t>(args.codeset));
    }
}
void check(const DomainSetLifecycleActionArgs& args) {
    constexpr Fail fail{Origin::domain};
    if (args.type >= on_event::count) {
        fail(Errc::invalid_arg, "invalid lifecycle type '{}'", args.type);
    }
    if (args.action >= on_event_do::count) {
        fail(Errc::invalid_arg, "invalid lifecycle action '{}'", args.action);
    }
}
void check(const DomainBlockRebaseArgs& args) {
    const Checked call = domain("virDomainBlockRebase");
    constexpr Flag copy{8, "VIR_DOMAIN_BLOCK_REBASE_COPY"};
    call.not_empty(args.path, "disk");
    if ((args.flags & copy.bit) != 0) {
        call.not_null(args.base.has_value(), "base");
        return;
    }
    constexpr Flag only_for_copies[] = {{1, "VIR_DOMAIN_BLOCK_REBASE_SHALLOW"},
                                        {2, "VIR_DOMAIN_BLOCK_REBASE_REUSE_EXT"},
                                        {4, "VIR_DOMAIN_BLOCK_REBASE_COPY_RAW"},
                                        {32, "VIR_DOMAIN_BLOCK_REBASE_COPY_DEV"}};
    for (const Flag& flag : only_for_copies)
        call.requires_flag(args.flags, flag, copy);
}
void check(const DomainBlockCommitArgs& args) {
    domain("virDomainBlockCommit").not_null(!args.disk.empty(), "disk");
}

}  // namespace virtd::driver
