// The rows of the calls about node devices.
// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/call.hpp"
#include "rpc/programs.hpp"
#include "rpc/session_calls.hpp"

namespace virtd::rpc {

namespace {

using enum Priority;
using enum ReadOnly;
using driver::NodeDeviceDriver;

// clang-format off
constexpr Procedure rows[] = {
    {111, "node_num_of_devices", "virNodeNumOfDevices", high, allow, {"connect:search_node_devices"}, call<&NodeDeviceDriver::node_num_of_devices>, .filter = "node_device:getattr"},
    {112, "node_list_devices", "virNodeListDevices", high, allow, {"connect:search_node_devices"}, call<&NodeDeviceDriver::node_list_devices>, .filter = "node_device:getattr"},
    {113, "node_device_lookup_by_name", "virNodeDeviceLookupByName", high, allow, {"node_device:getattr"}, call<&NodeDeviceDriver::node_device_lookup_by_name>},
    {114, "node_device_get_xml_desc", "virNodeDeviceGetXMLDesc", low, allow, {"node_device:read"}, call<&NodeDeviceDriver::node_device_get_xml_desc>},
    {115, "node_device_get_parent", "virNodeDeviceGetParent", high, allow, {"node_device:read"}, call<&NodeDeviceDriver::node_device_get_parent>},
    {116, "node_device_num_of_caps", "virNodeDeviceNumOfCaps", high, allow, {"node_device:read"}, call<&NodeDeviceDriver::node_device_num_of_caps>},
    {117, "node_device_list_caps", "virNodeDeviceListCaps", high, allow, {"node_device:read"}, call<&NodeDeviceDriver::node_device_list_caps>},
    {123, "node_device_create_xml", "virNodeDeviceCreateXML", low, deny, {"node_device:write", "node_device:start"}, call<&NodeDeviceDriver::node_device_create_xml>},
    {124, "node_device_destroy", "virNodeDeviceDestroy", high, deny, {"node_device:stop"}, call<&NodeDeviceDriver::node_device_destroy>},
    {285, "connect_list_all_node_devices", "virConnectListAllNodeDevices", high, allow, {"connect:search_node_devices"}, call<&NodeDeviceDriver::connect_list_all_node_devices>, .filter = "node_device:getattr"},
    {297, "node_device_lookup_scsi_host_by_wwn", "virNodeDeviceLookupSCSIHostByWWN", high, allow, {"node_device:getattr"}, call<&NodeDeviceDriver::node_device_lookup_scsi_host_by_wwn>},
    {374, "connect_node_device_event_register_any", "virConnectNodeDeviceEventRegisterAny", high, allow, {"connect:search_node_devices"}, session::connect_node_device_event_register_any, .filter = "node_device:getattr"},
    {375, "connect_node_device_event_deregister_any", "virConnectNodeDeviceEventDeregisterAny", high, allow, {"connect:read"}, session::connect_node_device_event_deregister_any},
    {428, "node_device_define_xml", "virNodeDeviceDefineXML", low, deny, {"node_device:write"}, call<&NodeDeviceDriver::node_device_define_xml>},
    {429, "node_device_undefine", "virNodeDeviceUndefine", high, deny, {"node_device:delete"}, call<&NodeDeviceDriver::node_device_undefine>},
    {430, "node_device_create", "virNodeDeviceCreate", high, deny, {"node_device:start"}, call<&NodeDeviceDriver::node_device_create>},
    {433, "node_device_get_autostart", "virNodeDeviceGetAutostart", high, allow, {"node_device:read"}, call<&NodeDeviceDriver::node_device_get_autostart>},
    {434, "node_device_set_autostart", "virNodeDeviceSetAutostart", high, deny, {"node_device:write"}, call<&NodeDeviceDriver::node_device_set_autostart>},
    {435, "node_device_is_persistent", "virNodeDeviceIsPersistent", high, allow, {"node_device:read"}, call<&NodeDeviceDriver::node_device_is_persistent>},
    {436, "node_device_is_active", "virNodeDeviceIsActive", high, allow, {"node_device:read"}, call<&NodeDeviceDriver::node_device_is_active>},
    {447, "node_device_update", "virNodeDeviceUpdate", low, deny, {"node_device:write"}, call<&NodeDeviceDriver::node_device_update>},
};
// clang-format on

static_assert(sorted_by_number(rows));

}  // namespace

std::span<const Procedure> nodedev_rows() {
    return rows;
}

}  // namespace virtd::rpc
