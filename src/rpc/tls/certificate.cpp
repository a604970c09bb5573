// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/tls/certificate.hpp"

#include <ctime>
#include <utility>

#include "base/log.hpp"
#include "base/translate.hpp"
#include "rpc/tls/tls_error.hpp"

namespace virtd::rpc {

namespace {

constexpr log::Source logger{"rpc.nettlscontext"};

gnutls_datum_t as_datum(std::string_view text) {
    auto* const bytes = const_cast<char*>(text.data());  // only read
    return {reinterpret_cast<unsigned char*>(bytes), static_cast<unsigned>(text.size())};
}

// What a certificate insists on is an error, what it merely says is told.
void complain(bool critical, const std::string& message) {
    if (critical) throw_tls_error(message);
    logger.warning("{}", message);
}

const char* role_word(CertificateRole role) {
    switch (role) {
        case CertificateRole::authority:
            return "CA";
        case CertificateRole::server:
            return "server";
        case CertificateRole::client:
            return "client";
    }
    return "";
}

void check_basic_constraints(const NamedCertificate& one) {
    const int found =
        gnutls_x509_crt_get_basic_constraints(one.certificate, nullptr, nullptr, nullptr);
    const bool wanted = one.role == CertificateRole::authority;
    if (found > 0 && !wanted) {
        throw_tls_error(
            translated("The certificate {} basic constraints show a CA, but we need one for a {}",
                       one.name, role_word(one.role)));
    }
    if (found == 0 && wanted) {
        throw_tls_error(
            translated("The certificate {} basic constraints do not show a CA", one.name));
    }
    if (found == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE) {
        if (!wanted) return;
        throw_tls_error(
            translated("The certificate {} is missing basic constraints for a CA", one.name));
    }
    if (found < 0) {
        throw_tls_error(translated("Unable to query certificate {} basic constraints {}", one.name,
                                   gnutls_strerror(found)));
    }
}

// Only RSA can carry a key inside the handshake; other keys never encipher.
bool may_encipher_keys(gnutls_x509_crt_t certificate) {
    return gnutls_x509_crt_get_pk_algorithm(certificate, nullptr) == GNUTLS_PK_RSA;
}

void check_key_usage(const NamedCertificate& one) {
    unsigned usage = 0;
    unsigned critical = 0;
    const int status = gnutls_x509_crt_get_key_usage(one.certificate, &usage, &critical);
    if (status == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE) return;  // for everything
    if (status < 0) {
        throw_tls_error(translated("Unable to query certificate {} key usage {}", one.name,
                                   gnutls_strerror(status)));
    }
    const auto require = [&](unsigned bit, const char* what) {
        if ((usage & bit) != 0) return;
        complain(critical != 0,
                 translated("Certificate {} usage does not permit {}", one.name, translate(what)));
    };
    if (one.role == CertificateRole::authority) {
        return require(GNUTLS_KEY_KEY_CERT_SIGN, translatable("certificate signing"));
    }
    require(GNUTLS_KEY_DIGITAL_SIGNATURE, translatable("digital signature"));
    if (may_encipher_keys(one.certificate)) {
        require(GNUTLS_KEY_KEY_ENCIPHERMENT, translatable("key encipherment"));
    }
}

struct Purposes {
    bool any_listed = false;
    bool critical = false;
    bool server = false;
    bool client = false;
};

Purposes purposes_of(const NamedCertificate& one) {
    Purposes found;
    for (unsigned i = 0;; ++i) {
        std::array<char, 128> oid{};
        std::size_t size = oid.size();
        unsigned critical = 0;
        const int status =
            gnutls_x509_crt_get_key_purpose_oid(one.certificate, i, oid.data(), &size, &critical);
        if (status == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE) return found;
        if (status < 0) {
            throw_tls_error(translated("Unable to query certificate {} key purpose {}", one.name,
                                       gnutls_strerror(status)));
        }
        found.any_listed = true;
        found.critical |= critical != 0;
        const std::string_view purpose(oid.data());
        const bool any = purpose == GNUTLS_KP_ANY;
        found.server |= any || purpose == GNUTLS_KP_TLS_WWW_SERVER;
        found.client |= any || purpose == GNUTLS_KP_TLS_WWW_CLIENT;
    }
}

void check_key_purpose(const NamedCertificate& one) {
    if (one.role == CertificateRole::authority) return;
    const Purposes purposes = purposes_of(one);
    const bool fits = one.role == CertificateRole::server ? purposes.server : purposes.client;
    if (fits || !purposes.any_listed) return;
    complain(purposes.critical,
             translated("Certificate {} purpose does not allow use for with a TLS {}", one.name,
                        role_word(one.role)));
}

}  // namespace

std::optional<Certificates> Certificates::from_pem(std::string_view text) {
    Certificates read;
    read.count_ = at_most;
    const gnutls_datum_t datum = as_datum(text);
    const int count =
        gnutls_x509_crt_list_import(read.list_.data(), &read.count_, &datum, GNUTLS_X509_FMT_PEM,
                                    GNUTLS_X509_CRT_LIST_IMPORT_FAIL_IF_EXCEED);
    read.count_ = count > 0 ? static_cast<unsigned>(count) : 0;
    if (count <= 0) return std::nullopt;
    return read;
}

std::optional<Certificates> Certificates::from_der(const gnutls_datum_t& bytes) {
    Certificates read;
    if (gnutls_x509_crt_init(read.list_.data()) < 0) return std::nullopt;
    read.count_ = 1;
    if (gnutls_x509_crt_import(read.list_[0], &bytes, GNUTLS_X509_FMT_DER) < 0) return std::nullopt;
    return read;
}

Certificates::Certificates(Certificates&& other) noexcept
    : list_(other.list_), count_(std::exchange(other.count_, 0)) {}

Certificates::~Certificates() {
    for (gnutls_x509_crt_t one : all())
        gnutls_x509_crt_deinit(one);
}

void check_time(const NamedCertificate& one) {
    const std::time_t now = std::time(nullptr);
    if (gnutls_x509_crt_get_expiration_time(one.certificate) < now) {
        throw_tls_error(
            translated("The {} certificate {} has expired", role_word(one.role), one.name));
    }
    if (gnutls_x509_crt_get_activation_time(one.certificate) > now) {
        throw_tls_error(
            translated("The {} certificate {} is not yet active", role_word(one.role), one.name));
    }
}

void check_purpose(const NamedCertificate& one) {
    check_basic_constraints(one);
    check_key_usage(one);
    check_key_purpose(one);
}

std::string distinguished_name(gnutls_x509_crt_t certificate) {
    std::size_t size = 0;
    gnutls_x509_crt_get_dn(certificate, nullptr, &size);
    std::string name(size, '\0');
    const int status = gnutls_x509_crt_get_dn(certificate, name.data(), &size);
    if (status < 0) {
        throw_tls_error(translated("Failed to get certificate [session] distinguished name: {}",
                                   gnutls_strerror(status)));
    }
    name.resize(size);  // without the zero at the end
    return name;
}

const char* refusal(unsigned status) {
    if ((status & GNUTLS_CERT_INSECURE_ALGORITHM) != 0) {
        return translatable("The certificate uses an insecure algorithm");
    }
    if ((status & GNUTLS_CERT_REVOKED) != 0)
        return translatable("The certificate has been revoked.");
    if ((status & GNUTLS_CERT_SIGNER_NOT_FOUND) != 0) {
        return translatable("The certificate hasn't got a known issuer.");
    }
    return translatable("The certificate is not trusted.");
}

}  // namespace virtd::rpc
