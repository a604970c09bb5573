// Why calls are not supported by the test driver: it aims at all that makes sense in memory.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string_view>

namespace virtd::rpc::coverage {

struct Reason {
    std::string_view call;
    std::string_view text;
};

// Several calls in a row share the text of the first.
// clang-format off
inline constexpr Reason reasons[] = {
    // Connection and host
    {"virNodeDeviceDettach",         "takes a device from its driver, and devices in memory have none"},
    {"virNodeDeviceReAttach",        ""},
    {"virNodeDeviceDetachFlags",     ""},
    {"virNodeDeviceReset",           "would show nothing: a device in memory has no state that a reset ends"},
    {"virConnectDomainXMLFromNative", "guests of type `test` have no other form than their document"},
    {"virConnectDomainXMLToNative",  ""},
    {"virNodeSuspendForDuration",    "would show nothing: who sleeps cannot be asked, and a host in memory is only asked"},
    {"virNodeAllocPages",            "nobody could see the pages: virNodeGetFreePages fails here as it does with libvirt's test driver"},
    {"virNodeGetSEVInfo",            "the processor of the host is Intel's"},

    // Domains
    {"virDomainBlockStatsFlags",     "where it answers, errors of `virsh domblkstat` read differently than with libvirt's test driver; virDomainBlockStats answers"},
    {"virDomainOpenGraphics",        "there is nobody who would speak VNC or SPICE; consoles and channels can be opened"},
    {"virDomainOpenGraphicsFD",      ""},
    {"virDomainGraphicsReload",      ""},
    {"virDomainGetGuestVcpus",       "Python's guestVcpus() answers None with libvirt's test driver, and scripts know it; virDomainSetVcpus changes what guests have"},
    {"virDomainSetGuestVcpus",       ""},
    {"virDomainSetLaunchSecurityState", "the processor of the host is Intel's, so no guest waits for a secret of SEV"},

    // Calls for one hypervisor only
    {"virDomainQemuMonitorCommand",  "there is no QEMU, no monitor and no agent of it"},
    {"virDomainQemuAttach",          ""},
    {"virDomainQemuAgentCommand",    ""},
    {"virConnectDomainQemuMonitorEventRegister", ""},
    {"virConnectDomainQemuMonitorEventDeregister", ""},
    {"virDomainQemuMonitorCommandWithFiles", ""},
    {"virDomainLxcOpenNamespace",    "there are no containers"},
};
// clang-format on

}  // namespace virtd::rpc::coverage
