// The rows of the calls about network filters and their bindings.
// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/call.hpp"
#include "rpc/programs.hpp"

namespace virtd::rpc {

namespace {

using enum Priority;
using enum ReadOnly;
using D = driver::NwfilterDriver;

// clang-format off
constexpr Procedure rows[] = {
    row(175, "nwfilter_lookup_by_name",             high, allow, call<&D::nwfilter_lookup_by_name>,             "virNWFilterLookupByName",           "0.8.0",  {"nwfilter:getattr"}),
    row(176, "nwfilter_lookup_by_uuid",             high, allow, call<&D::nwfilter_lookup_by_uuid>,             "virNWFilterLookupByUUID",           "0.8.0",  {"nwfilter:getattr"}),
    row(177, "nwfilter_get_xml_desc",               high, allow, call<&D::nwfilter_get_xml_desc>,               "virNWFilterGetXMLDesc",             "0.8.0",  {"nwfilter:read"}),
    row(178, "connect_num_of_nwfilters",            high, allow, call<&D::connect_num_of_nwfilters>,            "virConnectNumOfNWFilters",          "0.8.0",  {"connect:search_nwfilters"}).filtered("nwfilter:getattr"),
    row(179, "connect_list_nwfilters",              high, allow, call<&D::connect_list_nwfilters>,              "virConnectListNWFilters",           "0.8.0",  {"connect:search_nwfilters"}).filtered("nwfilter:getattr"),
    row(180, "nwfilter_define_xml",                 high, deny,  call<&D::nwfilter_define_xml>,                 "virNWFilterDefineXML",              "0.8.0",  {"nwfilter:write", "nwfilter:save"}),
    row(181, "nwfilter_undefine",                   high, deny,  call<&D::nwfilter_undefine>,                   "virNWFilterUndefine",               "0.8.0",  {"nwfilter:delete"}),
    row(286, "connect_list_all_nwfilters",          high, allow, call<&D::connect_list_all_nwfilters>,          "virConnectListAllNWFilters",        "0.10.2", {"connect:search_nwfilters"}).filtered("nwfilter:getattr"),
    row(397, "nwfilter_binding_lookup_by_port_dev", high, allow, call<&D::nwfilter_binding_lookup_by_port_dev>, "virNWFilterBindingLookupByPortDev", "4.5.0",  {"nwfilter_binding:getattr"}),
    row(398, "nwfilter_binding_get_xml_desc",       high, allow, call<&D::nwfilter_binding_get_xml_desc>,       "virNWFilterBindingGetXMLDesc",      "4.5.0",  {"nwfilter_binding:read"}),
    row(399, "nwfilter_binding_create_xml",         high, deny,  call<&D::nwfilter_binding_create_xml>,         "virNWFilterBindingCreateXML",       "4.5.0",  {"nwfilter_binding:create"}),
    row(400, "nwfilter_binding_delete",             high, deny,  call<&D::nwfilter_binding_delete>,             "virNWFilterBindingDelete",          "4.5.0",  {"nwfilter_binding:delete"}),
    row(401, "connect_list_all_nwfilter_bindings",  high, allow, call<&D::connect_list_all_nwfilter_bindings>,  "virConnectListAllNWFilterBindings", "4.5.0",  {"connect:search_nwfilter_bindings"}).filtered("nwfilter_binding:getattr"),
    row(431, "nwfilter_define_xml_flags",           high, deny,  call<&D::nwfilter_define_xml_flags>,           "virNWFilterDefineXMLFlags",         "7.7.0",  {"nwfilter:write", "nwfilter:save"}),
};
// clang-format on

static_assert(sorted_by_number(rows));

}  // namespace

std::span<const Procedure> nwfilter_rows() {
    return rows;
}

}  // namespace virtd::rpc
