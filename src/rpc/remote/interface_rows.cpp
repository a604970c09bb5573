// The rows of the calls about host interfaces.
// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/call.hpp"
#include "rpc/programs.hpp"

namespace virtd::rpc {

namespace {

using enum Priority;
using enum ReadOnly;
using driver::InterfaceDriver;

// clang-format off
constexpr Procedure rows[] = {
    {126, "connect_num_of_interfaces", "virConnectNumOfInterfaces", high, allow, {"connect:search_interfaces"}, call<&InterfaceDriver::connect_num_of_interfaces>, .filter = "interface:getattr"},
    {127, "connect_list_interfaces", "virConnectListInterfaces", high, allow, {"connect:search_interfaces"}, call<&InterfaceDriver::connect_list_interfaces>, .filter = "interface:getattr"},
    {128, "interface_lookup_by_name", "virInterfaceLookupByName", high, allow, {"interface:getattr"}, call<&InterfaceDriver::interface_lookup_by_name>},
    {129, "interface_lookup_by_mac_string", "virInterfaceLookupByMACString", high, allow, {"interface:getattr"}, call<&InterfaceDriver::interface_lookup_by_mac_string>},
    {130, "interface_get_xml_desc", "virInterfaceGetXMLDesc", low, allow, {"interface:read"}, call<&InterfaceDriver::interface_get_xml_desc>},
    {131, "interface_define_xml", "virInterfaceDefineXML", high, deny, {"interface:write", "interface:save"}, call<&InterfaceDriver::interface_define_xml>},
    {132, "interface_undefine", "virInterfaceUndefine", high, deny, {"interface:delete"}, call<&InterfaceDriver::interface_undefine>},
    {133, "interface_create", "virInterfaceCreate", low, deny, {"interface:start"}, call<&InterfaceDriver::interface_create>},
    {134, "interface_destroy", "virInterfaceDestroy", high, deny, {"interface:stop"}, call<&InterfaceDriver::interface_destroy>},
    {137, "connect_num_of_defined_interfaces", "virConnectNumOfDefinedInterfaces", high, allow, {"connect:search_interfaces"}, call<&InterfaceDriver::connect_num_of_defined_interfaces>, .filter = "interface:getattr"},
    {138, "connect_list_defined_interfaces", "virConnectListDefinedInterfaces", high, allow, {"connect:search_interfaces"}, call<&InterfaceDriver::connect_list_defined_interfaces>, .filter = "interface:getattr"},
    {156, "interface_is_active", "virInterfaceIsActive", high, allow, {"interface:read"}, call<&InterfaceDriver::interface_is_active>},
    {220, "interface_change_begin", "virInterfaceChangeBegin", low, deny, {"connect:interface_transaction"}, call<&InterfaceDriver::interface_change_begin>},
    {221, "interface_change_commit", "virInterfaceChangeCommit", low, deny, {"connect:interface_transaction"}, call<&InterfaceDriver::interface_change_commit>},
    {222, "interface_change_rollback", "virInterfaceChangeRollback", low, deny, {"connect:interface_transaction"}, call<&InterfaceDriver::interface_change_rollback>},
    {284, "connect_list_all_interfaces", "virConnectListAllInterfaces", high, allow, {"connect:search_interfaces"}, call<&InterfaceDriver::connect_list_all_interfaces>, .filter = "interface:getattr"},
};
// clang-format on

static_assert(sorted_by_number(rows));

}  // namespace

std::span<const Procedure> interface_rows() {
    return rows;
}

}  // namespace virtd::rpc
