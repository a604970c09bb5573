// SPDX-License-Identifier: LGPL-2.1-or-later
#include "daemon/daemon_config.hpp"

#include <algorithm>
#include <array>

#include "base/error.hpp"
#include "daemon/split_daemons.hpp"

namespace virtd::daemon {

namespace {

using C = DaemonConfig;

constexpr Fail fail{Origin::conf};
constexpr std::array<std::string_view, 3> auth_words{"none", "sasl", "polkit"};

}  // namespace

// Found by the rows of type Auth.
static void read(const config::File& file, std::string_view key, Auth& into) {
    const auto word = file.get_string(key);
    if (!word) return;
    for (std::size_t i = 0; i < auth_words.size(); ++i) {
        if (*word != auth_words[i]) continue;
        into = static_cast<Auth>(i);
        return;
    }
    fail(Errc::config_unsupported, "{}: {}: unsupported auth {}", file.name(), key, *word);
}

static std::string show(Auth auth) {
    return config::show(std::string(auth_words.at(static_cast<std::size_t>(auth))));
}

static std::string allowed(Auth /*type*/) {
    return fmt::format("\"{}\", \"{}\" or \"{}\"", auth_words[0], auth_words[1], auth_words[2]);
}

namespace {

// The default is weaker than what may be configured, for the sake of old clients.
void check_min_ssf(const C& config, const config::File& file) {
    if (!file.get_unsigned("tcp_min_ssf") || config.tcp_min_ssf >= tcp_min_ssf_least) return;
    fail(Errc::config_unsupported, "minimum SSF levels lower than {} are not supported",
         tcp_min_ssf_least);
}

void check_max_workers(const C& config, const config::File& /*file*/) {
    if (config.max_workers < 1) fail(Errc::internal_error, "'max_workers' must be greater than 0");
}

void check_split_daemons(const C& config, const config::File& /*file*/) {
    split_daemons_named(config.split_daemons);
}

using config::key;

// clang-format off
constexpr config::Key<C> keys[] = {
    key<&C::listen_tls>                ("listen_tls",                "accept TLS connections when started with --listen"),
    key<&C::listen_tcp>                ("listen_tcp",                "accept unencrypted TCP connections when started with --listen"),
    key<&C::tls_port>                  ("tls_port",                  "port or service name for TLS"),
    key<&C::tcp_port>                  ("tcp_port",                  "port or service name for TCP; \"0\" takes a free port"),
    key<&C::listen_addr>               ("listen_addr",               "the one address or host name to listen on; absent: all"),
    key<&C::auth_unix_rw>              ("auth_unix_rw",              "none, sasl or polkit: how clients of the read-write socket authenticate"),
    key<&C::auth_unix_ro>              ("auth_unix_ro",              "the same for the read-only socket"),
    key<&C::auth_tcp>                  ("auth_tcp",                  "the same for TCP connections"),
    key<&C::auth_tls>                  ("auth_tls",                  "the same for TLS connections, after their certificate was checked"),
    key<&C::access_drivers>            ("access_drivers",            "checks of each call that must all agree: none, polkit"),
    key<&C::access_check_test>         ("access_check_test",         "ask access_drivers about calls of test:/// connections too, under the driver name test: to try rules without a hypervisor"),
    key<&C::unix_sock_group>           ("unix_sock_group",           "group of the sockets, by name or number"),
    key<&C::unix_sock_ro_perms>        ("unix_sock_ro_perms",        "mode of the read-only socket, octal"),
    key<&C::unix_sock_rw_perms>        ("unix_sock_rw_perms",        "mode of the read-write socket, octal"),
    key<&C::unix_sock_admin_perms>     ("unix_sock_admin_perms",     "mode of the administration socket, octal"),
    key<&C::unix_sock_dir>             ("unix_sock_dir",             "directory of the sockets"),
    key<&C::split_daemons>             ("split_daemons",             "daemons of a split libvirt whose sockets are served too, with * and ?: virtqemud, virtnetworkd, ...", check_split_daemons),
    key<&C::tls_no_sanity_certificate> ("tls_no_sanity_certificate", "skip the checks of our own certificates at start"),
    key<&C::tls_no_verify_certificate> ("tls_no_verify_certificate", "admit TLS clients with any certificate or none"),
    key<&C::key_file>                  ("key_file",                  "private key of the server"),
    key<&C::cert_file>                 ("cert_file",                 "certificate of the server"),
    key<&C::ca_file>                   ("ca_file",                   "certificates of the authorities that sign those of clients"),
    key<&C::crl_file>                  ("crl_file",                  "list of revoked certificates"),
    key<&C::tls_allowed_dn_list>       ("tls_allowed_dn_list",       "certificate names that may connect, with * and ?; absent: all"),
    key<&C::tls_priority>              ("tls_priority",              "GnuTLS priority string"),
    key<&C::tcp_min_ssf>               ("tcp_min_ssf",               "least strength of the encryption SASL gives to TCP connections", check_min_ssf),
    key<&C::allow_insecure_tcp>        ("allow_insecure_tcp",        "permit auth_tcp = \"none\" where other hosts reach it: whoever does owns this one"),
    key<&C::sasl_allowed_username_list>("sasl_allowed_username_list","SASL user names that may connect, with * and ?; absent: all"),
    key<&C::min_workers>               ("min_workers",               "shown to administrators; calls need no workers here"),
    key<&C::max_workers>               ("max_workers",               "shown to administrators; calls need no workers here", check_max_workers),
    key<&C::max_clients>               ("max_clients",               "how many clients may be connected"),
    key<&C::max_queued_clients>        ("max_queued_clients",        "how many connections may wait to be accepted"),
    key<&C::max_anonymous_clients>     ("max_anonymous_clients",     "how many clients may be connected without being authenticated; 0: any"),
    key<&C::prio_workers>              ("prio_workers",              "shown to administrators; calls need no workers here"),
    key<&C::max_client_requests>       ("max_client_requests",       "calls one client may have in progress"),
    key<&C::admin_min_workers>         ("admin_min_workers",         "as min_workers, for the administration interface"),
    key<&C::admin_max_workers>         ("admin_max_workers",         "as max_workers, for the administration interface"),
    key<&C::admin_max_clients>         ("admin_max_clients",         "as max_clients, for the administration interface"),
    key<&C::admin_max_queued_clients>  ("admin_max_queued_clients",  "as max_queued_clients, for the administration interface"),
    key<&C::admin_max_client_requests> ("admin_max_client_requests", "as max_client_requests, for the administration interface"),
    key<&C::audit_level>               ("audit_level",               "0: no audit, 1: when the host has it, 2: refuse to start without"),
    key<&C::audit_logging>             ("audit_logging",             "write audit records to the log too"),
    key<&C::host_uuid>                 ("host_uuid",                 "UUID of this host"),
    key<&C::host_uuid_source>          ("host_uuid_source",          "smbios or machine-id: where the UUID of this host comes from"),
    key<&C::slow_call_ms>              ("slow_call_ms",              "milliseconds after which a call is logged with its caller, its object and what it waits for; 0: never"),
    key<&C::metrics_socket>            ("metrics_socket",            "unix socket that answers with metrics, for root and unix_sock_group; absent: none"),
    key<&C::metrics_port>              ("metrics_port",              "port of the loopback address that answers everybody on this host with metrics; 0: none"),
    key<&C::log_level>                 ("log_level",                 "1: debug, 2: information, 3: warnings, 4: errors"),
    key<&C::log_filters>               ("log_filters",               "levels of single sources: \"1:qemu 3:rpc\""),
    key<&C::log_outputs>               ("log_outputs",               "where the log goes: \"3:syslog:libvirtd 1:file:/path\""),
    key<&C::keepalive_interval>        ("keepalive_interval",        "seconds of silence after which a client is asked whether it lives; 0: never"),
    key<&C::keepalive_count>           ("keepalive_count",           "unanswered questions after which it is disconnected"),
    key<&C::admin_keepalive_interval>  ("admin_keepalive_interval",  "as keepalive_interval, for the administration interface"),
    key<&C::admin_keepalive_count>     ("admin_keepalive_count",     "as keepalive_count, for the administration interface"),
    key<&C::ovs_timeout>               ("ovs_timeout",               "seconds that calls of ovs-vsctl may take"),
};
// clang-format on

// Keys of older versions that old files still have; they have no effect.
constexpr std::string_view retired_keys[] = {"mdns_adv", "mdns_name", "max_requests",
                                             "log_buffer_size"};

}  // namespace

std::span<const config::Key<DaemonConfig>> daemon_keys() {
    return keys;
}

std::vector<config::Problem> unknown_keys(const config::File& file) {
    auto known = config::names(daemon_keys());
    known.insert(known.end(), std::begin(retired_keys), std::end(retired_keys));
    return config::unknown_keys(file, known);
}

DaemonConfig default_config(bool privileged) {
    DaemonConfig config;
    if (privileged) {
        config.auth_unix_rw = Auth::polkit;
        config.auth_unix_ro = Auth::polkit;
    }
    return config;
}

DaemonConfig read_config(const config::File& file, bool privileged) {
    DaemonConfig config = default_config(privileged);
    config::read_keys(file, daemon_keys(), config);
    return config;
}

bool DaemonConfig::asks_polkit() const {
    return auth_unix_rw == Auth::polkit || auth_unix_ro == Auth::polkit ||
           std::ranges::count(access_drivers, "polkit") > 0;
}

std::string DaemonConfig::rw_perms(bool privileged) const {
    if (unix_sock_rw_perms) return *unix_sock_rw_perms;
    return privileged || auth_unix_rw == Auth::polkit ? "0777" : "0700";
}

}  // namespace virtd::daemon
