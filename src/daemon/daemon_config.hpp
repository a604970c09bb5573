// libvirtd.conf: every key, its default and its checks.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/config_keys.hpp"

namespace virtd::daemon {

/// How clients of a listener prove who they are.
enum class Auth : std::uint8_t { none, sasl, polkit };

struct DaemonConfig {
    bool listen_tls = true;
    bool listen_tcp = false;
    std::string tls_port = "16514";
    std::string tcp_port = "16509";
    std::optional<std::string> listen_addr;

    Auth auth_unix_rw = Auth::none;
    Auth auth_unix_ro = Auth::none;
    Auth auth_tcp = Auth::sasl;
    Auth auth_tls = Auth::none;
    std::vector<std::string> access_drivers;
    bool access_check_test = false;

    std::optional<std::string> unix_sock_group;
    std::string unix_sock_ro_perms = "0777";
    std::optional<std::string> unix_sock_rw_perms;  // see rw_perms()
    std::string unix_sock_admin_perms = "0700";
    std::optional<std::string> unix_sock_dir;
    std::vector<std::string> split_daemons;

    bool tls_no_sanity_certificate = false;
    bool tls_no_verify_certificate = false;
    std::optional<std::string> key_file;
    std::optional<std::string> cert_file;
    std::optional<std::string> ca_file;
    std::optional<std::string> crl_file;
    std::optional<std::vector<std::string>> tls_allowed_dn_list;
    std::optional<std::string> tls_priority;
    unsigned tcp_min_ssf = 56;
    bool allow_insecure_tcp = false;
    std::optional<std::vector<std::string>> sasl_allowed_username_list;

    unsigned min_workers = 5;
    unsigned max_workers = 20;
    unsigned max_clients = 5000;
    unsigned max_queued_clients = 1000;
    unsigned max_anonymous_clients = 20;
    unsigned prio_workers = 5;
    unsigned max_client_requests = 5;

    unsigned admin_min_workers = 5;
    unsigned admin_max_workers = 20;
    unsigned admin_max_clients = 5000;
    unsigned admin_max_queued_clients = 20;
    unsigned admin_max_client_requests = 5;

    unsigned audit_level = 1;
    bool audit_logging = false;
    std::optional<std::string> host_uuid;
    std::optional<std::string> host_uuid_source;
    unsigned slow_call_ms = 0;  // 0: no call is slow
    std::optional<std::string> metrics_socket;
    unsigned metrics_port = 0;  // 0: none
    unsigned log_level = 0;     // 0: leave the default
    std::optional<std::string> log_filters;
    std::optional<std::string> log_outputs;

    int keepalive_interval = 5;
    unsigned keepalive_count = 5;
    int admin_keepalive_interval = 5;
    unsigned admin_keepalive_count = 5;
    unsigned ovs_timeout = 5;

    bool operator==(const DaemonConfig&) const = default;

    /// The mode of the read-write socket: open to all when polkit guards it or when the daemon
    /// serves the whole host.
    std::string rw_perms(bool privileged) const;
    /// Is anything left to polkit?
    bool asks_polkit() const;
};

std::span<const config::Key<DaemonConfig>> daemon_keys();

/// Those that a file has and no version of ours or of libvirt knows.
std::vector<config::Problem> unknown_keys(const config::File& file);

/// Bits of security that SASL must give to TCP connections, where the file says how many.
inline constexpr unsigned tcp_min_ssf_least = 112;

/// What holds without a file.
DaemonConfig default_config(bool privileged);

/// Throws when a value is of the wrong type or out of its bounds.
DaemonConfig read_config(const config::File& file, bool privileged);

}  // namespace virtd::daemon
