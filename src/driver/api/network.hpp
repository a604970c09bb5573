// What the public calls about networks and their ports take and answer; the members in order are the wire format.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "driver/types.hpp"

namespace virtd::driver {

struct ConnectNumOfNetworksRet {
    std::int32_t num = 0;

    bool operator==(const ConnectNumOfNetworksRet&) const = default;
};

struct ConnectListNetworksArgs {
    std::int32_t maxnames = 0;

    bool operator==(const ConnectListNetworksArgs&) const = default;
};

struct ConnectListNetworksRet {
    List<std::string, 16384> names;

    bool operator==(const ConnectListNetworksRet&) const = default;
};

struct ConnectNumOfDefinedNetworksRet {
    std::int32_t num = 0;

    bool operator==(const ConnectNumOfDefinedNetworksRet&) const = default;
};

struct ConnectListDefinedNetworksArgs {
    std::int32_t maxnames = 0;

    bool operator==(const ConnectListDefinedNetworksArgs&) const = default;
};

struct ConnectListDefinedNetworksRet {
    List<std::string, 16384> names;

    bool operator==(const ConnectListDefinedNetworksRet&) const = default;
};

struct NetworkLookupByUuidArgs {
    Uuid uuid;

    bool operator==(const NetworkLookupByUuidArgs&) const = default;
};

struct NetworkLookupByUuidRet {
    NetworkRef net;

    bool operator==(const NetworkLookupByUuidRet&) const = default;
};

struct NetworkLookupByNameArgs {
    std::string name;

    bool operator==(const NetworkLookupByNameArgs&) const = default;
};

struct NetworkLookupByNameRet {
    NetworkRef net;

    bool operator==(const NetworkLookupByNameRet&) const = default;
};

struct NetworkCreateXmlArgs {
    std::string xml;

    bool operator==(const NetworkCreateXmlArgs&) const = default;
};

struct NetworkCreateXmlRet {
    NetworkRef net;

    bool operator==(const NetworkCreateXmlRet&) const = default;
};

struct NetworkCreateXmlFlagsArgs {
    std::string xml;
    std::uint32_t flags = 0;

    bool operator==(const NetworkCreateXmlFlagsArgs&) const = default;
};

struct NetworkCreateXmlFlagsRet {
    NetworkRef net;

    bool operator==(const NetworkCreateXmlFlagsRet&) const = default;
};

struct NetworkDefineXmlArgs {
    std::string xml;

    bool operator==(const NetworkDefineXmlArgs&) const = default;
};

struct NetworkDefineXmlRet {
    NetworkRef net;

    bool operator==(const NetworkDefineXmlRet&) const = default;
};

struct NetworkDefineXmlFlagsArgs {
    std::string xml;
    std::uint32_t flags = 0;

    bool operator==(const NetworkDefineXmlFlagsArgs&) const = default;
};

struct NetworkDefineXmlFlagsRet {
    NetworkRef net;

    bool operator==(const NetworkDefineXmlFlagsRet&) const = default;
};

struct NetworkUndefineArgs {
    NetworkRef net;

    bool operator==(const NetworkUndefineArgs&) const = default;
};

struct NetworkUpdateArgs {
    NetworkRef net;
    std::uint32_t command = 0;
    std::uint32_t section = 0;
    std::int32_t parent_index = 0;
    std::string xml;
    std::uint32_t flags = 0;

    bool operator==(const NetworkUpdateArgs&) const = default;
};

struct NetworkCreateArgs {
    NetworkRef net;

    bool operator==(const NetworkCreateArgs&) const = default;
};

struct NetworkDestroyArgs {
    NetworkRef net;

    bool operator==(const NetworkDestroyArgs&) const = default;
};

struct NetworkGetXmlDescArgs {
    NetworkRef net;
    std::uint32_t flags = 0;

    bool operator==(const NetworkGetXmlDescArgs&) const = default;
};

struct NetworkGetXmlDescRet {
    std::string xml;

    bool operator==(const NetworkGetXmlDescRet&) const = default;
};

struct NetworkGetBridgeNameArgs {
    NetworkRef net;

    bool operator==(const NetworkGetBridgeNameArgs&) const = default;
};

struct NetworkGetBridgeNameRet {
    std::string name;

    bool operator==(const NetworkGetBridgeNameRet&) const = default;
};

struct NetworkGetAutostartArgs {
    NetworkRef net;

    bool operator==(const NetworkGetAutostartArgs&) const = default;
};

struct NetworkGetAutostartRet {
    std::int32_t autostart = 0;

    bool operator==(const NetworkGetAutostartRet&) const = default;
};

struct NetworkSetAutostartArgs {
    NetworkRef net;
    std::int32_t autostart = 0;

    bool operator==(const NetworkSetAutostartArgs&) const = default;
};

struct NetworkIsActiveArgs {
    NetworkRef net;

    bool operator==(const NetworkIsActiveArgs&) const = default;
};

struct NetworkIsActiveRet {
    std::int32_t active = 0;

    bool operator==(const NetworkIsActiveRet&) const = default;
};

struct NetworkIsPersistentArgs {
    NetworkRef net;

