// Which certificates the daemon shows and trusts, from its configuration and the usual places.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>
#include <string>

#include "daemon/daemon_config.hpp"
#include "rpc/tls/context.hpp"

namespace virtd::daemon {

/// Throws when the configuration names some of the files only. `home` has files of their own for
/// daemons of users.
rpc::TlsSettings tls_settings(const DaemonConfig& config, bool privileged, const std::string& home);

/// How much GnuTLS tells our log, as LIBVIRT_GNUTLS_DEBUG says: 0 to 99, and 10 for what is no
/// number.
int gnutls_log_level(const std::optional<std::string>& text);

}  // namespace virtd::daemon
