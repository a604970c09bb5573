// What a connection to the test driver can ask about storage pools and volumes.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <memory>

#include "driver/storage.hpp"
#include "drivers/test/pools.hpp"

namespace virtd {
class Pool;
}

namespace virtd::test {

class TestStorageDriver : public driver::StorageDriver {
public:
    TestStorageDriver(std::shared_ptr<TestPools> pools, driver::EventHub& events, Pool& threads)
        : pools_(std::move(pools)), events_(events), threads_(threads) {}

    driver::EventHub* events() override { return &events_; }

    // in identify.cpp
    Task<driver::StoragePoolRef> identify_storage_pool(driver::StoragePoolKey key) override;
    Task<driver::StorageVolIdentity> identify_storage_vol(driver::StorageVolKey key) override;

    // clang-format off
    // pools
    Task<driver::ConnectGetStoragePoolCapabilitiesRet> connect_get_storage_pool_capabilities(driver::ConnectGetStoragePoolCapabilitiesArgs args) override;
    Task<driver::ConnectNumOfStoragePoolsRet> connect_num_of_storage_pools() override;
    Task<driver::ConnectListStoragePoolsRet> connect_list_storage_pools(driver::ConnectListStoragePoolsArgs args) override;
    Task<driver::ConnectNumOfDefinedStoragePoolsRet> connect_num_of_defined_storage_pools() override;
    Task<driver::ConnectListDefinedStoragePoolsRet> connect_list_defined_storage_pools(driver::ConnectListDefinedStoragePoolsArgs args) override;
    Task<driver::ConnectListAllStoragePoolsRet> connect_list_all_storage_pools(driver::ConnectListAllStoragePoolsArgs args) override;
    Task<driver::ConnectFindStoragePoolSourcesRet> connect_find_storage_pool_sources(driver::ConnectFindStoragePoolSourcesArgs args) override;
    Task<driver::StoragePoolLookupByNameRet> storage_pool_lookup_by_name(driver::StoragePoolLookupByNameArgs args) override;
    Task<driver::StoragePoolLookupByUuidRet> storage_pool_lookup_by_uuid(driver::StoragePoolLookupByUuidArgs args) override;
    Task<driver::StoragePoolLookupByVolumeRet> storage_pool_lookup_by_volume(driver::StoragePoolLookupByVolumeArgs args) override;
    Task<driver::StoragePoolLookupByTargetPathRet> storage_pool_lookup_by_target_path(driver::StoragePoolLookupByTargetPathArgs args) override;
    Task<driver::StoragePoolCreateXmlRet> storage_pool_create_xml(driver::StoragePoolCreateXmlArgs args) override;
    Task<driver::StoragePoolDefineXmlRet> storage_pool_define_xml(driver::StoragePoolDefineXmlArgs args) override;
    Task<void> storage_pool_create(driver::StoragePoolCreateArgs args) override;
    Task<void> storage_pool_build(driver::StoragePoolBuildArgs args) override;
    Task<void> storage_pool_destroy(driver::StoragePoolDestroyArgs args) override;
    Task<void> storage_pool_delete(driver::StoragePoolDeleteArgs args) override;
    Task<void> storage_pool_undefine(driver::StoragePoolUndefineArgs args) override;
    Task<void> storage_pool_refresh(driver::StoragePoolRefreshArgs args) override;
    Task<driver::StoragePoolGetInfoRet> storage_pool_get_info(driver::StoragePoolGetInfoArgs args) override;
    Task<driver::StoragePoolGetXmlDescRet> storage_pool_get_xml_desc(driver::StoragePoolGetXmlDescArgs args) override;
    Task<driver::StoragePoolGetAutostartRet> storage_pool_get_autostart(driver::StoragePoolGetAutostartArgs args) override;
    Task<void> storage_pool_set_autostart(driver::StoragePoolSetAutostartArgs args) override;
    Task<driver::StoragePoolIsActiveRet> storage_pool_is_active(driver::StoragePoolIsActiveArgs args) override;
    Task<driver::StoragePoolIsPersistentRet> storage_pool_is_persistent(driver::StoragePoolIsPersistentArgs args) override;

    // volumes
    Task<driver::StoragePoolNumOfVolumesRet> storage_pool_num_of_volumes(driver::StoragePoolNumOfVolumesArgs args) override;
    Task<driver::StoragePoolListVolumesRet> storage_pool_list_volumes(driver::StoragePoolListVolumesArgs args) override;
    Task<driver::StoragePoolListAllVolumesRet> storage_pool_list_all_volumes(driver::StoragePoolListAllVolumesArgs args) override;
    Task<driver::StorageVolLookupByNameRet> storage_vol_lookup_by_name(driver::StorageVolLookupByNameArgs args) override;
    Task<driver::StorageVolLookupByKeyRet> storage_vol_lookup_by_key(driver::StorageVolLookupByKeyArgs args) override;
    Task<driver::StorageVolLookupByPathRet> storage_vol_lookup_by_path(driver::StorageVolLookupByPathArgs args) override;
    Task<driver::StorageVolCreateXmlRet> storage_vol_create_xml(driver::StorageVolCreateXmlArgs args) override;
    Task<driver::StorageVolCreateXmlFromRet> storage_vol_create_xml_from(driver::StorageVolCreateXmlFromArgs args) override;
    Task<void> storage_vol_delete(driver::StorageVolDeleteArgs args) override;
    Task<driver::StorageVolGetInfoRet> storage_vol_get_info(driver::StorageVolGetInfoArgs args) override;
    Task<driver::StorageVolGetInfoFlagsRet> storage_vol_get_info_flags(driver::StorageVolGetInfoFlagsArgs args) override;
    Task<driver::StorageVolGetXmlDescRet> storage_vol_get_xml_desc(driver::StorageVolGetXmlDescArgs args) override;
    Task<driver::StorageVolGetPathRet> storage_vol_get_path(driver::StorageVolGetPathArgs args) override;

    // what is in them
    Task<std::unique_ptr<driver::Stream>> storage_vol_upload(driver::StorageVolUploadArgs args) override;
    Task<std::unique_ptr<driver::Stream>> storage_vol_download(driver::StorageVolDownloadArgs args) override;
    Task<void> storage_vol_wipe(driver::StorageVolWipeArgs args) override;
    Task<void> storage_vol_wipe_pattern(driver::StorageVolWipePatternArgs args) override;
    Task<void> storage_vol_resize(driver::StorageVolResizeArgs args) override;
    // clang-format on

private:
    std::shared_ptr<TestPool> of(const driver::StoragePoolRef& ref) const {
        return pools_->by_name(ref.name);
    }
    /// The volume's pool has to be running.
    std::shared_ptr<TestVolume> of(const driver::StorageVolRef& ref) const {
        return pools_->active(ref.pool)->volume(ref.name);
    }

    std::shared_ptr<TestPools> pools_;
    driver::EventHub& events_;
    Pool& threads_;  // for large documents
};

}  // namespace virtd::test
