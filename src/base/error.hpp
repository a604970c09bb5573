// Errors as a client sees them: a number, the part that failed, and a text.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <fmt/core.h>

#include <cstdint>
#include <exception>
#include <optional>
#include <string>
#include <string_view>

namespace virtd {

/// Numbers of virErrorNumber: they travel on the wire, so never renumber.
enum class Errc : std::int32_t {
    ok = 0,
    internal_error = 1,
    no_memory = 2,
    no_support = 3,
    unknown_host = 4,
    no_connect = 5,
    invalid_conn = 6,
    invalid_domain = 7,
    invalid_arg = 8,
    operation_failed = 9,
    get_failed = 10,
    post_failed = 11,
    http_error = 12,
    sexpr_serial = 13,
    no_xen = 14,
    xen_call = 15,
    os_type = 16,
    no_kernel = 17,
    no_root = 18,
    no_source = 19,
    no_target = 20,
    no_name = 21,
    no_os = 22,
    no_device = 23,
    no_xenstore = 24,
    driver_full = 25,
    call_failed = 26,
    xml_error = 27,
    dom_exist = 28,
    operation_denied = 29,
    open_failed = 30,
    read_failed = 31,
    parse_failed = 32,
    conf_syntax = 33,
    write_failed = 34,
    xml_detail = 35,
    invalid_network = 36,
    network_exist = 37,
    system_error = 38,
    rpc = 39,
    gnutls_error = 40,
    warn_no_network = 41,
    no_domain = 42,
    no_network = 43,
    invalid_mac = 44,
    auth_failed = 45,
    invalid_storage_pool = 46,
    invalid_storage_vol = 47,
    warn_no_storage = 48,
    no_storage_pool = 49,
    no_storage_vol = 50,
    warn_no_node = 51,
    invalid_node_device = 52,
    no_node_device = 53,
    no_security_model = 54,
    operation_invalid = 55,
    warn_no_interface = 56,
    no_interface = 57,
    invalid_interface = 58,
    multiple_interfaces = 59,
    warn_no_nwfilter = 60,
    invalid_nwfilter = 61,
    no_nwfilter = 62,
    build_firewall = 63,
    warn_no_secret = 64,
    invalid_secret = 65,
    no_secret = 66,
    config_unsupported = 67,
    operation_timeout = 68,
    migrate_persist_failed = 69,
    hook_script_failed = 70,
    invalid_domain_snapshot = 71,
    no_domain_snapshot = 72,
    invalid_stream = 73,
    argument_unsupported = 74,
    storage_probe_failed = 75,
    storage_pool_built = 76,
    snapshot_revert_risky = 77,
    operation_aborted = 78,
    auth_cancelled = 79,
    no_domain_metadata = 80,
    migrate_unsafe = 81,
    overflow = 82,
    block_copy_active = 83,
    operation_unsupported = 84,
    ssh = 85,
    agent_unresponsive = 86,
    resource_busy = 87,
    access_denied = 88,
    dbus_service = 89,
    storage_vol_exist = 90,
    cpu_incompatible = 91,
    xml_invalid_schema = 92,
    migrate_finish_ok = 93,
    auth_unavailable = 94,
    no_server = 95,
    no_client = 96,
    agent_unsynced = 97,
    libssh = 98,
    device_missing = 99,
    invalid_nwfilter_binding = 100,
    no_nwfilter_binding = 101,
    invalid_domain_checkpoint = 102,
    no_domain_checkpoint = 103,
    no_domain_backup = 104,
    invalid_network_port = 105,
    network_port_exist = 106,
    no_network_port = 107,
    no_hostname = 108,
    checkpoint_inconsistent = 109,
    multiple_domains = 110,
    no_network_metadata = 111,
    agent_command_timeout = 112,
    agent_command_failed = 113,
    invalid_encr_key_secret = 114,
};

/// Numbers of virErrorDomain: which part of the daemon failed.
enum class Origin : std::int32_t {
    none = 0,
    xen = 1,
    xend = 2,
    xenstore = 3,
    sexpr = 4,
    xml = 5,
    dom = 6,
    rpc = 7,
    proxy = 8,
    conf = 9,
    qemu = 10,
    net = 11,
    test = 12,
    remote = 13,
    openvz = 14,
    xenxm = 15,
    stats_linux = 16,
    lxc = 17,
    storage = 18,
    network = 19,
    domain = 20,
    uml = 21,
    nodedev = 22,
    xen_inotify = 23,
    security = 24,
    vbox = 25,
    interface = 26,
    one = 27,
    esx = 28,
    phyp = 29,
    secret = 30,
    cpu = 31,
    xenapi = 32,
    nwfilter = 33,
    hook = 34,
    domain_snapshot = 35,
    audit = 36,
    sysinfo = 37,
    streams = 38,
    vmware = 39,
    event = 40,
    libxl = 41,
    locking = 42,
    hyperv = 43,
    capabilities = 44,
    uri = 45,
    auth = 46,
    dbus = 47,
    parallels = 48,
    device = 49,
    ssh = 50,
    lockspace = 51,
    initctl = 52,
    identity = 53,
    cgroup = 54,
    access = 55,
    systemd = 56,
    bhyve = 57,
    crypto = 58,
    firewall = 59,
    polkit = 60,
    thread = 61,
    admin = 62,
    logging = 63,
    xenxl = 64,
    perf = 65,
    libssh = 66,
    resctrl = 67,
    firewalld = 68,
    domain_checkpoint = 69,
    tpm = 70,
    bpf = 71,
    ch = 72,
};

/// virErrorLevel
enum class ErrorLevel : std::int32_t { none = 0, warning = 1, error = 2 };

/// One failed operation. Caught in one place only: the code that writes the reply.
class Error : public std::exception {
public:
    /// Everything that travels; `message` is complete, nothing is added to it.
    struct Fields {
        Origin origin = Origin::none;
        Errc code = Errc::internal_error;
        std::string message;
        ErrorLevel level = ErrorLevel::error;
        std::optional<std::string> str1, str2, str3;
        std::int32_t int1 = -1, int2 = -1;
    };

