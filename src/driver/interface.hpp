// What a driver can be asked about host interfaces. Whatever a driver does not override is "not supported".
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>

#include "base/task.hpp"
#include "driver/api/interface.hpp"
#include "driver/identify.hpp"
#include "driver/not_supported.hpp"

namespace virtd::driver {

/// One connection's view of such a driver. The names are those of the protocol.
// clang-format off
class InterfaceDriver {
public:
    InterfaceDriver() = default;
    InterfaceDriver(const InterfaceDriver&) = delete;
    InterfaceDriver& operator=(const InterfaceDriver&) = delete;
    virtual ~InterfaceDriver() = default;

    /// See driver/identify.hpp.
    virtual Task<InterfaceRef> identify_interface(InterfaceKey)
        { not_supported("access control of interfaces"); }

    virtual Task<ConnectNumOfInterfacesRet> connect_num_of_interfaces()
        { not_supported("virConnectNumOfInterfaces"); }
    virtual Task<ConnectListInterfacesRet> connect_list_interfaces(ConnectListInterfacesArgs)
        { not_supported("virConnectListInterfaces"); }
    virtual Task<InterfaceLookupByNameRet> interface_lookup_by_name(InterfaceLookupByNameArgs)
        { not_supported("virInterfaceLookupByName"); }
    virtual Task<InterfaceLookupByMacStringRet>
    interface_lookup_by_mac_string(InterfaceLookupByMacStringArgs)
        { not_supported("virInterfaceLookupByMACString"); }
    virtual Task<InterfaceGetXmlDescRet> interface_get_xml_desc(InterfaceGetXmlDescArgs)
        { not_supported("virInterfaceGetXMLDesc"); }
    virtual Task<InterfaceDefineXmlRet> interface_define_xml(InterfaceDefineXmlArgs)
        { not_supported("virInterfaceDefineXML"); }
    virtual Task<void> interface_undefine(InterfaceUndefineArgs)
        { not_supported("virInterfaceUndefine"); }
    virtual Task<void> interface_create(InterfaceCreateArgs)
        { not_supported("virInterfaceCreate"); }
    virtual Task<void> interface_destroy(InterfaceDestroyArgs)
        { not_supported("virInterfaceDestroy"); }
    virtual Task<ConnectNumOfDefinedInterfacesRet> connect_num_of_defined_interfaces()
        { not_supported("virConnectNumOfDefinedInterfaces"); }
    virtual Task<ConnectListDefinedInterfacesRet>
    connect_list_defined_interfaces(ConnectListDefinedInterfacesArgs)
        { not_supported("virConnectListDefinedInterfaces"); }
    virtual Task<InterfaceIsActiveRet> interface_is_active(InterfaceIsActiveArgs)
        { not_supported("virInterfaceIsActive"); }
    virtual Task<void> interface_change_begin(InterfaceChangeBeginArgs)
        { not_supported("virInterfaceChangeBegin"); }
    virtual Task<void> interface_change_commit(InterfaceChangeCommitArgs)
        { not_supported("virInterfaceChangeCommit"); }
    virtual Task<void> interface_change_rollback(InterfaceChangeRollbackArgs)
        { not_supported("virInterfaceChangeRollback"); }
    virtual Task<ConnectListAllInterfacesRet>
    connect_list_all_interfaces(ConnectListAllInterfacesArgs)
        { not_supported("virConnectListAllInterfaces"); }
};
// clang-format on

}  // namespace virtd::driver
