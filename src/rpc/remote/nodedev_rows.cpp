// The rows of the calls about node devices.
// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/call.hpp"
#include "rpc/programs.hpp"
#include "rpc/session_calls.hpp"

namespace virtd::rpc {

namespace {

using enum Priority;
using enum ReadOnly;
using D = driver::NodeDeviceDriver;

// clang-format off
constexpr Procedure rows[] = {
    row(111, "node_num_of_devices",                      high, allow, call<&D::node_num_of_devices>,                     "virNodeNumOfDevices",                    "0.5.0",  {"connect:search_node_devices"}).filtered("node_device:getattr"),
    row(112, "node_list_devices",                        high, allow, call<&D::node_list_devices>,                       "virNodeListDevices",                     "0.5.0",  {"connect:search_node_devices"}).filtered("node_device:getattr"),
    row(113, "node_device_lookup_by_name",               high, allow, call<&D::node_device_lookup_by_name>,              "virNodeDeviceLookupByName",              "0.5.0",  {"node_device:getattr"}),
    row(114, "node_device_get_xml_desc",                 low,  allow, call<&D::node_device_get_xml_desc>,                "virNodeDeviceGetXMLDesc",                "0.5.0",  {"node_device:read"}),
    row(115, "node_device_get_parent",                   high, allow, call<&D::node_device_get_parent>,                  "virNodeDeviceGetParent",                 "0.5.0",  {"node_device:read"}),
    row(116, "node_device_num_of_caps",                  high, allow, call<&D::node_device_num_of_caps>,                 "virNodeDeviceNumOfCaps",                 "0.5.0",  {"node_device:read"}),
    row(117, "node_device_list_caps",                    high, allow, call<&D::node_device_list_caps>,                   "virNodeDeviceListCaps",                  "0.5.0",  {"node_device:read"}),
    row(123, "node_device_create_xml",                   low,  deny,  call<&D::node_device_create_xml>,                  "virNodeDeviceCreateXML",                 "0.6.3",  {"node_device:write", "node_device:start"}),
    row(124, "node_device_destroy",                      high, deny,  call<&D::node_device_destroy>,                     "virNodeDeviceDestroy",                   "0.6.3",  {"node_device:stop"}),
    row(285, "connect_list_all_node_devices",            high, allow, call<&D::connect_list_all_node_devices>,           "virConnectListAllNodeDevices",           "0.10.2", {"connect:search_node_devices"}).filtered("node_device:getattr"),
    row(297, "node_device_lookup_scsi_host_by_wwn",      high, allow, call<&D::node_device_lookup_scsi_host_by_wwn>,     "virNodeDeviceLookupSCSIHostByWWN",       "1.0.3",  {"node_device:getattr"}),
    row(374, "connect_node_device_event_register_any",   high, allow, session::connect_node_device_event_register_any,   "virConnectNodeDeviceEventRegisterAny",   "2.2.0",  {"connect:search_node_devices"}).filtered("node_device:getattr"),
    row(375, "connect_node_device_event_deregister_any", high, allow, session::connect_node_device_event_deregister_any, "virConnectNodeDeviceEventDeregisterAny", "2.2.0",  {"connect:read"}),
    row(428, "node_device_define_xml",                   low,  deny,  call<&D::node_device_define_xml>,                  "virNodeDeviceDefineXML",                 "7.3.0",  {"node_device:write"}),
    row(429, "node_device_undefine",                     high, deny,  call<&D::node_device_undefine>,                    "virNodeDeviceUndefine",                  "7.3.0",  {"node_device:delete"}),
    row(430, "node_device_create",                       high, deny,  call<&D::node_device_create>,                      "virNodeDeviceCreate",                    "7.3.0",  {"node_device:start"}),
    row(433, "node_device_get_autostart",                high, allow, call<&D::node_device_get_autostart>,               "virNodeDeviceGetAutostart",              "7.8.0",  {"node_device:read"}),
    row(434, "node_device_set_autostart",                high, deny,  call<&D::node_device_set_autostart>,               "virNodeDeviceSetAutostart",              "7.8.0",  {"node_device:write"}),
    row(435, "node_device_is_persistent",                high, allow, call<&D::node_device_is_persistent>,               "virNodeDeviceIsPersistent",              "7.8.0",  {"node_device:read"}),
    row(436, "node_device_is_active",                    high, allow, call<&D::node_device_is_active>,                   "virNodeDeviceIsActive",                  "7.8.0",  {"node_device:read"}),
    row(447, "node_device_update",                       low,  deny,  call<&D::node_device_update>,                      "virNodeDeviceUpdate",                    "10.1.0", {"node_device:write"}),
};
// clang-format on

static_assert(sorted_by_number(rows));

}  // namespace

std::span<const Procedure> nodedev_rows() {
    return rows;
}

}  // namespace virtd::rpc
