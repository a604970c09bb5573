// What the public calls about node devices take and answer; the members in order are the wire format.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "driver/types.hpp"

namespace virtd::driver {

struct NodeNumOfDevicesArgs {
    std::optional<std::string> cap;
    std::uint32_t flags = 0;

    bool operator==(const NodeNumOfDevicesArgs&) const = default;
};

struct NodeNumOfDevicesRet {
    std::int32_t num = 0;

    bool operator==(const NodeNumOfDevicesRet&) const = default;
};

struct NodeListDevicesArgs {
    std::optional<std::string> cap;
    std::int32_t maxnames = 0;
    std::uint32_t flags = 0;

    bool operator==(const NodeListDevicesArgs&) const = default;
};

struct NodeListDevicesRet {
    List<std::string, 65536> names;

    bool operator==(const NodeListDevicesRet&) const = default;
};

struct NodeDeviceLookupByNameArgs {
    std::string name;

    bool operator==(const NodeDeviceLookupByNameArgs&) const = default;
};

struct NodeDeviceLookupByNameRet {
    NodeDeviceRef dev;

    bool operator==(const NodeDeviceLookupByNameRet&) const = default;
};

struct NodeDeviceLookupScsiHostByWwnArgs {
    std::string wwnn;
    std::string wwpn;
    std::uint32_t flags = 0;

    bool operator==(const NodeDeviceLookupScsiHostByWwnArgs&) const = default;
};

struct NodeDeviceLookupScsiHostByWwnRet {
    NodeDeviceRef dev;

    bool operator==(const NodeDeviceLookupScsiHostByWwnRet&) const = default;
};

struct NodeDeviceGetXmlDescArgs {
    std::string name;
    std::uint32_t flags = 0;

    bool operator==(const NodeDeviceGetXmlDescArgs&) const = default;
};

struct NodeDeviceGetXmlDescRet {
    std::string xml;

    bool operator==(const NodeDeviceGetXmlDescRet&) const = default;
};

struct NodeDeviceGetParentArgs {
    std::string name;

    bool operator==(const NodeDeviceGetParentArgs&) const = default;
};

struct NodeDeviceGetParentRet {
    std::optional<std::string> parent_name;

    bool operator==(const NodeDeviceGetParentRet&) const = default;
};

struct NodeDeviceNumOfCapsArgs {
    std::string name;

    bool operator==(const NodeDeviceNumOfCapsArgs&) const = default;
};

struct NodeDeviceNumOfCapsRet {
    std::int32_t num = 0;

    bool operator==(const NodeDeviceNumOfCapsRet&) const = default;
};

struct NodeDeviceListCapsArgs {
    std::string name;
    std::int32_t maxnames = 0;

    bool operator==(const NodeDeviceListCapsArgs&) const = default;
};

struct NodeDeviceListCapsRet {
    List<std::string, 65536> names;

    bool operator==(const NodeDeviceListCapsRet&) const = default;
};

struct NodeDeviceCreateXmlArgs {
    std::string xml_desc;
    std::uint32_t flags = 0;

    bool operator==(const NodeDeviceCreateXmlArgs&) const = default;
};

struct NodeDeviceCreateXmlRet {
    NodeDeviceRef dev;

    bool operator==(const NodeDeviceCreateXmlRet&) const = default;
};

struct NodeDeviceDestroyArgs {
    std::string name;

    bool operator==(const NodeDeviceDestroyArgs&) const = default;
};

struct NodeDeviceDefineXmlArgs {
    std::string xml_desc;
    std::uint32_t flags = 0;

    bool operator==(const NodeDeviceDefineXmlArgs&) const = default;
};

struct NodeDeviceDefineXmlRet {
    NodeDeviceRef dev;

    bool operator==(const NodeDeviceDefineXmlRet&) const = default;
};

struct NodeDeviceUndefineArgs {
    std::string name;
    std::uint32_t flags = 0;

    bool operator==(const NodeDeviceUndefineArgs&) const = default;
};

struct NodeDeviceCreateArgs {
    std::string name;
    std::uint32_t flags = 0;

    bool operator==(const NodeDeviceCreateArgs&) const = default;
};

struct NodeDeviceGetAutostartArgs {
    std::string name;

    bool operator==(const NodeDeviceGetAutostartArgs&) const = default;
};

struct NodeDeviceGetAutostartRet {
    std::int32_t autostart = 0;

    bool operator==(const NodeDeviceGetAutostartRet&) const = default;
};

struct NodeDeviceSetAutostartArgs {
    std::string name;
    std::int32_t autostart = 0;

    bool operator==(const NodeDeviceSetAutostartArgs&) const = default;
};

struct NodeDeviceIsPersistentArgs {
    std::string name;

    bool operator==(const NodeDeviceIsPersistentArgs&) const = default;
};

struct NodeDeviceIsPersistentRet {
    std::int32_t persistent = 0;

    bool operator==(const NodeDeviceIsPersistentRet&) const = default;
};

struct NodeDeviceIsActiveArgs {
    std::string name;

    bool operator==(const NodeDeviceIsActiveArgs&) const = default;
};

struct NodeDeviceIsActiveRet {
    std::int32_t active = 0;

    bool operator==(const NodeDeviceIsActiveRet&) const = default;
};

struct ConnectListAllNodeDevicesArgs {
    std::int32_t need_results = 0;
    std::uint32_t flags = 0;

    bool operator==(const ConnectListAllNodeDevicesArgs&) const = default;
};

struct ConnectListAllNodeDevicesRet {
    List<NodeDeviceRef, 65536> devices;
    std::uint32_t ret = 0;

    bool operator==(const ConnectListAllNodeDevicesRet&) const = default;
};

struct ConnectNodeDeviceEventRegisterAnyArgs {
    std::int32_t event_id = 0;
    std::optional<NodeDeviceRef> dev;

    bool operator==(const ConnectNodeDeviceEventRegisterAnyArgs&) const = default;
};

struct ConnectNodeDeviceEventRegisterAnyRet {
    std::int32_t callback_id = 0;

    bool operator==(const ConnectNodeDeviceEventRegisterAnyRet&) const = default;
};

struct ConnectNodeDeviceEventDeregisterAnyArgs {
    std::int32_t callback_id = 0;

    bool operator==(const ConnectNodeDeviceEventDeregisterAnyArgs&) const = default;
};

struct NodeDeviceUpdateArgs {
    std::string name;
    std::string xml_desc;
    std::uint32_t flags = 0;

    bool operator==(const NodeDeviceUpdateArgs&) const = default;
};

}  // namespace virtd::driver