    bool operator==(const NetworkIsPersistentArgs&) const = default;
};

struct NetworkIsPersistentRet {
    std::int32_t persistent = 0;

    bool operator==(const NetworkIsPersistentRet&) const = default;
};

struct ConnectListAllNetworksArgs {
    std::int32_t need_results = 0;
    std::uint32_t flags = 0;

    bool operator==(const ConnectListAllNetworksArgs&) const = default;
};

struct ConnectListAllNetworksRet {
    List<NetworkRef, 16384> nets;
    std::uint32_t ret = 0;

    bool operator==(const ConnectListAllNetworksRet&) const = default;
};

struct ConnectNetworkEventRegisterAnyArgs {
    std::int32_t event_id = 0;
    std::optional<NetworkRef> net;

    bool operator==(const ConnectNetworkEventRegisterAnyArgs&) const = default;
};

struct ConnectNetworkEventRegisterAnyRet {
    std::int32_t callback_id = 0;

    bool operator==(const ConnectNetworkEventRegisterAnyRet&) const = default;
};

struct ConnectNetworkEventDeregisterAnyArgs {
    std::int32_t callback_id = 0;

    bool operator==(const ConnectNetworkEventDeregisterAnyArgs&) const = default;
};

struct NetworkDhcpLease {
    std::string iface;
    std::int64_t expirytime = 0;
    std::int32_t type = 0;
    std::optional<std::string> mac;
    std::optional<std::string> iaid;
    std::string ipaddr;
    std::uint32_t prefix = 0;
    std::optional<std::string> hostname;
    std::optional<std::string> clientid;

    bool operator==(const NetworkDhcpLease&) const = default;
};

struct NetworkGetDhcpLeasesArgs {
    NetworkRef net;
    std::optional<std::string> mac;
    std::int32_t need_results = 0;
    std::uint32_t flags = 0;

    bool operator==(const NetworkGetDhcpLeasesArgs&) const = default;
};

struct NetworkGetDhcpLeasesRet {
    List<NetworkDhcpLease, 65536> leases;
    std::uint32_t ret = 0;

    bool operator==(const NetworkGetDhcpLeasesRet&) const = default;
};

struct NetworkListAllPortsArgs {
    NetworkRef network;
    std::int32_t need_results = 0;
    std::uint32_t flags = 0;

    bool operator==(const NetworkListAllPortsArgs&) const = default;
};

struct NetworkListAllPortsRet {
    List<NetworkPortRef, 16384> ports;
    std::uint32_t ret = 0;

    bool operator==(const NetworkListAllPortsRet&) const = default;
};

struct NetworkPortLookupByUuidArgs {
    NetworkRef network;
    Uuid uuid;

    bool operator==(const NetworkPortLookupByUuidArgs&) const = default;
};

struct NetworkPortLookupByUuidRet {
    NetworkPortRef port;

    bool operator==(const NetworkPortLookupByUuidRet&) const = default;
};

struct NetworkPortCreateXmlArgs {
    NetworkRef network;
    std::string xml;
    std::uint32_t flags = 0;

    bool operator==(const NetworkPortCreateXmlArgs&) const = default;
};

struct NetworkPortCreateXmlRet {
    NetworkPortRef port;

    bool operator==(const NetworkPortCreateXmlRet&) const = default;
};

struct NetworkPortSetParametersArgs {
    NetworkPortRef port;
    List<TypedParam, 16> params;
    std::uint32_t flags = 0;

    bool operator==(const NetworkPortSetParametersArgs&) const = default;
};

struct NetworkPortGetParametersArgs {
    NetworkPortRef port;
    std::int32_t nparams = 0;
    std::uint32_t flags = 0;

    bool operator==(const NetworkPortGetParametersArgs&) const = default;
};

struct NetworkPortGetParametersRet {
    List<TypedParam, 16> params;
    std::int32_t nparams = 0;

    bool operator==(const NetworkPortGetParametersRet&) const = default;
};

struct NetworkPortGetXmlDescArgs {
    NetworkPortRef port;
    std::uint32_t flags = 0;

    bool operator==(const NetworkPortGetXmlDescArgs&) const = default;
};

struct NetworkPortGetXmlDescRet {
    std::string xml;

    bool operator==(const NetworkPortGetXmlDescRet&) const = default;
};

struct NetworkPortDeleteArgs {
    NetworkPortRef port;
    std::uint32_t flags = 0;

    bool operator==(const NetworkPortDeleteArgs&) const = default;
};

struct NetworkSetMetadataArgs {
    NetworkRef network;
    std::int32_t type = 0;
    std::optional<std::string> metadata;
    std::optional<std::string> key;
    std::optional<std::string> uri;
    std::uint32_t flags = 0;

    bool operator==(const NetworkSetMetadataArgs&) const = default;
};

struct NetworkGetMetadataArgs {
    NetworkRef network;
    std::int32_t type = 0;
    std::optional<std::string> uri;
    std::uint32_t flags = 0;

    bool operator==(const NetworkGetMetadataArgs&) const = default;
};

struct NetworkGetMetadataRet {
    std::string metadata;

    bool operator==(const NetworkGetMetadataRet&) const = default;
};

}  // namespace virtd::driver