    explicit Error(Fields fields) : fields_(std::move(fields)) {}
    /// The text of the code with the detail put in (WIRE.md, section 4).
    Error(Origin origin, Errc code, std::string_view detail);
    /// The bare text of the code.
    Error(Origin origin, Errc code);

    const Fields& fields() const { return fields_; }
    Origin origin() const { return fields_.origin; }
    Errc code() const { return fields_.code; }
    const std::string& message() const { return fields_.message; }
    const char* what() const noexcept override { return fields_.message.c_str(); }

private:
    Fields fields_;
};

/// Each source file that can fail says once where its errors come from,
///     constexpr Fail fail{Origin::test};
/// and then reads like prose: fail(Errc::operation_invalid, "domain is not running").
class Fail {
public:
    explicit constexpr Fail(Origin origin) : origin_(origin) {}

    template <class... Args>
    [[noreturn]] void operator()(Errc code, fmt::format_string<const Args&...> detail,
                                 const Args&... args) const {
        raise(code, detail, fmt::make_format_args(args...));
    }
    /// Without a detail.
    [[noreturn]] void operator()(Errc code) const;

    /// A system call failed: "detail: text of errno", code system_error, int1 = errno.
    template <class... Args>
    [[noreturn]] void system(int error_number, fmt::format_string<const Args&...> detail,
                             const Args&... args) const {
        raise_system(error_number, detail, fmt::make_format_args(args...));
    }

    /// A check of a public function's arguments failed: the bare sentence, with the names of
    /// function and argument as str1 and str2 and zeros as integers.
    template <class... Args>
    [[noreturn]] void argument(std::string_view function, std::string_view argument,
                               fmt::format_string<const Args&...> sentence,
                               const Args&... args) const {
        raise_argument(Errc::invalid_arg, function, argument, sentence,
                       fmt::make_format_args(args...));
    }

    /// "unsupported flags (0x7) in function f" when a bit outside `allowed` is set.
    void unless_flags(std::uint32_t flags, std::uint32_t allowed,
                      const char* function = __builtin_FUNCTION()) const;

private:
    [[noreturn]] void raise(Errc code, fmt::string_view detail, fmt::format_args args) const;
    [[noreturn]] void raise_system(int error_number, fmt::string_view detail,
                                   fmt::format_args args) const;
    [[noreturn]] void raise_argument(Errc code, std::string_view function,
                                     std::string_view argument, fmt::string_view sentence,
                                     fmt::format_args args) const;

    Origin origin_;
};

}  // namespace virtd
