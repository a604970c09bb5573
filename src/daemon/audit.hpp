// Whether the kernel takes audit records, when the configuration asks for them.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "base/file.hpp"

namespace virtd::daemon {

/// audit_level
inline constexpr unsigned audit_off = 0;
inline constexpr unsigned audit_required = 2;

/// A socket to the audit system of the kernel; none: there is no such system.
UniqueFd open_audit_socket();

/// Throws when audit is required and cannot be had.
void check_audit(unsigned level, UniqueFd (*open)() = open_audit_socket);

}  // namespace virtd::daemon
