// What the calls of the qemu program take and answer; the members in order are the wire format.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "driver/types.hpp"

namespace virtd::driver {

struct QemuDomainMonitorCommandArgs {
    DomainRef dom;
    std::string cmd;
    std::uint32_t flags = 0;

    bool operator==(const QemuDomainMonitorCommandArgs&) const = default;
};

struct QemuDomainMonitorCommandRet {
    std::string result;

    bool operator==(const QemuDomainMonitorCommandRet&) const = default;
};

struct QemuDomainAttachArgs {
    std::uint32_t pid_value = 0;
    std::uint32_t flags = 0;

    bool operator==(const QemuDomainAttachArgs&) const = default;
};

struct QemuDomainAttachRet {
    DomainRef dom;

    bool operator==(const QemuDomainAttachRet&) const = default;
};

struct QemuDomainAgentCommandArgs {
    DomainRef dom;
    std::string cmd;
    std::int32_t timeout = 0;
    std::uint32_t flags = 0;

    bool operator==(const QemuDomainAgentCommandArgs&) const = default;
};

struct QemuDomainAgentCommandRet {
    std::optional<std::string> result;

    bool operator==(const QemuDomainAgentCommandRet&) const = default;
};

struct QemuConnectDomainMonitorEventRegisterArgs {
    std::optional<DomainRef> dom;
    std::optional<std::string> event;
    std::uint32_t flags = 0;

    bool operator==(const QemuConnectDomainMonitorEventRegisterArgs&) const = default;
};

struct QemuConnectDomainMonitorEventRegisterRet {
    std::int32_t callback_id = 0;

    bool operator==(const QemuConnectDomainMonitorEventRegisterRet&) const = default;
};

struct QemuConnectDomainMonitorEventDeregisterArgs {
    std::int32_t callback_id = 0;

    bool operator==(const QemuConnectDomainMonitorEventDeregisterArgs&) const = default;
};

struct QemuDomainMonitorEventMsg {
    std::int32_t callback_id = 0;
    DomainRef dom;
    std::string event;
    std::int64_t seconds = 0;
    std::uint32_t micros = 0;
    std::optional<std::string> details;

    bool operator==(const QemuDomainMonitorEventMsg&) const = default;
};

struct QemuDomainMonitorCommandWithFilesArgs {
    DomainRef dom;
    std::string cmd;
    std::uint32_t flags = 0;

    bool operator==(const QemuDomainMonitorCommandWithFilesArgs&) const = default;
};

struct QemuDomainMonitorCommandWithFilesRet {
    std::string result;

    bool operator==(const QemuDomainMonitorCommandWithFilesRet&) const = default;
};

}  // namespace virtd::driver
