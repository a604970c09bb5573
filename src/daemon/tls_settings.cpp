// SPDX-License-Identifier: LGPL-2.1-or-later
#include "daemon/tls_settings.hpp"

#include <unistd.h>

#include <charconv>

#include "base/error.hpp"

namespace virtd::daemon {

namespace {

constexpr Fail fail{Origin::rpc};

using rpc::TlsFiles;

const TlsFiles host_files{.authorities = "/etc/pki/CA/cacert.pem",
                          .revoked = "/etc/pki/CA/cacrl.pem",
                          .certificate = "/etc/pki/libvirt/servercert.pem",
                          .key = "/etc/pki/libvirt/private/serverkey.pem"};

bool exists(const std::string& path) {
    return ::access(path.c_str(), F_OK) == 0;
}

// Each of the user's own where there is one; certificate and key only together.
TlsFiles user_files(const std::string& home) {
    const std::string directory = home + "/.pki/libvirt/";
    const TlsFiles own{.authorities = directory + "cacert.pem",
                       .revoked = directory + "cacrl.pem",
                       .certificate = directory + "servercert.pem",
                       .key = directory + "serverkey.pem"};
    TlsFiles files = host_files;
    if (exists(own.authorities)) files.authorities = own.authorities;
    if (exists(own.revoked)) files.revoked = own.revoked;
    if (exists(own.certificate) && exists(own.key)) {
        files.certificate = own.certificate;
        files.key = own.key;
    }
    return files;
}

bool any_configured(const DaemonConfig& config) {
    return config.ca_file || config.cert_file || config.key_file;
}

// All of them or none: what is left out must not come from somewhere else.
TlsFiles configured_files(const DaemonConfig& config) {
    if (!config.ca_file) {
        fail(Errc::config_unsupported, "No CA certificate path set to match server key/cert");
    }
    if (!config.cert_file) {
        fail(Errc::config_unsupported, "No server certificate path set to match server key");
    }
    if (!config.key_file) {
        fail(Errc::config_unsupported, "No server key path set to match server cert");
    }
    return {.authorities = *config.ca_file,
            .revoked = config.crl_file.value_or(""),
            .certificate = *config.cert_file,
            .key = *config.key_file};
}

TlsFiles files_of(const DaemonConfig& config, bool privileged, const std::string& home) {
    if (any_configured(config)) return configured_files(config);
    return privileged ? host_files : user_files(home);
}

}  // namespace

rpc::TlsSettings tls_settings(const DaemonConfig& config, bool privileged,
                              const std::string& home) {
    rpc::TlsSettings settings;
    settings.files = files_of(config, privileged, home);
    if (config.tls_no_sanity_certificate) settings.own = rpc::OwnCertificate::as_it_is;
    settings.verify_clients = !config.tls_no_verify_certificate;
    settings.allowed_names = config.tls_allowed_dn_list;
    if (config.tls_priority) settings.priority = *config.tls_priority;
    return settings;
}

int gnutls_log_level(const std::optional<std::string>& text) {
    if (!text) return 0;
    int level = 0;
    const char* const end = text->data() + text->size();
    const auto [rest, error] = std::from_chars(text->data(), end, level);
    return error == std::errc() && rest == end ? level : 10;
}

}  // namespace virtd::daemon
