// The numbers of the public interface that drivers work with, by name.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>

namespace virtd::driver {

// Each group is one enumeration of the public interface, named in the comment; the values
// travel on the wire. They are plain integers because that is what the wire structs hold.
// clang-format off

namespace domain_state {  // virDomainState
enum : std::int32_t {
    nostate = 0, running = 1, blocked = 2, paused = 3, shutdown = 4, shutoff = 5, crashed = 6,
    pmsuspended = 7,
};
}
namespace running_reason {  // virDomainRunningReason
enum : std::int32_t {
    unknown = 0, booted = 1, migrated = 2, restored = 3, from_snapshot = 4, unpaused = 5,
    migration_canceled = 6, save_canceled = 7, wakeup = 8, crashed = 9,
};
}
namespace paused_reason {  // virDomainPausedReason
enum : std::int32_t {
    unknown = 0, user = 1, migration = 2, save = 3, dump = 4, ioerror = 5, watchdog = 6,
    from_snapshot = 7, shutting_down = 8, snapshot = 9, crashed = 10, starting_up = 11,
};
}
namespace shutoff_reason {  // virDomainShutoffReason
enum : std::int32_t {
    unknown = 0, shutdown = 1, destroyed = 2, crashed = 3, migrated = 4, saved = 5, failed = 6,
    from_snapshot = 7, daemon = 8,
};
}

namespace lifecycle {  // virDomainEventType
enum : std::int32_t {
    defined = 0, undefined = 1, started = 2, suspended = 3, resumed = 4, stopped = 5,
    shutdown = 6, pmsuspended = 7, crashed = 8,
};
}
namespace defined_detail   { enum : std::int32_t { added = 0, updated = 1, renamed = 2, from_snapshot = 3 }; }
namespace undefined_detail { enum : std::int32_t { removed = 0, renamed = 1 }; }
namespace started_detail {  // virDomainEventStartedDetailType
enum : std::int32_t { booted = 0, migrated = 1, restored = 2, from_snapshot = 3, wakeup = 4 };
}
namespace suspended_detail {  // virDomainEventSuspendedDetailType
enum : std::int32_t {
    paused = 0, migrated = 1, ioerror = 2, watchdog = 3, restored = 4, from_snapshot = 5,
    api_error = 6,
};
}
namespace resumed_detail { enum : std::int32_t { unpaused = 0, migrated = 1, from_snapshot = 2 }; }
namespace stopped_detail {  // virDomainEventStoppedDetailType
enum : std::int32_t {
    shutdown = 0, destroyed = 1, crashed = 2, migrated = 3, saved = 4, failed = 5,
    from_snapshot = 6,
};
}

namespace affect        { enum : std::uint32_t { current = 0, live = 1, config = 2 }; }  // virDomainModificationImpact
namespace typed_params  { enum : std::uint32_t { string_okay = 4 }; }  // virTypedParameterFlags
namespace create        {  // virDomainCreateFlags
enum : std::uint32_t {
    paused = 1, autodestroy = 2, bypass_cache = 4, force_boot = 8, validate = 16, reset_nvram = 32,
};
}
namespace define        { enum : std::uint32_t { validate = 1 }; }  // virDomainDefineFlags
namespace undefine      {  // virDomainUndefineFlagsValues
enum : std::uint32_t {
    managed_save = 1, snapshots_metadata = 2, nvram = 4, keep_nvram = 8, checkpoints_metadata = 16,
    tpm = 32, keep_tpm = 64,
};
}
namespace shutdown_by   {  // virDomainShutdownFlagValues, virDomainRebootFlagValues
enum : std::uint32_t { acpi_power_button = 1, guest_agent = 2, initctl = 4, signal = 8, paravirt = 16 };
}
namespace destroy       { enum : std::uint32_t { graceful = 1, remove_logs = 2 }; }  // virDomainDestroyFlagsValues
namespace save          { enum : std::uint32_t { bypass_cache = 1, running = 2, paused = 4, reset_nvram = 8 }; }  // virDomainSaveRestoreFlags
namespace dump          { enum : std::uint32_t { crash = 1, live = 2, bypass_cache = 4, reset = 8, memory_only = 16 }; }  // virDomainCoreDumpFlags
namespace dump_format   { enum : std::uint32_t { raw = 0, kdump_zlib = 1, kdump_lzo = 2, kdump_snappy = 3, win_dmp = 4, count = 5 }; }  // virDomainCoreDumpFormat
namespace domain_xml    { enum : std::uint32_t { secure = 1, inactive = 2, update_cpu = 4, migratable = 8 }; }  // virDomainXMLFlags
namespace set_memory    { enum : std::uint32_t { live = 1, config = 2, maximum = 4 }; }  // virDomainMemoryModFlags
namespace peek          { enum : std::uint32_t { virtual_ = 1, physical = 2 }; }  // virDomainMemoryFlags
namespace vcpus         { enum : std::uint32_t { live = 1, config = 2, maximum = 4, guest = 8, hotpluggable = 16 }; }  // virDomainVcpuFlags
namespace vcpu_state    { enum : std::int32_t { offline = 0, running = 1, blocked = 2 }; }  // virVcpuState
namespace metadata      { enum : std::int32_t { description = 0, title = 1, element = 2 }; }  // virDomainMetadataType
namespace set_time      { enum : std::uint32_t { sync = 1 }; }  // virDomainSetTimeFlags
namespace password      { enum : std::uint32_t { encrypted = 1 }; }  // virDomainSetUserPasswordFlags
namespace messages      { enum : std::uint32_t { deprecation = 1, tainting = 2, ioerrors = 4 }; }  // virDomainMessageType
namespace addresses     { enum : std::uint32_t { lease = 0, agent = 1, arp = 2 }; }  // virDomainInterfaceAddressesSource
namespace address_type  { enum : std::int32_t { ipv4 = 0, ipv6 = 1 }; }  // virIPAddrType
namespace disk_error    { enum : std::int32_t { none = 0, unspecified = 1, no_space = 2 }; }  // virDomainDiskErrorCode
namespace control       { enum : std::uint32_t { ok = 0, job = 1, occupied = 2, error = 3 }; }  // virDomainControlState
namespace keycode_set   { enum : std::uint32_t { linux_ = 0, win32 = 8, count = 10 }; }  // virKeycodeSet
namespace on_event      { enum : std::uint32_t { poweroff = 0, reboot = 1, crash = 2, count = 3 }; }  // virDomainLifecycle
namespace on_event_do   {  // virDomainLifecycleAction
enum : std::uint32_t {
    destroy = 0, restart = 1, restart_rename = 2, preserve = 3, coredump_destroy = 4,
    coredump_restart = 5, count = 6,
};
}

namespace list_domains {  // virConnectListAllDomainsFlags
enum : std::uint32_t {
    active = 1, inactive = 2, persistent = 4, transient = 8, running = 16, paused = 32,
    shutoff = 64, other = 128, managed_save = 256, no_managed_save = 512, autostart = 1024,
    no_autostart = 2048, has_snapshot = 4096, no_snapshot = 8192, has_checkpoint = 16384,
    no_checkpoint = 32768,
};
}
namespace domain_stats {  // virDomainStatsTypes
enum : std::uint32_t {
    state = 1, cpu_total = 2, balloon = 4, vcpu = 8, interface = 16, block = 32, perf = 64,
    iothread = 128, memory = 256, dirtyrate = 512, vm = 1024,
};
}
namespace all_stats {  // virConnectGetAllDomainStatsFlags, beside those of list_domains
enum : std::uint32_t { nowait = 1U << 29, backing = 1U << 30, enforce = 1U << 31 };
}
namespace memory_stat {  // virDomainMemoryStatTags
enum : std::int32_t {
    swap_in = 0, swap_out = 1, major_fault = 2, minor_fault = 3, unused = 4, available = 5,
    actual_balloon = 6, rss = 7, usable = 8, last_update = 9, disk_caches = 10,
    hugetlb_pgalloc = 11, hugetlb_pgfail = 12,
};
}
namespace feature {  // what connect_supports_feature is asked for
enum : std::int32_t {
    migration_v1 = 1, remote = 2, migration_v2 = 3, migration_p2p = 4, migration_direct = 5,
    migration_v3 = 6, migrate_change_protection = 7, fd_passing = 8, typed_param_string = 9,
    program_keepalive = 10, xml_migratable = 11, migration_offline = 12, migration_params = 13,
    remote_event_callback = 14, remote_close_callback = 15, network_update_order = 16,
};
}
// clang-format on

}  // namespace virtd::driver
