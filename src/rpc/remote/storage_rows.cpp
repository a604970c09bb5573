// The rows of the calls about storage pools and volumes.
// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/call.hpp"
#include "rpc/programs.hpp"
#include "rpc/session_calls.hpp"

namespace virtd::rpc {

namespace {

using enum Priority;
using enum ReadOnly;
using D = driver::StorageDriver;

constexpr std::uint32_t sparse = 1;  // VIR_STORAGE_VOL_{UP,DOWN}LOAD_SPARSE_STREAM

// clang-format off
constexpr Procedure rows[] = {
    row( 71, "connect_num_of_storage_pools",              high, allow, call<&D::connect_num_of_storage_pools>,             "virConnectNumOfStoragePools",             "0.4.1",  {"connect:search_storage_pools"}).filtered("storage_pool:getattr"),
    row( 72, "connect_list_storage_pools",                high, allow, call<&D::connect_list_storage_pools>,               "virConnectListStoragePools",              "0.4.1",  {"connect:search_storage_pools"}).filtered("storage_pool:getattr"),
    row( 73, "connect_num_of_defined_storage_pools",      high, allow, call<&D::connect_num_of_defined_storage_pools>,     "virConnectNumOfDefinedStoragePools",      "0.4.1",  {"connect:search_storage_pools"}).filtered("storage_pool:getattr"),
    row( 74, "connect_list_defined_storage_pools",        high, allow, call<&D::connect_list_defined_storage_pools>,       "virConnectListDefinedStoragePools",       "0.4.1",  {"connect:search_storage_pools"}).filtered("storage_pool:getattr"),
    row( 75, "connect_find_storage_pool_sources",         low,  deny,  call<&D::connect_find_storage_pool_sources>,        "virConnectFindStoragePoolSources",        "0.4.5",  {"connect:detect_storage_pools"}),
    row( 76, "storage_pool_create_xml",                   low,  deny,  call<&D::storage_pool_create_xml>,                  "virStoragePoolCreateXML",                 "0.4.1",  {"storage_pool:start", "storage_pool:write"}),
    row( 77, "storage_pool_define_xml",                   high, deny,  call<&D::storage_pool_define_xml>,                  "virStoragePoolDefineXML",                 "0.4.1",  {"storage_pool:write", "storage_pool:save"}),
    row( 78, "storage_pool_create",                       low,  deny,  call<&D::storage_pool_create>,                      "virStoragePoolCreate",                    "0.4.1",  {"storage_pool:start"}),
    row( 79, "storage_pool_build",                        low,  deny,  call<&D::storage_pool_build>,                       "virStoragePoolBuild",                     "0.4.1",  {"storage_pool:format"}),
    row( 80, "storage_pool_destroy",                      high, deny,  call<&D::storage_pool_destroy>,                     "virStoragePoolDestroy",                   "0.4.1",  {"storage_pool:stop"}),
    row( 81, "storage_pool_delete",                       low,  deny,  call<&D::storage_pool_delete>,                      "virStoragePoolDelete",                    "0.4.1",  {"storage_pool:format"}),
    row( 82, "storage_pool_undefine",                     high, deny,  call<&D::storage_pool_undefine>,                    "virStoragePoolUndefine",                  "0.4.1",  {"storage_pool:delete"}),
    row( 83, "storage_pool_refresh",                      low,  deny,  call<&D::storage_pool_refresh>,                     "virStoragePoolRefresh",                   "0.4.1",  {"storage_pool:refresh"}),
    row( 84, "storage_pool_lookup_by_name",               high, allow, call<&D::storage_pool_lookup_by_name>,              "virStoragePoolLookupByName",              "0.4.1",  {"storage_pool:getattr"}),
    row( 85, "storage_pool_lookup_by_uuid",               high, allow, call<&D::storage_pool_lookup_by_uuid>,              "virStoragePoolLookupByUUID",              "0.4.1",  {"storage_pool:getattr"}),
    row( 86, "storage_pool_lookup_by_volume",             high, allow, call<&D::storage_pool_lookup_by_volume>,            "virStoragePoolLookupByVolume",            "0.4.1",  {"storage_pool:getattr"}),
    row( 87, "storage_pool_get_info",                     high, allow, call<&D::storage_pool_get_info>,                    "virStoragePoolGetInfo",                   "0.4.1",  {"storage_pool:read"}),
    row( 88, "storage_pool_get_xml_desc",                 high, allow, call<&D::storage_pool_get_xml_desc>,                "virStoragePoolGetXMLDesc",                "0.4.1",  {"storage_pool:read"}),
    row( 89, "storage_pool_get_autostart",                high, allow, call<&D::storage_pool_get_autostart>,               "virStoragePoolGetAutostart",              "0.4.1",  {"storage_pool:read"}),
    row( 90, "storage_pool_set_autostart",                high, deny,  call<&D::storage_pool_set_autostart>,               "virStoragePoolSetAutostart",              "0.4.1",  {"storage_pool:write"}),
    row( 91, "storage_pool_num_of_volumes",               high, allow, call<&D::storage_pool_num_of_volumes>,              "virStoragePoolNumOfVolumes",              "0.4.1",  {"storage_pool:search_storage_vols"}).filtered("storage_vol:getattr"),
    row( 92, "storage_pool_list_volumes",                 high, allow, call<&D::storage_pool_list_volumes>,                "virStoragePoolListVolumes",               "0.4.1",  {"storage_pool:search_storage_vols"}).filtered("storage_vol:getattr"),
    row( 93, "storage_vol_create_xml",                    low,  deny,  call<&D::storage_vol_create_xml>,                   "virStorageVolCreateXML",                  "0.4.1",  {"storage_vol:create"}),
    row( 94, "storage_vol_delete",                        low,  deny,  call<&D::storage_vol_delete>,                       "virStorageVolDelete",                     "0.4.1",  {"storage_vol:delete"}),
    row( 95, "storage_vol_lookup_by_name",                high, allow, call<&D::storage_vol_lookup_by_name>,               "virStorageVolLookupByName",               "0.4.1",  {"storage_vol:getattr"}),
    row( 96, "storage_vol_lookup_by_key",                 high, allow, call<&D::storage_vol_lookup_by_key>,                "virStorageVolLookupByKey",                "0.4.1",  {"storage_vol:getattr"}),
    row( 97, "storage_vol_lookup_by_path",                high, allow, call<&D::storage_vol_lookup_by_path>,               "virStorageVolLookupByPath",               "0.4.1",  {"storage_vol:getattr"}),
    row( 98, "storage_vol_get_info",                      high, allow, call<&D::storage_vol_get_info>,                     "virStorageVolGetInfo",                    "0.4.1",  {"storage_vol:read"}),
    row( 99, "storage_vol_get_xml_desc",                  high, allow, call<&D::storage_vol_get_xml_desc>,                 "virStorageVolGetXMLDesc",                 "0.4.1",  {"storage_vol:read"}),
    row(100, "storage_vol_get_path",                      high, allow, call<&D::storage_vol_get_path>,                     "virStorageVolGetPath",                    "0.4.1",  {"storage_vol:read"}),
    row(125, "storage_vol_create_xml_from",               low,  deny,  call<&D::storage_vol_create_xml_from>,              "virStorageVolCreateXMLFrom",              "0.6.4",  {"storage_vol:create"}),
    row(154, "storage_pool_is_active",                    high, allow, call<&D::storage_pool_is_active>,                   "virStoragePoolIsActive",                  "0.7.3",  {"storage_pool:read"}),
    row(155, "storage_pool_is_persistent",                high, allow, call<&D::storage_pool_is_persistent>,               "virStoragePoolIsPersistent",              "0.7.3",  {"storage_pool:read"}),
    row(165, "storage_vol_wipe",                          low,  deny,  call<&D::storage_vol_wipe>,                         "virStorageVolWipe",                       "0.8.0",  {"storage_vol:format"}),
    row(208, "storage_vol_upload",                        low,  deny,  call<&D::storage_vol_upload>,                       "virStorageVolUpload",                     "0.9.0",  {"storage_vol:data_write"}).with_stream(StreamKind::write, sparse),
    row(209, "storage_vol_download",                      low,  deny,  call<&D::storage_vol_download>,                     "virStorageVolDownload",                   "0.9.0",  {"storage_vol:data_read"}).with_stream(StreamKind::read, sparse),
    row(259, "storage_vol_wipe_pattern",                  low,  deny,  call<&D::storage_vol_wipe_pattern>,                 "virStorageVolWipePattern",                "0.9.10", {"storage_vol:format"}),
    row(260, "storage_vol_resize",                        low,  deny,  call<&D::storage_vol_resize>,                       "virStorageVolResize",                     "0.9.10", {"storage_vol:resize"}),
    row(281, "connect_list_all_storage_pools",            high, allow, call<&D::connect_list_all_storage_pools>,           "virConnectListAllStoragePools",           "0.10.2", {"connect:search_storage_pools"}).filtered("storage_pool:getattr"),
    row(282, "storage_pool_list_all_volumes",             high, allow, call<&D::storage_pool_list_all_volumes>,            "virStoragePoolListAllVolumes",            "0.10.2", {"storage_pool:search_storage_vols"}).filtered("storage_vol:getattr"),
    row(368, "connect_storage_pool_event_register_any",   high, allow, session::connect_storage_pool_event_register_any,   "virConnectStoragePoolEventRegisterAny",   "2.0.0",  {"connect:search_storage_pools"}).filtered("storage_pool:getattr"),
    row(369, "connect_storage_pool_event_deregister_any", high, allow, session::connect_storage_pool_event_deregister_any, "virConnectStoragePoolEventDeregisterAny", "2.0.0",  {"connect:read"}),
    row(378, "storage_vol_get_info_flags",                high, allow, call<&D::storage_vol_get_info_flags>,               "virStorageVolGetInfoFlags",               "3.0.0",  {"storage_vol:read"}),
    row(391, "storage_pool_lookup_by_target_path",        high, allow, call<&D::storage_pool_lookup_by_target_path>,       "virStoragePoolLookupByTargetPath",        "4.1.0",  {"storage_pool:getattr"}),
    row(403, "connect_get_storage_pool_capabilities",     low,  allow, call<&D::connect_get_storage_pool_capabilities>,    "virConnectGetStoragePoolCapabilities",    "5.2.0",  {"connect:read"}),
};
// clang-format on

static_assert(sorted_by_number(rows));

}  // namespace

std::span<const Procedure> storage_rows() {
    return rows;
}

}  // namespace virtd::rpc
