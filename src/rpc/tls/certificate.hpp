// X.509 certificates as far as we look into them ourselves: what they may be used for, and names.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "rpc/tls/library.hpp"

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace virtd::rpc {

/// The certificates of a file, in its order; owns them.
class Certificates {
public:
    static constexpr unsigned at_most = 16;

    /// Nothing when the text is none, or holds more than at_most.
    static std::optional<Certificates> from_pem(std::string_view text);
    /// As a peer sends it.
    static std::optional<Certificates> from_der(const gnutls_datum_t& bytes);

    Certificates(Certificates&& other) noexcept;
    Certificates& operator=(Certificates&&) = delete;
    ~Certificates();

    std::span<const gnutls_x509_crt_t> all() const { return {list_.data(), count_}; }

private:
    Certificates() = default;

    std::array<gnutls_x509_crt_t, at_most> list_{};
    unsigned count_ = 0;
};

enum class CertificateRole : std::uint8_t { authority, server, client };

/// A certificate and the words for it in messages: its file, or "[session]".
struct NamedCertificate {
    gnutls_x509_crt_t certificate;
    std::string name;
    CertificateRole role;
};

/// Throws unless now is a time at which it is valid.
void check_time(const NamedCertificate& one);
/// Throws when the certificate says that it is for something else than its role. What it says
/// without insisting ("not critical") is only logged.
void check_purpose(const NamedCertificate& one);

/// "C=GB,O=Example,CN=client": the parts in the order of the certificate.
std::string distinguished_name(gnutls_x509_crt_t certificate);

/// Why a chain of certificates was not accepted, from the bits of GnuTLS.
const char* refusal(unsigned status);

}  // namespace virtd::rpc
