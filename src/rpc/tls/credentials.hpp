// Our certificate and key, and the authorities that vouch for clients.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "rpc/tls/library.hpp"

#include <memory>
#include <string>

namespace virtd::rpc {

struct TlsFiles {
    std::string authorities;
    std::string revoked;  // the one that may be missing
    std::string certificate;
    std::string key;

    bool operator==(const TlsFiles&) const = default;
};

/// Does our own certificate have to make sense, or is it used as it is?
enum class OwnCertificate : std::uint8_t { checked, as_it_is };

/// Immutable once they are read. Sessions that began with them keep them.
class TlsCredentials {
public:
    /// Reads the files, so it may block. Throws in the words of the reference.
    TlsCredentials(const TlsFiles& files, OwnCertificate own);

    gnutls_certificate_credentials_t get() const { return handle_.get(); }

private:
    struct Free {
        void operator()(gnutls_certificate_credentials_t handle) const {
            gnutls_certificate_free_credentials(handle);
        }
    };
    using Handle = std::unique_ptr<std::remove_pointer_t<gnutls_certificate_credentials_t>, Free>;

    Handle handle_;
};

}  // namespace virtd::rpc
