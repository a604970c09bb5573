// What a driver can be asked about networks. Whatever a driver does not override is "not supported".
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>

#include "base/task.hpp"
#include "driver/api/network.hpp"
#include "driver/event.hpp"
#include "driver/identify.hpp"
#include "driver/not_supported.hpp"

namespace virtd::driver {

/// One connection's view of such a driver. The names are those of the protocol.
// clang-format off
class NetworkDriver {
public:
    NetworkDriver() = default;
    NetworkDriver(const NetworkDriver&) = delete;
    NetworkDriver& operator=(const NetworkDriver&) = delete;
    virtual ~NetworkDriver() = default;

    /// Where this driver publishes what happens; null: it has no events.
    virtual EventHub* events() { return nullptr; }

    /// See driver/identify.hpp.
    virtual Task<NetworkRef> identify_network(NetworkKey)
        { not_supported("access control of networks"); }
    virtual Task<NetworkPortRef> identify_network_port(NetworkPortKey)
        { not_supported("access control of network ports"); }

    virtual Task<ConnectListDefinedNetworksRet>
    connect_list_defined_networks(ConnectListDefinedNetworksArgs)
        { not_supported("virConnectListDefinedNetworks"); }
    virtual Task<ConnectListNetworksRet> connect_list_networks(ConnectListNetworksArgs)
        { not_supported("virConnectListNetworks"); }
    virtual Task<void> network_create(NetworkCreateArgs) { not_supported("virNetworkCreate"); }
    virtual Task<NetworkCreateXmlRet> network_create_xml(NetworkCreateXmlArgs)
        { not_supported("virNetworkCreateXML"); }
    virtual Task<NetworkDefineXmlRet> network_define_xml(NetworkDefineXmlArgs)
        { not_supported("virNetworkDefineXML"); }
    virtual Task<void> network_destroy(NetworkDestroyArgs) { not_supported("virNetworkDestroy"); }
    virtual Task<NetworkGetXmlDescRet> network_get_xml_desc(NetworkGetXmlDescArgs)
        { not_supported("virNetworkGetXMLDesc"); }
    virtual Task<NetworkGetAutostartRet> network_get_autostart(NetworkGetAutostartArgs)
        { not_supported("virNetworkGetAutostart"); }
    virtual Task<NetworkGetBridgeNameRet> network_get_bridge_name(NetworkGetBridgeNameArgs)
        { not_supported("virNetworkGetBridgeName"); }
    virtual Task<NetworkLookupByNameRet> network_lookup_by_name(NetworkLookupByNameArgs)
        { not_supported("virNetworkLookupByName"); }
    virtual Task<NetworkLookupByUuidRet> network_lookup_by_uuid(NetworkLookupByUuidArgs)
        { not_supported("virNetworkLookupByUUID"); }
    virtual Task<void> network_set_autostart(NetworkSetAutostartArgs)
        { not_supported("virNetworkSetAutostart"); }
    virtual Task<void> network_undefine(NetworkUndefineArgs)
        { not_supported("virNetworkUndefine"); }
    virtual Task<ConnectNumOfDefinedNetworksRet> connect_num_of_defined_networks()
        { not_supported("virConnectNumOfDefinedNetworks"); }
    virtual Task<ConnectNumOfNetworksRet> connect_num_of_networks()
        { not_supported("virConnectNumOfNetworks"); }
    virtual Task<NetworkIsActiveRet> network_is_active(NetworkIsActiveArgs)
        { not_supported("virNetworkIsActive"); }
    virtual Task<NetworkIsPersistentRet> network_is_persistent(NetworkIsPersistentArgs)
        { not_supported("virNetworkIsPersistent"); }
    virtual Task<ConnectListAllNetworksRet> connect_list_all_networks(ConnectListAllNetworksArgs)
        { not_supported("virConnectListAllNetworks"); }
    virtual Task<void> network_update(NetworkUpdateArgs) { not_supported("virNetworkUpdate"); }
    virtual Task<NetworkGetDhcpLeasesRet> network_get_dhcp_leases(NetworkGetDhcpLeasesArgs)
        { not_supported("virNetworkGetDHCPLeases"); }
    virtual Task<NetworkListAllPortsRet> network_list_all_ports(NetworkListAllPortsArgs)
        { not_supported("virNetworkListAllPorts"); }
    virtual Task<NetworkPortLookupByUuidRet>
    network_port_lookup_by_uuid(NetworkPortLookupByUuidArgs)
        { not_supported("virNetworkPortLookupByUUID"); }
    virtual Task<NetworkPortCreateXmlRet> network_port_create_xml(NetworkPortCreateXmlArgs)
        { not_supported("virNetworkPortCreateXML"); }
    virtual Task<NetworkPortGetParametersRet>
    network_port_get_parameters(NetworkPortGetParametersArgs)
        { not_supported("virNetworkPortGetParameters"); }
    virtual Task<void> network_port_set_parameters(NetworkPortSetParametersArgs)
        { not_supported("virNetworkPortSetParameters"); }
    virtual Task<NetworkPortGetXmlDescRet> network_port_get_xml_desc(NetworkPortGetXmlDescArgs)
        { not_supported("virNetworkPortGetXMLDesc"); }
    virtual Task<void> network_port_delete(NetworkPortDeleteArgs)
        { not_supported("virNetworkPortDelete"); }
    virtual Task<NetworkDefineXmlFlagsRet> network_define_xml_flags(NetworkDefineXmlFlagsArgs)
        { not_supported("virNetworkDefineXMLFlags"); }
    virtual Task<NetworkCreateXmlFlagsRet> network_create_xml_flags(NetworkCreateXmlFlagsArgs)
        { not_supported("virNetworkCreateXMLFlags"); }
    virtual Task<void> network_set_metadata(NetworkSetMetadataArgs)
        { not_supported("virNetworkSetMetadata"); }
    virtual Task<NetworkGetMetadataRet> network_get_metadata(NetworkGetMetadataArgs)
        { not_supported("virNetworkGetMetadata"); }
};
// clang-format on

}  // namespace virtd::driver
