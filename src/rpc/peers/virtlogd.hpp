// What virtlogd is asked and answers: the daemon is its client. Members in order are the wire format.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <string>

#include "base/uuid.hpp"

namespace virtd::rpc::virtlogd {

inline constexpr std::uint32_t program = 0x87539319;

struct Domain {
    Uuid uuid{};
    std::string name;

    bool operator==(const Domain&) const = default;
};

struct LogFilePosition {
    std::uint64_t inode = 0;
    std::uint64_t offset = 0;

    bool operator==(const LogFilePosition&) const = default;
};

struct DomainOpenLogFileArgs {
    std::string driver;
    Domain dom;
    std::string path;
    std::uint32_t flags = 0;

    bool operator==(const DomainOpenLogFileArgs&) const = default;
};

struct DomainOpenLogFileRet {
    LogFilePosition pos;

    bool operator==(const DomainOpenLogFileRet&) const = default;
};

struct DomainGetLogFilePositionArgs {
    std::string path;
    std::uint32_t flags = 0;

    bool operator==(const DomainGetLogFilePositionArgs&) const = default;
};

struct DomainGetLogFilePositionRet {
    LogFilePosition pos;

    bool operator==(const DomainGetLogFilePositionRet&) const = default;
};

struct DomainReadLogFileArgs {
    std::string path;
    LogFilePosition pos;
    std::uint64_t maxlen = 0;
    std::uint32_t flags = 0;

    bool operator==(const DomainReadLogFileArgs&) const = default;
};

struct DomainReadLogFileRet {
    std::string data;

    bool operator==(const DomainReadLogFileRet&) const = default;
};

struct DomainAppendLogFileArgs {
    std::string driver;
    Domain dom;
    std::string path;
    std::string message;
    std::uint32_t flags = 0;

    bool operator==(const DomainAppendLogFileArgs&) const = default;
};

struct DomainAppendLogFileRet {
    std::int32_t ret = 0;

    bool operator==(const DomainAppendLogFileRet&) const = default;
};

}  // namespace virtd::rpc::virtlogd
