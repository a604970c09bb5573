// Records for auditors, in the kernel's trail and in the log: who was let in, who was refused what.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>

#include "base/file.hpp"
#include "rpc/audit.hpp"

namespace virtd::daemon {

/// audit_level
inline constexpr unsigned audit_off = 0;
inline constexpr unsigned audit_required = 2;

/// A socket to the audit system of the kernel; none: there is no such system.
UniqueFd open_audit_socket();

/// The socket, where the level wants it. Throws when audit is required and cannot be had.
UniqueFd open_audit(unsigned level, UniqueFd (*open)() = open_audit_socket);

class AuditTrail {
public:
    /// The log gets records with or without a kernel.
    AuditTrail(UniqueFd kernel, bool to_log) : kernel_(std::move(kernel)), to_log_(to_log) {}

    void record(const rpc::AuditEvent& event);

private:
    UniqueFd kernel_;
    bool to_log_;
};

/// The words of a record, as tools of the audit system read them: what could be taken for other
/// words is written in hexadecimal digits.
std::string audit_words(const rpc::AuditEvent& event);

}  // namespace virtd::daemon
