// SPDX-License-Identifier: LGPL-2.1-or-later
#include "daemon/tls_settings.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/temp_dir.hpp"

namespace virtd::daemon {

TEST_CASE("tls: without a word the files are in the usual places") {
    const rpc::TlsSettings settings = tls_settings({}, true, "/no/such");
    CHECK(settings.files.authorities == "/etc/pki/CA/cacert.pem");
    CHECK(settings.files.revoked == "/etc/pki/CA/cacrl.pem");
    CHECK(settings.files.certificate == "/etc/pki/libvirt/servercert.pem");
    CHECK(settings.files.key == "/etc/pki/libvirt/private/serverkey.pem");
    CHECK(settings.verify_clients);
    CHECK(settings.own == rpc::OwnCertificate::checked);
    CHECK_FALSE(settings.allowed_names);
}

TEST_CASE("tls: who names one file names all three, and then the list of revoked ones counts") {
    CHECK_THROWS_WITH_AS(
        tls_settings({.cert_file = "/c"}, true, ""),
        "unsupported configuration: No CA certificate path set to match server key/cert", Error);
    CHECK_THROWS_WITH_AS(
        tls_settings({.key_file = "/k", .ca_file = "/a"}, true, ""),
        "unsupported configuration: No server certificate path set to match server key", Error);
    CHECK_THROWS_WITH_AS(tls_settings({.cert_file = "/c", .ca_file = "/a"}, true, ""),
                         "unsupported configuration: No server key path set to match server cert",
                         Error);
    const DaemonConfig all{.key_file = "/k", .cert_file = "/c", .ca_file = "/a", .crl_file = "/r"};
    CHECK(tls_settings(all, true, "").files ==
          rpc::TlsFiles{.authorities = "/a", .revoked = "/r", .certificate = "/c", .key = "/k"});
    CHECK(tls_settings({.crl_file = "/r"}, true, "").files.revoked == "/etc/pki/CA/cacrl.pem");
}

TEST_CASE("tls: a user's own files count, his certificate and key only together") {
    const TempDir home;
    make_directories(home / ".pki/libvirt");
    replace_file(home / ".pki/libvirt/cacert.pem", "x");
    replace_file(home / ".pki/libvirt/servercert.pem", "x");
    CHECK(tls_settings({}, false, home.path()).files ==
          rpc::TlsFiles{.authorities = home / ".pki/libvirt/cacert.pem",
                        .revoked = "/etc/pki/CA/cacrl.pem",
                        .certificate = "/etc/pki/libvirt/servercert.pem",
                        .key = "/etc/pki/libvirt/private/serverkey.pem"});
    replace_file(home / ".pki/libvirt/serverkey.pem", "x");
    CHECK(tls_settings({}, false, home.path()).files.key == home / ".pki/libvirt/serverkey.pem");
    CHECK(tls_settings({}, false, home.path()).files.certificate ==
          home / ".pki/libvirt/servercert.pem");
}

TEST_CASE("tls settings: how much GnuTLS tells is a number, and much when it is none") {
    CHECK(gnutls_log_level({}) == 0);
    CHECK(gnutls_log_level("4") == 4);
    CHECK(gnutls_log_level("4x") == 10);
    CHECK(gnutls_log_level("") == 10);
}

}  // namespace virtd::daemon
