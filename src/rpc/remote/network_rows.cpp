// The rows of the calls about networks and their ports.
// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/call.hpp"
#include "rpc/programs.hpp"
#include "rpc/session_calls.hpp"

namespace virtd::rpc {

namespace {

using enum Priority;
using enum ReadOnly;
using driver::NetworkDriver;

// clang-format off
constexpr Procedure rows[] = {
    { 36, "connect_list_defined_networks", "virConnectListDefinedNetworks", high, allow, {"connect:search_networks"}, call<&NetworkDriver::connect_list_defined_networks>, .filter = "network:getattr"},
    { 38, "connect_list_networks", "virConnectListNetworks", high, allow, {"connect:search_networks"}, call<&NetworkDriver::connect_list_networks>, .filter = "network:getattr"},
    { 39, "network_create", "virNetworkCreate", low, deny, {"network:start"}, call<&NetworkDriver::network_create>},
    { 40, "network_create_xml", "virNetworkCreateXML", low, deny, {"network:write", "network:start"}, call<&NetworkDriver::network_create_xml>},
    { 41, "network_define_xml", "virNetworkDefineXML", high, deny, {"network:write", "network:save"}, call<&NetworkDriver::network_define_xml>},
    { 42, "network_destroy", "virNetworkDestroy", high, deny, {"network:stop"}, call<&NetworkDriver::network_destroy>},
    { 43, "network_get_xml_desc", "virNetworkGetXMLDesc", high, allow, {"network:read"}, call<&NetworkDriver::network_get_xml_desc>},
    { 44, "network_get_autostart", "virNetworkGetAutostart", high, allow, {"network:read"}, call<&NetworkDriver::network_get_autostart>},
    { 45, "network_get_bridge_name", "virNetworkGetBridgeName", high, allow, {"network:read"}, call<&NetworkDriver::network_get_bridge_name>},
    { 46, "network_lookup_by_name", "virNetworkLookupByName", high, allow, {"network:getattr"}, call<&NetworkDriver::network_lookup_by_name>},
    { 47, "network_lookup_by_uuid", "virNetworkLookupByUUID", high, allow, {"network:getattr"}, call<&NetworkDriver::network_lookup_by_uuid>},
    { 48, "network_set_autostart", "virNetworkSetAutostart", high, deny, {"network:write"}, call<&NetworkDriver::network_set_autostart>},
    { 49, "network_undefine", "virNetworkUndefine", high, deny, {"network:delete"}, call<&NetworkDriver::network_undefine>},
    { 50, "connect_num_of_defined_networks", "virConnectNumOfDefinedNetworks", high, allow, {"connect:search_networks"}, call<&NetworkDriver::connect_num_of_defined_networks>, .filter = "network:getattr"},
    { 52, "connect_num_of_networks", "virConnectNumOfNetworks", high, allow, {"connect:search_networks"}, call<&NetworkDriver::connect_num_of_networks>, .filter = "network:getattr"},
    {152, "network_is_active", "virNetworkIsActive", high, allow, {"network:read"}, call<&NetworkDriver::network_is_active>},
    {153, "network_is_persistent", "virNetworkIsPersistent", high, allow, {"network:read"}, call<&NetworkDriver::network_is_persistent>},
    {283, "connect_list_all_networks", "virConnectListAllNetworks", high, allow, {"connect:search_networks"}, call<&NetworkDriver::connect_list_all_networks>, .filter = "network:getattr"},
    {291, "network_update", "virNetworkUpdate", high, deny, {"network:write", "network:save:!VIR_NETWORK_UPDATE_AFFECT_CONFIG|VIR_NETWORK_UPDATE_AFFECT_LIVE", "network:save:VIR_NETWORK_UPDATE_AFFECT_CONFIG"}, call<&NetworkDriver::network_update>},
    {313, "connect_network_event_register_any", "virConnectNetworkEventRegisterAny", high, allow, {"connect:search_networks"}, session::connect_network_event_register_any, .filter = "network:getattr"},
    {314, "connect_network_event_deregister_any", "virConnectNetworkEventDeregisterAny", high, allow, {"connect:read"}, session::connect_network_event_deregister_any},
    {341, "network_get_dhcp_leases", "virNetworkGetDHCPLeases", low, allow, {"network:read"}, call<&NetworkDriver::network_get_dhcp_leases>},
    {404, "network_list_all_ports", "virNetworkListAllPorts", high, allow, {"network:search_ports"}, call<&NetworkDriver::network_list_all_ports>, .filter = "network_port:getattr"},
    {405, "network_port_lookup_by_uuid", "virNetworkPortLookupByUUID", high, allow, {"network_port:getattr"}, call<&NetworkDriver::network_port_lookup_by_uuid>},
    {406, "network_port_create_xml", "virNetworkPortCreateXML", low, deny, {"network_port:create"}, call<&NetworkDriver::network_port_create_xml>},
    {407, "network_port_get_parameters", "virNetworkPortGetParameters", low, allow, {"network_port:read"}, call<&NetworkDriver::network_port_get_parameters>},
    {408, "network_port_set_parameters", "virNetworkPortSetParameters", low, deny, {"network_port:write"}, call<&NetworkDriver::network_port_set_parameters>},
    {409, "network_port_get_xml_desc", "virNetworkPortGetXMLDesc", low, allow, {"network_port:read"}, call<&NetworkDriver::network_port_get_xml_desc>},
    {410, "network_port_delete", "virNetworkPortDelete", low, deny, {"network_port:delete"}, call<&NetworkDriver::network_port_delete>},
    {432, "network_define_xml_flags", "virNetworkDefineXMLFlags", high, deny, {"network:write", "network:save"}, call<&NetworkDriver::network_define_xml_flags>},
    {437, "network_create_xml_flags", "virNetworkCreateXMLFlags", high, deny, {"network:write", "network:start"}, call<&NetworkDriver::network_create_xml_flags>},
    {444, "network_set_metadata", "virNetworkSetMetadata", low, deny, {"network:write", "network:save:!VIR_NETWORK_UPDATE_AFFECT_CONFIG|VIR_NETWORK_UPDATE_AFFECT_LIVE", "network:save:VIR_NETWORK_UPDATE_AFFECT_CONFIG"}, call<&NetworkDriver::network_set_metadata>},
    {445, "network_get_metadata", "virNetworkGetMetadata", low, allow, {"network:read"}, call<&NetworkDriver::network_get_metadata>},
};
// clang-format on

static_assert(sorted_by_number(rows));

}  // namespace

std::span<const Procedure> network_rows() {
    return rows;
}

}  // namespace virtd::rpc
