// The rows of the calls about host interfaces.
// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/call.hpp"
#include "rpc/programs.hpp"

namespace virtd::rpc {

namespace {

using enum Priority;
using enum ReadOnly;
using D = driver::InterfaceDriver;

// clang-format off
constexpr Procedure rows[] = {
    row(126, "connect_num_of_interfaces",         high, allow, call<&D::connect_num_of_interfaces>,         "virConnectNumOfInterfaces",        "0.6.4",  {"connect:search_interfaces"}).filtered("interface:getattr"),
    row(127, "connect_list_interfaces",           high, allow, call<&D::connect_list_interfaces>,           "virConnectListInterfaces",         "0.6.4",  {"connect:search_interfaces"}).filtered("interface:getattr"),
    row(128, "interface_lookup_by_name",          high, allow, call<&D::interface_lookup_by_name>,          "virInterfaceLookupByName",         "0.6.4",  {"interface:getattr"}),
    row(129, "interface_lookup_by_mac_string",    high, allow, call<&D::interface_lookup_by_mac_string>,    "virInterfaceLookupByMACString",    "0.6.4",  {"interface:getattr"}),
    row(130, "interface_get_xml_desc",            low,  allow, call<&D::interface_get_xml_desc>,            "virInterfaceGetXMLDesc",           "0.6.4",  {"interface:read"}),
    row(131, "interface_define_xml",              high, deny,  call<&D::interface_define_xml>,              "virInterfaceDefineXML",            "0.6.4",  {"interface:write", "interface:save"}),
    row(132, "interface_undefine",                high, deny,  call<&D::interface_undefine>,                "virInterfaceUndefine",             "0.6.4",  {"interface:delete"}),
    row(133, "interface_create",                  low,  deny,  call<&D::interface_create>,                  "virInterfaceCreate",               "0.6.4",  {"interface:start"}),
    row(134, "interface_destroy",                 high, deny,  call<&D::interface_destroy>,                 "virInterfaceDestroy",              "0.6.4",  {"interface:stop"}),
    row(137, "connect_num_of_defined_interfaces", high, allow, call<&D::connect_num_of_defined_interfaces>, "virConnectNumOfDefinedInterfaces", "0.7.0",  {"connect:search_interfaces"}).filtered("interface:getattr"),
    row(138, "connect_list_defined_interfaces",   high, allow, call<&D::connect_list_defined_interfaces>,   "virConnectListDefinedInterfaces",  "0.7.0",  {"connect:search_interfaces"}).filtered("interface:getattr"),
    row(156, "interface_is_active",               high, allow, call<&D::interface_is_active>,               "virInterfaceIsActive",             "0.7.3",  {"interface:read"}),
    row(220, "interface_change_begin",            low,  deny,  call<&D::interface_change_begin>,            "virInterfaceChangeBegin",          "0.9.2",  {"connect:interface_transaction"}),
    row(221, "interface_change_commit",           low,  deny,  call<&D::interface_change_commit>,           "virInterfaceChangeCommit",         "0.9.2",  {"connect:interface_transaction"}),
    row(222, "interface_change_rollback",         low,  deny,  call<&D::interface_change_rollback>,         "virInterfaceChangeRollback",       "0.9.2",  {"connect:interface_transaction"}),
    row(284, "connect_list_all_interfaces",       high, allow, call<&D::connect_list_all_interfaces>,       "virConnectListAllInterfaces",      "0.10.2", {"connect:search_interfaces"}).filtered("interface:getattr"),
};
// clang-format on

static_assert(sorted_by_number(rows));

}  // namespace

std::span<const Procedure> interface_rows() {
    return rows;
}

}  // namespace virtd::rpc
