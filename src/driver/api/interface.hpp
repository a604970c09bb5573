// What the public calls about host interfaces take and answer; the members in order are the wire format.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "driver/types.hpp"

namespace virtd::driver {

struct ConnectNumOfInterfacesRet {
    std::int32_t num = 0;

    bool operator==(const ConnectNumOfInterfacesRet&) const = default;
};

struct ConnectListInterfacesArgs {
    std::int32_t maxnames = 0;

    bool operator==(const ConnectListInterfacesArgs&) const = default;
};

struct ConnectListInterfacesRet {
    List<std::string, 16384> names;

    bool operator==(const ConnectListInterfacesRet&) const = default;
};

struct ConnectNumOfDefinedInterfacesRet {
    std::int32_t num = 0;

    bool operator==(const ConnectNumOfDefinedInterfacesRet&) const = default;
};

struct ConnectListDefinedInterfacesArgs {
    std::int32_t maxnames = 0;

    bool operator==(const ConnectListDefinedInterfacesArgs&) const = default;
};

struct ConnectListDefinedInterfacesRet {
    List<std::string, 16384> names;

    bool operator==(const ConnectListDefinedInterfacesRet&) const = default;
};

struct InterfaceLookupByNameArgs {
    std::string name;

    bool operator==(const InterfaceLookupByNameArgs&) const = default;
};

struct InterfaceLookupByNameRet {
    InterfaceRef iface;

    bool operator==(const InterfaceLookupByNameRet&) const = default;
};

struct InterfaceLookupByMacStringArgs {
    std::string mac;

    bool operator==(const InterfaceLookupByMacStringArgs&) const = default;
};

struct InterfaceLookupByMacStringRet {
    InterfaceRef iface;

    bool operator==(const InterfaceLookupByMacStringRet&) const = default;
};

struct InterfaceGetXmlDescArgs {
    InterfaceRef iface;
    std::uint32_t flags = 0;

    bool operator==(const InterfaceGetXmlDescArgs&) const = default;
};

struct InterfaceGetXmlDescRet {
    std::string xml;

    bool operator==(const InterfaceGetXmlDescRet&) const = default;
};

struct InterfaceDefineXmlArgs {
    std::string xml;
    std::uint32_t flags = 0;

    bool operator==(const InterfaceDefineXmlArgs&) const = default;
};

struct InterfaceDefineXmlRet {
    InterfaceRef iface;

    bool operator==(const InterfaceDefineXmlRet&) const = default;
};

struct InterfaceUndefineArgs {
    InterfaceRef iface;

    bool operator==(const InterfaceUndefineArgs&) const = default;
};

struct InterfaceCreateArgs {
    InterfaceRef iface;
    std::uint32_t flags = 0;

    bool operator==(const InterfaceCreateArgs&) const = default;
};

struct InterfaceDestroyArgs {
    InterfaceRef iface;
    std::uint32_t flags = 0;

    bool operator==(const InterfaceDestroyArgs&) const = default;
};

struct InterfaceChangeBeginArgs {
    std::uint32_t flags = 0;

    bool operator==(const InterfaceChangeBeginArgs&) const = default;
};

struct InterfaceChangeCommitArgs {
    std::uint32_t flags = 0;

    bool operator==(const InterfaceChangeCommitArgs&) const = default;
};

struct InterfaceChangeRollbackArgs {
    std::uint32_t flags = 0;

    bool operator==(const InterfaceChangeRollbackArgs&) const = default;
};

struct InterfaceIsActiveArgs {
    InterfaceRef iface;

    bool operator==(const InterfaceIsActiveArgs&) const = default;
};

struct InterfaceIsActiveRet {
    std::int32_t active = 0;

    bool operator==(const InterfaceIsActiveRet&) const = default;
};

struct ConnectListAllInterfacesArgs {
    std::int32_t need_results = 0;
    std::uint32_t flags = 0;

    bool operator==(const ConnectListAllInterfacesArgs&) const = default;
};

struct ConnectListAllInterfacesRet {
    List<InterfaceRef, 16384> ifaces;
    std::uint32_t ret = 0;

    bool operator==(const ConnectListAllInterfacesRet&) const = default;
};

}  // namespace virtd::driver
