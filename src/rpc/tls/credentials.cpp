// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/tls/credentials.hpp"

#include <cerrno>
#include <optional>
#include <string_view>

#include "base/file.hpp"
#include "base/log.hpp"
#include "base/translate.hpp"
#include "rpc/tls/certificate.hpp"
#include "rpc/tls/tls_error.hpp"

namespace virtd::rpc {

namespace {

constexpr log::Source logger{"rpc.nettlscontext"};
constexpr Fail fail{Origin::rpc};

constexpr std::size_t file_size_max = 1024 * 1024;  // a few certificates, not a bundle of a world

bool is_missing(const Error& error) {
    return error.code() == Errc::system_error && error.fields().int1 == ENOENT;
}

std::string read_named(const char* what, const std::string& path) {
    try {
        return read_file(path, file_size_max);
    } catch (const Error& error) {
        if (error.code() != Errc::system_error) throw;
        fail.system(error.fields().int1, "Cannot read {} '{}'", what, path);
    }
}

/// Overwritten when it is no longer needed.
struct Secret {
    explicit Secret(std::string read) : text(std::move(read)) {}
    Secret(const Secret&) = delete;
    Secret& operator=(const Secret&) = delete;
    ~Secret() { gnutls_memset(text.data(), 0, text.size()); }
    std::string text;
};

gnutls_datum_t as_datum(std::string& text) {
    return {reinterpret_cast<unsigned char*>(text.data()), static_cast<unsigned>(text.size())};
}

void check_issued_by(const TlsFiles& files, const Certificates& own,
                     const Certificates& authorities) {
    unsigned status = 0;
    const auto ours = own.all();
    const auto theirs = authorities.all();
    const int result =
        gnutls_x509_crt_list_verify(ours.data(), static_cast<unsigned>(ours.size()), theirs.data(),
                                    static_cast<unsigned>(theirs.size()), nullptr, 0, 0, &status);
    if (result < 0) {
        throw_tls_error(
            translated("Unable to verify server certificate {} against CA certificate {}",
                       files.certificate, files.authorities));
    }
    if (status == 0) return;
    throw_tls_error(translated("Our own certificate {} failed validation against {}: {}",
                               files.certificate, files.authorities, translate(refusal(status))));
}

void check_own(const TlsFiles& files, std::string_view authorities_text,
               std::string_view certificate_text) {
    const auto authorities = Certificates::from_pem(authorities_text);
    if (!authorities) {
        throw_tls_error(translated("Unable to import CA certificate list {}", files.authorities));
    }
    const auto own = Certificates::from_pem(certificate_text);
    if (!own) {
        throw_tls_error(translated("Unable to import server certificate {}", files.certificate));
    }
    const NamedCertificate server{own->all().front(), files.certificate, CertificateRole::server};
    check_time(server);
    check_purpose(server);
    for (const gnutls_x509_crt_t one : authorities->all()) {
        const NamedCertificate authority{one, files.authorities, CertificateRole::authority};
        check_time(authority);
        check_purpose(authority);
    }
    check_issued_by(files, *own, *authorities);
}

void add_revoked(gnutls_certificate_credentials_t handle, const std::string& path) {
    if (path.empty()) return;
    std::string text;
    try {
        text = read_named("CA certificate revocation list", path);
    } catch (const Error& error) {
        if (!is_missing(error)) throw;
        logger.info("no certificates are revoked: there is no file '{}'", path);
        return;
    }
    const gnutls_datum_t datum = as_datum(text);
    const int status = gnutls_certificate_set_x509_crl_mem(handle, &datum, GNUTLS_X509_FMT_PEM);
    if (status >= 0) return;
    throw_tls_error(translated("Unable to set x509 certificate revocation list: {}: {}", path,
                               gnutls_strerror(status)));
}

}  // namespace

TlsCredentials::TlsCredentials(const TlsFiles& files, OwnCertificate own) {
    gnutls_certificate_credentials_t handle = nullptr;
    if (gnutls_certificate_allocate_credentials(&handle) < 0) fail(Errc::no_memory);
    handle_ = Handle(handle);

    std::string authorities = read_named("CA certificate", files.authorities);
    std::string certificate = read_named("certificate", files.certificate);
    Secret key(read_named("private key", files.key));
    if (own == OwnCertificate::checked) check_own(files, authorities, certificate);

    gnutls_datum_t datum = as_datum(authorities);
    int status = gnutls_certificate_set_x509_trust_mem(handle, &datum, GNUTLS_X509_FMT_PEM);
    if (status < 0) {
        throw_tls_error(translated("Unable to set x509 CA certificate: {}: {}", files.authorities,
                                   gnutls_strerror(status)));
    }
    add_revoked(handle, files.revoked);
    datum = as_datum(certificate);
    const gnutls_datum_t key_datum = as_datum(key.text);
    status = gnutls_certificate_set_x509_key_mem(handle, &datum, &key_datum, GNUTLS_X509_FMT_PEM);
    if (status < 0) {
        throw_tls_error(translated("Unable to set x509 key and certificate: {}, {}: {}", files.key,
                                   files.certificate, gnutls_strerror(status)));
    }
}

}  // namespace virtd::rpc
