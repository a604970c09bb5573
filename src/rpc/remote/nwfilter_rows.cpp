// The rows of the calls about network filters and their bindings.
// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/call.hpp"
#include "rpc/programs.hpp"

namespace virtd::rpc {

namespace {

using enum Priority;
using enum ReadOnly;
using driver::NwfilterDriver;

// clang-format off
constexpr Procedure rows[] = {
    {175, "nwfilter_lookup_by_name", "virNWFilterLookupByName", high, allow, {"nwfilter:getattr"}, call<&NwfilterDriver::nwfilter_lookup_by_name>},
    {176, "nwfilter_lookup_by_uuid", "virNWFilterLookupByUUID", high, allow, {"nwfilter:getattr"}, call<&NwfilterDriver::nwfilter_lookup_by_uuid>},
    {177, "nwfilter_get_xml_desc", "virNWFilterGetXMLDesc", high, allow, {"nwfilter:read"}, call<&NwfilterDriver::nwfilter_get_xml_desc>},
    {178, "connect_num_of_nwfilters", "virConnectNumOfNWFilters", high, allow, {"connect:search_nwfilters"}, call<&NwfilterDriver::connect_num_of_nwfilters>, .filter = "nwfilter:getattr"},
    {179, "connect_list_nwfilters", "virConnectListNWFilters", high, allow, {"connect:search_nwfilters"}, call<&NwfilterDriver::connect_list_nwfilters>, .filter = "nwfilter:getattr"},
    {180, "nwfilter_define_xml", "virNWFilterDefineXML", high, deny, {"nwfilter:write", "nwfilter:save"}, call<&NwfilterDriver::nwfilter_define_xml>},
    {181, "nwfilter_undefine", "virNWFilterUndefine", high, deny, {"nwfilter:delete"}, call<&NwfilterDriver::nwfilter_undefine>},
    {286, "connect_list_all_nwfilters", "virConnectListAllNWFilters", high, allow, {"connect:search_nwfilters"}, call<&NwfilterDriver::connect_list_all_nwfilters>, .filter = "nwfilter:getattr"},
    {397, "nwfilter_binding_lookup_by_port_dev", "virNWFilterBindingLookupByPortDev", high, allow, {"nwfilter_binding:getattr"}, call<&NwfilterDriver::nwfilter_binding_lookup_by_port_dev>},
    {398, "nwfilter_binding_get_xml_desc", "virNWFilterBindingGetXMLDesc", high, allow, {"nwfilter_binding:read"}, call<&NwfilterDriver::nwfilter_binding_get_xml_desc>},
    {399, "nwfilter_binding_create_xml", "virNWFilterBindingCreateXML", high, deny, {"nwfilter_binding:create"}, call<&NwfilterDriver::nwfilter_binding_create_xml>},
    {400, "nwfilter_binding_delete", "virNWFilterBindingDelete", high, deny, {"nwfilter_binding:delete"}, call<&NwfilterDriver::nwfilter_binding_delete>},
    {401, "connect_list_all_nwfilter_bindings", "virConnectListAllNWFilterBindings", high, allow, {"connect:search_nwfilter_bindings"}, call<&NwfilterDriver::connect_list_all_nwfilter_bindings>, .filter = "nwfilter_binding:getattr"},
    {431, "nwfilter_define_xml_flags", "virNWFilterDefineXMLFlags", high, deny, {"nwfilter:write", "nwfilter:save"}, call<&NwfilterDriver::nwfilter_define_xml_flags>},
};
// clang-format on

static_assert(sorted_by_number(rows));

}  // namespace

std::span<const Procedure> nwfilter_rows() {
    return rows;
}

}  // namespace virtd::rpc
