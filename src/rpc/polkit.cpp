// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/polkit.hpp"

namespace virtd::rpc {

std::optional<PolkitSubject> polkit_subject(const Identity& identity) {
    if (!identity.process_id || !identity.process_time || !identity.user_id) return std::nullopt;
    return PolkitSubject{.process_id = static_cast<pid_t>(*identity.process_id),
                         .start_time = *identity.process_time,
                         .user_id = static_cast<uid_t>(*identity.user_id)};
}

}  // namespace virtd::rpc
