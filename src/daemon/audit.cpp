// SPDX-License-Identifier: LGPL-2.1-or-later
#include "daemon/audit.hpp"

#include <linux/netlink.h>
#include <sys/socket.h>

#include "base/error.hpp"
#include "base/log.hpp"

namespace virtd::daemon {

namespace {

constexpr Fail fail{Origin::audit};
constexpr log::Source logger{"util.audit"};

}  // namespace

UniqueFd open_audit_socket() {
    return UniqueFd(::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_AUDIT));
}

void check_audit(unsigned level, UniqueFd (*open)()) {
    if (level == audit_off || open()) return;
    if (level >= audit_required) {
        fail(Errc::operation_unsupported, "audit_level = {}, but the kernel has no audit system",
             level);
    }
    logger.info("the kernel has no audit system");
}

}  // namespace virtd::daemon
