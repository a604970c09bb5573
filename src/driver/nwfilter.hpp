// What a driver can be asked about network filters. Whatever a driver does not override is "not supported".
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>

#include "base/task.hpp"
#include "driver/api/nwfilter.hpp"
#include "driver/identify.hpp"
#include "driver/not_supported.hpp"

namespace virtd::driver {

/// One connection's view of such a driver. The names are those of the protocol.
// clang-format off
class NwfilterDriver {
public:
    NwfilterDriver() = default;
    NwfilterDriver(const NwfilterDriver&) = delete;
    NwfilterDriver& operator=(const NwfilterDriver&) = delete;
    virtual ~NwfilterDriver() = default;

    /// See driver/identify.hpp.
    virtual Task<NwfilterRef> identify_nwfilter(NwfilterKey)
        { not_supported("access control of nwfilters"); }
    virtual Task<NwfilterBindingIdentity> identify_nwfilter_binding(NwfilterBindingKey)
        { not_supported("access control of nwfilter bindings"); }

    virtual Task<NwfilterLookupByNameRet> nwfilter_lookup_by_name(NwfilterLookupByNameArgs)
        { not_supported("virNWFilterLookupByName"); }
    virtual Task<NwfilterLookupByUuidRet> nwfilter_lookup_by_uuid(NwfilterLookupByUuidArgs)
        { not_supported("virNWFilterLookupByUUID"); }
    virtual Task<NwfilterGetXmlDescRet> nwfilter_get_xml_desc(NwfilterGetXmlDescArgs)
        { not_supported("virNWFilterGetXMLDesc"); }
    virtual Task<ConnectNumOfNwfiltersRet> connect_num_of_nwfilters()
        { not_supported("virConnectNumOfNWFilters"); }
    virtual Task<ConnectListNwfiltersRet> connect_list_nwfilters(ConnectListNwfiltersArgs)
        { not_supported("virConnectListNWFilters"); }
    virtual Task<NwfilterDefineXmlRet> nwfilter_define_xml(NwfilterDefineXmlArgs)
        { not_supported("virNWFilterDefineXML"); }
    virtual Task<void> nwfilter_undefine(NwfilterUndefineArgs)
        { not_supported("virNWFilterUndefine"); }
    virtual Task<ConnectListAllNwfiltersRet> connect_list_all_nwfilters(ConnectListAllNwfiltersArgs)
        { not_supported("virConnectListAllNWFilters"); }
    virtual Task<NwfilterBindingLookupByPortDevRet>
    nwfilter_binding_lookup_by_port_dev(NwfilterBindingLookupByPortDevArgs)
        { not_supported("virNWFilterBindingLookupByPortDev"); }
    virtual Task<NwfilterBindingGetXmlDescRet>
    nwfilter_binding_get_xml_desc(NwfilterBindingGetXmlDescArgs)
        { not_supported("virNWFilterBindingGetXMLDesc"); }
    virtual Task<NwfilterBindingCreateXmlRet>
    nwfilter_binding_create_xml(NwfilterBindingCreateXmlArgs)
        { not_supported("virNWFilterBindingCreateXML"); }
    virtual Task<void> nwfilter_binding_delete(NwfilterBindingDeleteArgs)
        { not_supported("virNWFilterBindingDelete"); }
    virtual Task<ConnectListAllNwfilterBindingsRet>
    connect_list_all_nwfilter_bindings(ConnectListAllNwfilterBindingsArgs)
        { not_supported("virConnectListAllNWFilterBindings"); }
    virtual Task<NwfilterDefineXmlFlagsRet> nwfilter_define_xml_flags(NwfilterDefineXmlFlagsArgs)
        { not_supported("virNWFilterDefineXMLFlags"); }
};
// clang-format on

}  // namespace virtd::driver
