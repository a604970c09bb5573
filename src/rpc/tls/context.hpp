// What all clients of our TLS sockets have in common.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/pool.hpp"
#include "rpc/tls/credentials.hpp"

namespace virtd::rpc {

struct TlsSettings {
    TlsFiles files;
    OwnCertificate own = OwnCertificate::checked;
    bool verify_clients = true;
    std::optional<std::vector<std::string>> allowed_names;  // patterns; absent: all
    /// In the words of GnuTLS; nobody needs the versions that RFC 8996 forbids.
    std::string priority = "NORMAL:-VERS-TLS1.0:-VERS-TLS1.1";
    int log_level = 0;  // what GnuTLS tells our log: up to 99, 0 for nothing
};

class TlsContext {
public:
    /// Loads GnuTLS and reads the files; throws.
    explicit TlsContext(TlsSettings settings);

    const TlsSettings& settings() const { return settings_; }
    /// Those of sessions that begin now.
    std::shared_ptr<const TlsCredentials> credentials() const { return credentials_; }

    /// Reads the files again, and checks them whatever the settings say. On failure all stays
    /// as it is.
    static Task<void> reload(std::shared_ptr<TlsContext> context, Pool& pool);

private:
    const TlsSettings settings_;
    std::shared_ptr<const TlsCredentials> credentials_;
};

}  // namespace virtd::rpc
