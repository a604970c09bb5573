// SPDX-License-Identifier: LGPL-2.1-or-later
#include "daemon/shutdown_inhibitor.hpp"

#include <fcntl.h>

#include "base/log.hpp"
#include "daemon/logind.hpp"

namespace virtd::daemon {

namespace {

constexpr log::Source logger{"util.dbus"};

/// What, who, why, mode: as administrators see them in "systemd-inhibit --list".
void put_request(BusMessage& message) {
    message.append("ssss", "shutdown", "Libvirt", "Virtual machines need to be saved", "delay");
}

}  // namespace

void ShutdownInhibitor::hold() {
    wanted_ = true;
    if (lock_ || (asking_ && !asking_->done())) return;
    asking_ = ask();
    asking_->start();
}

void ShutdownInhibitor::release() {
    wanted_ = false;
    lock_.reset();
}

Task<void> ShutdownInhibitor::ask() {
    try {
        auto answer = co_await bus_.call(logind("Inhibit"), &put_request, logind_limit);
        int lock = -1;  // the message's
        answer.read("h", &lock);
        if (wanted_) lock_ = UniqueFd(::fcntl(lock, F_DUPFD_CLOEXEC, 0));
    } catch (const Error& error) {
        logger.info("the host will not wait for guests when it shuts down: {}", error.message());
    }
}

}  // namespace virtd::daemon
