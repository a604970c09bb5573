// The rows of the calls about networks and their ports.
// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/call.hpp"
#include "rpc/programs.hpp"
#include "rpc/session_calls.hpp"

namespace virtd::rpc {

namespace {

using enum Priority;
using enum ReadOnly;
using D = driver::NetworkDriver;

// clang-format off
constexpr Procedure rows[] = {
    row( 36, "connect_list_defined_networks",        high, allow, call<&D::connect_list_defined_networks>,       "virConnectListDefinedNetworks",       "0.2.0",  {"connect:search_networks"}).filtered("network:getattr"),
    row( 38, "connect_list_networks",                high, allow, call<&D::connect_list_networks>,               "virConnectListNetworks",              "0.2.0",  {"connect:search_networks"}).filtered("network:getattr"),
    row( 39, "network_create",                       low,  deny,  call<&D::network_create>,                      "virNetworkCreate",                    "0.2.0",  {"network:start"}),
    row( 40, "network_create_xml",                   low,  deny,  call<&D::network_create_xml>,                  "virNetworkCreateXML",                 "0.2.0",  {"network:write", "network:start"}),
    row( 41, "network_define_xml",                   high, deny,  call<&D::network_define_xml>,                  "virNetworkDefineXML",                 "0.2.0",  {"network:write", "network:save"}),
    row( 42, "network_destroy",                      high, deny,  call<&D::network_destroy>,                     "virNetworkDestroy",                   "0.2.0",  {"network:stop"}),
    row( 43, "network_get_xml_desc",                 high, allow, call<&D::network_get_xml_desc>,                "virNetworkGetXMLDesc",                "0.2.0",  {"network:read"}),
    row( 44, "network_get_autostart",                high, allow, call<&D::network_get_autostart>,               "virNetworkGetAutostart",              "0.2.1",  {"network:read"}),
    row( 45, "network_get_bridge_name",              high, allow, call<&D::network_get_bridge_name>,             "virNetworkGetBridgeName",             "0.2.0",  {"network:read"}),
    row( 46, "network_lookup_by_name",               high, allow, call<&D::network_lookup_by_name>,              "virNetworkLookupByName",              "0.2.0",  {"network:getattr"}),
    row( 47, "network_lookup_by_uuid",               high, allow, call<&D::network_lookup_by_uuid>,              "virNetworkLookupByUUID",              "0.2.0",  {"network:getattr"}),
    row( 48, "network_set_autostart",                high, deny,  call<&D::network_set_autostart>,               "virNetworkSetAutostart",              "0.2.1",  {"network:write"}),
    row( 49, "network_undefine",                     high, deny,  call<&D::network_undefine>,                    "virNetworkUndefine",                  "0.2.0",  {"network:delete"}),
    row( 50, "connect_num_of_defined_networks",      high, allow, call<&D::connect_num_of_defined_networks>,     "virConnectNumOfDefinedNetworks",      "0.2.0",  {"connect:search_networks"}).filtered("network:getattr"),
    row( 52, "connect_num_of_networks",              high, allow, call<&D::connect_num_of_networks>,             "virConnectNumOfNetworks",             "0.2.0",  {"connect:search_networks"}).filtered("network:getattr"),
    row(152, "network_is_active",                    high, allow, call<&D::network_is_active>,                   "virNetworkIsActive",                  "0.7.3",  {"network:read"}),
    row(153, "network_is_persistent",                high, allow, call<&D::network_is_persistent>,               "virNetworkIsPersistent",              "0.7.3",  {"network:read"}),
    row(283, "connect_list_all_networks",            high, allow, call<&D::connect_list_all_networks>,           "virConnectListAllNetworks",           "0.10.2", {"connect:search_networks"}).filtered("network:getattr"),
    row(291, "network_update",                       high, deny,  call<&D::network_update>,                      "virNetworkUpdate",                    "0.10.2", {"network:write", "network:save:!VIR_NETWORK_UPDATE_AFFECT_CONFIG|VIR_NETWORK_UPDATE_AFFECT_LIVE", "network:save:VIR_NETWORK_UPDATE_AFFECT_CONFIG"}),
    row(313, "connect_network_event_register_any",   high, allow, session::connect_network_event_register_any,   "virConnectNetworkEventRegisterAny",   "1.2.1",  {"connect:search_networks"}).filtered("network:getattr"),
    row(314, "connect_network_event_deregister_any", high, allow, session::connect_network_event_deregister_any, "virConnectNetworkEventDeregisterAny", "1.2.1",  {"connect:read"}),
    row(341, "network_get_dhcp_leases",              low,  allow, call<&D::network_get_dhcp_leases>,             "virNetworkGetDHCPLeases",             "1.2.6",  {"network:read"}),
    row(404, "network_list_all_ports",               high, allow, call<&D::network_list_all_ports>,              "virNetworkListAllPorts",              "5.5.0",  {"network:search_ports"}).filtered("network_port:getattr"),
    row(405, "network_port_lookup_by_uuid",          high, allow, call<&D::network_port_lookup_by_uuid>,         "virNetworkPortLookupByUUID",          "5.5.0",  {"network_port:getattr"}),
    row(406, "network_port_create_xml",              low,  deny,  call<&D::network_port_create_xml>,             "virNetworkPortCreateXML",             "5.5.0",  {"network_port:create"}),
    row(407, "network_port_get_parameters",          low,  allow, call<&D::network_port_get_parameters>,         "virNetworkPortGetParameters",         "5.5.0",  {"network_port:read"}),
    row(408, "network_port_set_parameters",          low,  deny,  call<&D::network_port_set_parameters>,         "virNetworkPortSetParameters",         "5.5.0",  {"network_port:write"}),
    row(409, "network_port_get_xml_desc",            low,  allow, call<&D::network_port_get_xml_desc>,           "virNetworkPortGetXMLDesc",            "5.5.0",  {"network_port:read"}),
    row(410, "network_port_delete",                  low,  deny,  call<&D::network_port_delete>,                 "virNetworkPortDelete",                "5.5.0",  {"network_port:delete"}),
    row(432, "network_define_xml_flags",             high, deny,  call<&D::network_define_xml_flags>,            "virNetworkDefineXMLFlags",            "7.7.0",  {"network:write", "network:save"}),
    row(437, "network_create_xml_flags",             high, deny,  call<&D::network_create_xml_flags>,            "virNetworkCreateXMLFlags",            "7.8.0",  {"network:write", "network:start"}),
    row(444, "network_set_metadata",                 low,  deny,  call<&D::network_set_metadata>,                "virNetworkSetMetadata",               "9.7.0",  {"network:write", "network:save:!VIR_NETWORK_UPDATE_AFFECT_CONFIG|VIR_NETWORK_UPDATE_AFFECT_LIVE", "network:save:VIR_NETWORK_UPDATE_AFFECT_CONFIG"}),
    row(445, "network_get_metadata",                 low,  allow, call<&D::network_get_metadata>,                "virNetworkGetMetadata",               "9.7.0",  {"network:read"}),
};
// clang-format on

static_assert(sorted_by_number(rows));

}  // namespace

std::span<const Procedure> network_rows() {
    return rows;
}

}  // namespace virtd::rpc
