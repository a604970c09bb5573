// What a driver can be asked about node devices. Whatever a driver does not override is "not supported".
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>

#include "base/task.hpp"
#include "driver/api/nodedev.hpp"
#include "driver/event.hpp"
#include "driver/identify.hpp"
#include "driver/not_supported.hpp"

namespace virtd::driver {

/// One connection's view of such a driver. The names are those of the protocol.
// clang-format off
class NodeDeviceDriver {
public:
    NodeDeviceDriver() = default;
    NodeDeviceDriver(const NodeDeviceDriver&) = delete;
    NodeDeviceDriver& operator=(const NodeDeviceDriver&) = delete;
    virtual ~NodeDeviceDriver() = default;

    /// Where this driver publishes what happens; null: it has no events.
    virtual EventHub* events() { return nullptr; }

    /// See driver/identify.hpp.
    virtual Task<NodeDeviceRef> identify_node_device(NodeDeviceKey)
        { not_supported("access control of node devices"); }

    virtual Task<NodeNumOfDevicesRet> node_num_of_devices(NodeNumOfDevicesArgs)
        { not_supported("virNodeNumOfDevices"); }
    virtual Task<NodeListDevicesRet> node_list_devices(NodeListDevicesArgs)
        { not_supported("virNodeListDevices"); }
    virtual Task<NodeDeviceLookupByNameRet> node_device_lookup_by_name(NodeDeviceLookupByNameArgs)
        { not_supported("virNodeDeviceLookupByName"); }
    virtual Task<NodeDeviceGetXmlDescRet> node_device_get_xml_desc(NodeDeviceGetXmlDescArgs)
        { not_supported("virNodeDeviceGetXMLDesc"); }
    virtual Task<NodeDeviceGetParentRet> node_device_get_parent(NodeDeviceGetParentArgs)
        { not_supported("virNodeDeviceGetParent"); }
    virtual Task<NodeDeviceNumOfCapsRet> node_device_num_of_caps(NodeDeviceNumOfCapsArgs)
        { not_supported("virNodeDeviceNumOfCaps"); }
    virtual Task<NodeDeviceListCapsRet> node_device_list_caps(NodeDeviceListCapsArgs)
        { not_supported("virNodeDeviceListCaps"); }
    virtual Task<NodeDeviceCreateXmlRet> node_device_create_xml(NodeDeviceCreateXmlArgs)
        { not_supported("virNodeDeviceCreateXML"); }
    virtual Task<void> node_device_destroy(NodeDeviceDestroyArgs)
        { not_supported("virNodeDeviceDestroy"); }
    virtual Task<ConnectListAllNodeDevicesRet>
    connect_list_all_node_devices(ConnectListAllNodeDevicesArgs)
        { not_supported("virConnectListAllNodeDevices"); }
    virtual Task<NodeDeviceLookupScsiHostByWwnRet>
    node_device_lookup_scsi_host_by_wwn(NodeDeviceLookupScsiHostByWwnArgs)
        { not_supported("virNodeDeviceLookupSCSIHostByWWN"); }
    virtual Task<NodeDeviceDefineXmlRet> node_device_define_xml(NodeDeviceDefineXmlArgs)
        { not_supported("virNodeDeviceDefineXML"); }
    virtual Task<void> node_device_undefine(NodeDeviceUndefineArgs)
        { not_supported("virNodeDeviceUndefine"); }
    virtual Task<void> node_device_create(NodeDeviceCreateArgs)
        { not_supported("virNodeDeviceCreate"); }
    virtual Task<NodeDeviceGetAutostartRet> node_device_get_autostart(NodeDeviceGetAutostartArgs)
        { not_supported("virNodeDeviceGetAutostart"); }
    virtual Task<void> node_device_set_autostart(NodeDeviceSetAutostartArgs)
        { not_supported("virNodeDeviceSetAutostart"); }
    virtual Task<NodeDeviceIsPersistentRet> node_device_is_persistent(NodeDeviceIsPersistentArgs)
        { not_supported("virNodeDeviceIsPersistent"); }
    virtual Task<NodeDeviceIsActiveRet> node_device_is_active(NodeDeviceIsActiveArgs)
        { not_supported("virNodeDeviceIsActive"); }
    virtual Task<void> node_device_update(NodeDeviceUpdateArgs)
        { not_supported("virNodeDeviceUpdate"); }
};
// clang-format on

}  // namespace virtd::driver
