// The rows of the calls about storage pools and volumes.
// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/call.hpp"
#include "rpc/programs.hpp"
#include "rpc/session_calls.hpp"

namespace virtd::rpc {

namespace {

using enum Priority;
using enum ReadOnly;
using driver::StorageDriver;

// clang-format off
constexpr Procedure rows[] = {
    { 71, "connect_num_of_storage_pools", "virConnectNumOfStoragePools", high, allow, {"connect:search_storage_pools"}, call<&StorageDriver::connect_num_of_storage_pools>, .filter = "storage_pool:getattr"},
    { 72, "connect_list_storage_pools", "virConnectListStoragePools", high, allow, {"connect:search_storage_pools"}, call<&StorageDriver::connect_list_storage_pools>, .filter = "storage_pool:getattr"},
    { 73, "connect_num_of_defined_storage_pools", "virConnectNumOfDefinedStoragePools", high, allow, {"connect:search_storage_pools"}, call<&StorageDriver::connect_num_of_defined_storage_pools>, .filter = "storage_pool:getattr"},
    { 74, "connect_list_defined_storage_pools", "virConnectListDefinedStoragePools", high, allow, {"connect:search_storage_pools"}, call<&StorageDriver::connect_list_defined_storage_pools>, .filter = "storage_pool:getattr"},
    { 75, "connect_find_storage_pool_sources", "virConnectFindStoragePoolSources", low, deny, {"connect:detect_storage_pools"}, call<&StorageDriver::connect_find_storage_pool_sources>},
    { 76, "storage_pool_create_xml", "virStoragePoolCreateXML", low, deny, {"storage_pool:start", "storage_pool:write"}, call<&StorageDriver::storage_pool_create_xml>},
    { 77, "storage_pool_define_xml", "virStoragePoolDefineXML", high, deny, {"storage_pool:write", "storage_pool:save"}, call<&StorageDriver::storage_pool_define_xml>},
    { 78, "storage_pool_create", "virStoragePoolCreate", low, deny, {"storage_pool:start"}, call<&StorageDriver::storage_pool_create>},
    { 79, "storage_pool_build", "virStoragePoolBuild", low, deny, {"storage_pool:format"}, call<&StorageDriver::storage_pool_build>},
    { 80, "storage_pool_destroy", "virStoragePoolDestroy", high, deny, {"storage_pool:stop"}, call<&StorageDriver::storage_pool_destroy>},
    { 81, "storage_pool_delete", "virStoragePoolDelete", low, deny, {"storage_pool:format"}, call<&StorageDriver::storage_pool_delete>},
    { 82, "storage_pool_undefine", "virStoragePoolUndefine", high, deny, {"storage_pool:delete"}, call<&StorageDriver::storage_pool_undefine>},
    { 83, "storage_pool_refresh", "virStoragePoolRefresh", low, deny, {"storage_pool:refresh"}, call<&StorageDriver::storage_pool_refresh>},
    { 84, "storage_pool_lookup_by_name", "virStoragePoolLookupByName", high, allow, {"storage_pool:getattr"}, call<&StorageDriver::storage_pool_lookup_by_name>},
    { 85, "storage_pool_lookup_by_uuid", "virStoragePoolLookupByUUID", high, allow, {"storage_pool:getattr"}, call<&StorageDriver::storage_pool_lookup_by_uuid>},
    { 86, "storage_pool_lookup_by_volume", "virStoragePoolLookupByVolume", high, allow, {"storage_pool:getattr"}, call<&StorageDriver::storage_pool_lookup_by_volume>},
    { 87, "storage_pool_get_info", "virStoragePoolGetInfo", high, allow, {"storage_pool:read"}, call<&StorageDriver::storage_pool_get_info>},
    { 88, "storage_pool_get_xml_desc", "virStoragePoolGetXMLDesc", high, allow, {"storage_pool:read"}, call<&StorageDriver::storage_pool_get_xml_desc>},
    { 89, "storage_pool_get_autostart", "virStoragePoolGetAutostart", high, allow, {"storage_pool:read"}, call<&StorageDriver::storage_pool_get_autostart>},
    { 90, "storage_pool_set_autostart", "virStoragePoolSetAutostart", high, deny, {"storage_pool:write"}, call<&StorageDriver::storage_pool_set_autostart>},
    { 91, "storage_pool_num_of_volumes", "virStoragePoolNumOfVolumes", high, allow, {"storage_pool:search_storage_vols"}, call<&StorageDriver::storage_pool_num_of_volumes>, .filter = "storage_vol:getattr"},
    { 92, "storage_pool_list_volumes", "virStoragePoolListVolumes", high, allow, {"storage_pool:search_storage_vols"}, call<&StorageDriver::storage_pool_list_volumes>, .filter = "storage_vol:getattr"},
    { 93, "storage_vol_create_xml", "virStorageVolCreateXML", low, deny, {"storage_vol:create"}, call<&StorageDriver::storage_vol_create_xml>},
    { 94, "storage_vol_delete", "virStorageVolDelete", low, deny, {"storage_vol:delete"}, call<&StorageDriver::storage_vol_delete>},
    { 95, "storage_vol_lookup_by_name", "virStorageVolLookupByName", high, allow, {"storage_vol:getattr"}, call<&StorageDriver::storage_vol_lookup_by_name>},
    { 96, "storage_vol_lookup_by_key", "virStorageVolLookupByKey", high, allow, {"storage_vol:getattr"}, call<&StorageDriver::storage_vol_lookup_by_key>},
    { 97, "storage_vol_lookup_by_path", "virStorageVolLookupByPath", high, allow, {"storage_vol:getattr"}, call<&StorageDriver::storage_vol_lookup_by_path>},
    { 98, "storage_vol_get_info", "virStorageVolGetInfo", high, allow, {"storage_vol:read"}, call<&StorageDriver::storage_vol_get_info>},
    { 99, "storage_vol_get_xml_desc", "virStorageVolGetXMLDesc", high, allow, {"storage_vol:read"}, call<&StorageDriver::storage_vol_get_xml_desc>},
    {100, "storage_vol_get_path", "virStorageVolGetPath", high, allow, {"storage_vol:read"}, call<&StorageDriver::storage_vol_get_path>},
    {125, "storage_vol_create_xml_from", "virStorageVolCreateXMLFrom", low, deny, {"storage_vol:create"}, call<&StorageDriver::storage_vol_create_xml_from>},
    {154, "storage_pool_is_active", "virStoragePoolIsActive", high, allow, {"storage_pool:read"}, call<&StorageDriver::storage_pool_is_active>},
    {155, "storage_pool_is_persistent", "virStoragePoolIsPersistent", high, allow, {"storage_pool:read"}, call<&StorageDriver::storage_pool_is_persistent>},
    {165, "storage_vol_wipe", "virStorageVolWipe", low, deny, {"storage_vol:format"}, call<&StorageDriver::storage_vol_wipe>},
    {208, "storage_vol_upload", "virStorageVolUpload", low, deny, {"storage_vol:data_write"}, call<&StorageDriver::storage_vol_upload>, .stream = StreamKind::write, .sparse_flag = 1},
    {209, "storage_vol_download", "virStorageVolDownload", low, deny, {"storage_vol:data_read"}, call<&StorageDriver::storage_vol_download>, .stream = StreamKind::read, .sparse_flag = 1},
    {259, "storage_vol_wipe_pattern", "virStorageVolWipePattern", low, deny, {"storage_vol:format"}, call<&StorageDriver::storage_vol_wipe_pattern>},
    {260, "storage_vol_resize", "virStorageVolResize", low, deny, {"storage_vol:resize"}, call<&StorageDriver::storage_vol_resize>},
    {281, "connect_list_all_storage_pools", "virConnectListAllStoragePools", high, allow, {"connect:search_storage_pools"}, call<&StorageDriver::connect_list_all_storage_pools>, .filter = "storage_pool:getattr"},
    {282, "storage_pool_list_all_volumes", "virStoragePoolListAllVolumes", high, allow, {"storage_pool:search_storage_vols"}, call<&StorageDriver::storage_pool_list_all_volumes>, .filter = "storage_vol:getattr"},
    {368, "connect_storage_pool_event_register_any", "virConnectStoragePoolEventRegisterAny", high, allow, {"connect:search_storage_pools"}, session::connect_storage_pool_event_register_any, .filter = "storage_pool:getattr"},
    {369, "connect_storage_pool_event_deregister_any", "virConnectStoragePoolEventDeregisterAny", high, allow, {"connect:read"}, session::connect_storage_pool_event_deregister_any},
    {378, "storage_vol_get_info_flags", "virStorageVolGetInfoFlags", high, allow, {"storage_vol:read"}, call<&StorageDriver::storage_vol_get_info_flags>},
    {391, "storage_pool_lookup_by_target_path", "virStoragePoolLookupByTargetPath", high, allow, {"storage_pool:getattr"}, call<&StorageDriver::storage_pool_lookup_by_target_path>},
    {403, "connect_get_storage_pool_capabilities", "virConnectGetStoragePoolCapabilities", low, allow, {"connect:read"}, call<&StorageDriver::connect_get_storage_pool_capabilities>},
};
// clang-format on

static_assert(sorted_by_number(rows));

}  // namespace

std::span<const Procedure> storage_rows() {
    return rows;
}

}  // namespace virtd::rpc
