// Records for systemd's journal: one datagram of fields each.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>

#include "base/file.hpp"

namespace virtd::log {

struct Record;

inline constexpr const char* journal_socket = "/run/systemd/journal/socket";

/// The datagram of one record; public for the tests.
std::string journal_datagram(const Record& record, int syslog_level);

class Journal {
public:
    Journal();
    /// What the journal cannot take is lost: there is nobody to tell.
    void send(const Record& record, int syslog_level) const;

private:
    UniqueFd socket_;
};

}  // namespace virtd::log
