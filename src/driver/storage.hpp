// What a driver can be asked about storage pools and volumes. Whatever a driver does not override is "not supported".
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>

#include "base/task.hpp"
#include "driver/api/storage.hpp"
#include "driver/event.hpp"
#include "driver/identify.hpp"
#include "driver/not_supported.hpp"
#include "driver/stream.hpp"

namespace virtd::driver {

/// One connection's view of such a driver. The names are those of the protocol.
// clang-format off
class StorageDriver {
public:
    StorageDriver() = default;
    StorageDriver(const StorageDriver&) = delete;
    StorageDriver& operator=(const StorageDriver&) = delete;
    virtual ~StorageDriver() = default;

    /// Where this driver publishes what happens; null: it has no events.
    virtual EventHub* events() { return nullptr; }

    /// See driver/identify.hpp.
    virtual Task<StoragePoolRef> identify_storage_pool(StoragePoolKey)
        { not_supported("access control of storage pools"); }
    virtual Task<StorageVolIdentity> identify_storage_vol(StorageVolKey)
        { not_supported("access control of storage vols"); }

    virtual Task<ConnectNumOfStoragePoolsRet> connect_num_of_storage_pools()
        { not_supported("virConnectNumOfStoragePools"); }
    virtual Task<ConnectListStoragePoolsRet> connect_list_storage_pools(ConnectListStoragePoolsArgs)
        { not_supported("virConnectListStoragePools"); }
    virtual Task<ConnectNumOfDefinedStoragePoolsRet> connect_num_of_defined_storage_pools()
        { not_supported("virConnectNumOfDefinedStoragePools"); }
    virtual Task<ConnectListDefinedStoragePoolsRet>
    connect_list_defined_storage_pools(ConnectListDefinedStoragePoolsArgs)
        { not_supported("virConnectListDefinedStoragePools"); }
    virtual Task<ConnectFindStoragePoolSourcesRet>
    connect_find_storage_pool_sources(ConnectFindStoragePoolSourcesArgs)
        { not_supported("virConnectFindStoragePoolSources"); }
    virtual Task<StoragePoolCreateXmlRet> storage_pool_create_xml(StoragePoolCreateXmlArgs)
        { not_supported("virStoragePoolCreateXML"); }
    virtual Task<StoragePoolDefineXmlRet> storage_pool_define_xml(StoragePoolDefineXmlArgs)
        { not_supported("virStoragePoolDefineXML"); }
    virtual Task<void> storage_pool_create(StoragePoolCreateArgs)
        { not_supported("virStoragePoolCreate"); }
    virtual Task<void> storage_pool_build(StoragePoolBuildArgs)
        { not_supported("virStoragePoolBuild"); }
    virtual Task<void> storage_pool_destroy(StoragePoolDestroyArgs)
        { not_supported("virStoragePoolDestroy"); }
    virtual Task<void> storage_pool_delete(StoragePoolDeleteArgs)
        { not_supported("virStoragePoolDelete"); }
    virtual Task<void> storage_pool_undefine(StoragePoolUndefineArgs)
        { not_supported("virStoragePoolUndefine"); }
    virtual Task<void> storage_pool_refresh(StoragePoolRefreshArgs)
        { not_supported("virStoragePoolRefresh"); }
    virtual Task<StoragePoolLookupByNameRet>
    storage_pool_lookup_by_name(StoragePoolLookupByNameArgs)
        { not_supported("virStoragePoolLookupByName"); }
    virtual Task<StoragePoolLookupByUuidRet>
    storage_pool_lookup_by_uuid(StoragePoolLookupByUuidArgs)
        { not_supported("virStoragePoolLookupByUUID"); }
    virtual Task<StoragePoolLookupByVolumeRet>
    storage_pool_lookup_by_volume(StoragePoolLookupByVolumeArgs)
        { not_supported("virStoragePoolLookupByVolume"); }
    virtual Task<StoragePoolGetInfoRet> storage_pool_get_info(StoragePoolGetInfoArgs)
        { not_supported("virStoragePoolGetInfo"); }
    virtual Task<StoragePoolGetXmlDescRet> storage_pool_get_xml_desc(StoragePoolGetXmlDescArgs)
        { not_supported("virStoragePoolGetXMLDesc"); }
    virtual Task<StoragePoolGetAutostartRet> storage_pool_get_autostart(StoragePoolGetAutostartArgs)
        { not_supported("virStoragePoolGetAutostart"); }
    virtual Task<void> storage_pool_set_autostart(StoragePoolSetAutostartArgs)
        { not_supported("virStoragePoolSetAutostart"); }
    virtual Task<StoragePoolNumOfVolumesRet>
    storage_pool_num_of_volumes(StoragePoolNumOfVolumesArgs)
        { not_supported("virStoragePoolNumOfVolumes"); }
    virtual Task<StoragePoolListVolumesRet> storage_pool_list_volumes(StoragePoolListVolumesArgs)
        { not_supported("virStoragePoolListVolumes"); }
    virtual Task<StorageVolCreateXmlRet> storage_vol_create_xml(StorageVolCreateXmlArgs)
        { not_supported("virStorageVolCreateXML"); }
    virtual Task<void> storage_vol_delete(StorageVolDeleteArgs)
        { not_supported("virStorageVolDelete"); }
    virtual Task<StorageVolLookupByNameRet> storage_vol_lookup_by_name(StorageVolLookupByNameArgs)
        { not_supported("virStorageVolLookupByName"); }
    virtual Task<StorageVolLookupByKeyRet> storage_vol_lookup_by_key(StorageVolLookupByKeyArgs)
        { not_supported("virStorageVolLookupByKey"); }
    virtual Task<StorageVolLookupByPathRet> storage_vol_lookup_by_path(StorageVolLookupByPathArgs)
        { not_supported("virStorageVolLookupByPath"); }
    virtual Task<StorageVolGetInfoRet> storage_vol_get_info(StorageVolGetInfoArgs)
        { not_supported("virStorageVolGetInfo"); }
    virtual Task<StorageVolGetXmlDescRet> storage_vol_get_xml_desc(StorageVolGetXmlDescArgs)
        { not_supported("virStorageVolGetXMLDesc"); }
    virtual Task<StorageVolGetPathRet> storage_vol_get_path(StorageVolGetPathArgs)
        { not_supported("virStorageVolGetPath"); }
    virtual Task<StorageVolCreateXmlFromRet>
    storage_vol_create_xml_from(StorageVolCreateXmlFromArgs)
        { not_supported("virStorageVolCreateXMLFrom"); }
    virtual Task<StoragePoolIsActiveRet> storage_pool_is_active(StoragePoolIsActiveArgs)
        { not_supported("virStoragePoolIsActive"); }
    virtual Task<StoragePoolIsPersistentRet> storage_pool_is_persistent(StoragePoolIsPersistentArgs)
        { not_supported("virStoragePoolIsPersistent"); }
    virtual Task<void> storage_vol_wipe(StorageVolWipeArgs) { not_supported("virStorageVolWipe"); }
    virtual Task<std::unique_ptr<Stream>> storage_vol_upload(StorageVolUploadArgs)
        { not_supported("virStorageVolUpload"); }
    virtual Task<std::unique_ptr<Stream>> storage_vol_download(StorageVolDownloadArgs)
        { not_supported("virStorageVolDownload"); }
    virtual Task<void> storage_vol_wipe_pattern(StorageVolWipePatternArgs)
        { not_supported("virStorageVolWipePattern"); }
    virtual Task<void> storage_vol_resize(StorageVolResizeArgs)
        { not_supported("virStorageVolResize"); }
    virtual Task<ConnectListAllStoragePoolsRet>
    connect_list_all_storage_pools(ConnectListAllStoragePoolsArgs)
        { not_supported("virConnectListAllStoragePools"); }
    virtual Task<StoragePoolListAllVolumesRet>
    storage_pool_list_all_volumes(StoragePoolListAllVolumesArgs)
        { not_supported("virStoragePoolListAllVolumes"); }
    virtual Task<StorageVolGetInfoFlagsRet> storage_vol_get_info_flags(StorageVolGetInfoFlagsArgs)
        { not_supported("virStorageVolGetInfoFlags"); }
    virtual Task<StoragePoolLookupByTargetPathRet>
    storage_pool_lookup_by_target_path(StoragePoolLookupByTargetPathArgs)
        { not_supported("virStoragePoolLookupByTargetPath"); }
    virtual Task<ConnectGetStoragePoolCapabilitiesRet>
    connect_get_storage_pool_capabilities(ConnectGetStoragePoolCapabilitiesArgs)
        { not_supported("virConnectGetStoragePoolCapabilities"); }
};
// clang-format on

}  // namespace virtd::driver
