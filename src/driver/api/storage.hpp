// What the public calls about storage pools and volumes take and answer; the members in order are the wire format.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "driver/types.hpp"

namespace virtd::driver {

struct ConnectNumOfStoragePoolsRet {
    std::int32_t num = 0;

    bool operator==(const ConnectNumOfStoragePoolsRet&) const = default;
};

struct ConnectListStoragePoolsArgs {
    std::int32_t maxnames = 0;

    bool operator==(const ConnectListStoragePoolsArgs&) const = default;
};

struct ConnectListStoragePoolsRet {
    List<std::string, 16384> names;

    bool operator==(const ConnectListStoragePoolsRet&) const = default;
};

struct ConnectNumOfDefinedStoragePoolsRet {
    std::int32_t num = 0;

    bool operator==(const ConnectNumOfDefinedStoragePoolsRet&) const = default;
};

struct ConnectListDefinedStoragePoolsArgs {
    std::int32_t maxnames = 0;

    bool operator==(const ConnectListDefinedStoragePoolsArgs&) const = default;
};

struct ConnectListDefinedStoragePoolsRet {
    List<std::string, 16384> names;

    bool operator==(const ConnectListDefinedStoragePoolsRet&) const = default;
};

struct ConnectFindStoragePoolSourcesArgs {
    std::string type;
    std::optional<std::string> src_spec;
    std::uint32_t flags = 0;

    bool operator==(const ConnectFindStoragePoolSourcesArgs&) const = default;
};

struct ConnectFindStoragePoolSourcesRet {
    std::string xml;

    bool operator==(const ConnectFindStoragePoolSourcesRet&) const = default;
};

struct StoragePoolLookupByUuidArgs {
    Uuid uuid;

    bool operator==(const StoragePoolLookupByUuidArgs&) const = default;
};

struct StoragePoolLookupByUuidRet {
    StoragePoolRef pool;

    bool operator==(const StoragePoolLookupByUuidRet&) const = default;
};

struct StoragePoolLookupByNameArgs {
    std::string name;

    bool operator==(const StoragePoolLookupByNameArgs&) const = default;
};

struct StoragePoolLookupByNameRet {
    StoragePoolRef pool;

    bool operator==(const StoragePoolLookupByNameRet&) const = default;
};

struct StoragePoolLookupByVolumeArgs {
    StorageVolRef vol;

    bool operator==(const StoragePoolLookupByVolumeArgs&) const = default;
};

struct StoragePoolLookupByVolumeRet {
    StoragePoolRef pool;

    bool operator==(const StoragePoolLookupByVolumeRet&) const = default;
};

struct StoragePoolLookupByTargetPathArgs {
    std::string path;

    bool operator==(const StoragePoolLookupByTargetPathArgs&) const = default;
};

struct StoragePoolLookupByTargetPathRet {
    StoragePoolRef pool;

    bool operator==(const StoragePoolLookupByTargetPathRet&) const = default;
};

struct StoragePoolCreateXmlArgs {
    std::string xml;
    std::uint32_t flags = 0;

    bool operator==(const StoragePoolCreateXmlArgs&) const = default;
};

struct StoragePoolCreateXmlRet {
    StoragePoolRef pool;

    bool operator==(const StoragePoolCreateXmlRet&) const = default;
};

struct StoragePoolDefineXmlArgs {
    std::string xml;
    std::uint32_t flags = 0;

    bool operator==(const StoragePoolDefineXmlArgs&) const = default;
};

struct StoragePoolDefineXmlRet {
    StoragePoolRef pool;

    bool operator==(const StoragePoolDefineXmlRet&) const = default;
};

struct StoragePoolBuildArgs {
    StoragePoolRef pool;
    std::uint32_t flags = 0;

    bool operator==(const StoragePoolBuildArgs&) const = default;
};

struct StoragePoolUndefineArgs {
    StoragePoolRef pool;

    bool operator==(const StoragePoolUndefineArgs&) const = default;
};

struct StoragePoolCreateArgs {
    StoragePoolRef pool;
    std::uint32_t flags = 0;

    bool operator==(const StoragePoolCreateArgs&) const = default;
};

struct StoragePoolDestroyArgs {
    StoragePoolRef pool;

    bool operator==(const StoragePoolDestroyArgs&) const = default;
};

struct StoragePoolDeleteArgs {
    StoragePoolRef pool;
    std::uint32_t flags = 0;

    bool operator==(const StoragePoolDeleteArgs&) const = default;
};

struct StoragePoolRefreshArgs {
    StoragePoolRef pool;
    std::uint32_t flags = 0;

    bool operator==(const StoragePoolRefreshArgs&) const = default;
};

struct StoragePoolGetXmlDescArgs {
    StoragePoolRef pool;
    std::uint32_t flags = 0;

    bool operator==(const StoragePoolGetXmlDescArgs&) const = default;
};

struct StoragePoolGetXmlDescRet {
    std::string xml;

    bool operator==(const StoragePoolGetXmlDescRet&) const = default;
};

struct StoragePoolGetInfoArgs {
    StoragePoolRef pool;

    bool operator==(const StoragePoolGetInfoArgs&) const = default;
};

struct StoragePoolGetInfoRet {
    std::uint8_t state = 0;
    std::uint64_t capacity = 0;
    std::uint64_t allocation = 0;
    std::uint64_t available = 0;

    bool operator==(const StoragePoolGetInfoRet&) const = default;
};

struct StoragePoolGetAutostartArgs {
    StoragePoolRef pool;

    bool operator==(const StoragePoolGetAutostartArgs&) const = default;
};

struct StoragePoolGetAutostartRet {
    std::int32_t autostart = 0;

    bool operator==(const StoragePoolGetAutostartRet&) const = default;
};

struct StoragePoolSetAutostartArgs {
    StoragePoolRef pool;
    std::int32_t autostart = 0;

    bool operator==(const StoragePoolSetAutostartArgs&) const = default;
};

struct StoragePoolNumOfVolumesArgs {
    StoragePoolRef pool;

    bool operator==(const StoragePoolNumOfVolumesArgs&) const = default;
};

struct StoragePoolNumOfVolumesRet {
    std::int32_t num = 0;

    bool operator==(const StoragePoolNumOfVolumesRet&) const = default;
};

struct StoragePoolListVolumesArgs {
    StoragePoolRef pool;
    std::int32_t maxnames = 0;

    bool operator==(const StoragePoolListVolumesArgs&) const = default;
};

struct StoragePoolListVolumesRet {
    List<std::string, 16384> names;

    bool operator==(const StoragePoolListVolumesRet&) const = default;
};

struct StorageVolLookupByNameArgs {
    StoragePoolRef pool;
    std::string name;

    bool operator==(const StorageVolLookupByNameArgs&) const = default;
};

struct StorageVolLookupByNameRet {
    StorageVolRef vol;

    bool operator==(const StorageVolLookupByNameRet&) const = default;
};

struct StorageVolLookupByKeyArgs {
    std::string key;

    bool operator==(const StorageVolLookupByKeyArgs&) const = default;
};

struct StorageVolLookupByKeyRet {
    StorageVolRef vol;

    bool operator==(const StorageVolLookupByKeyRet&) const = default;
};

struct StorageVolLookupByPathArgs {
    std::string path;

    bool operator==(const StorageVolLookupByPathArgs&) const = default;
};

struct StorageVolLookupByPathRet {
    StorageVolRef vol;

    bool operator==(const StorageVolLookupByPathRet&) const = default;
};

struct StorageVolCreateXmlArgs {
    StoragePoolRef pool;
    std::string xml;
    std::uint32_t flags = 0;

    bool operator==(const StorageVolCreateXmlArgs&) const = default;
};

struct StorageVolCreateXmlRet {
    StorageVolRef vol;

    bool operator==(const StorageVolCreateXmlRet&) const = default;
};

struct StorageVolCreateXmlFromArgs {
    StoragePoolRef pool;
    std::string xml;
    StorageVolRef clonevol;
    std::uint32_t flags = 0;

    bool operator==(const StorageVolCreateXmlFromArgs&) const = default;
};

struct StorageVolCreateXmlFromRet {
    StorageVolRef vol;

    bool operator==(const StorageVolCreateXmlFromRet&) const = default;
};

struct StorageVolDeleteArgs {
    StorageVolRef vol;
    std::uint32_t flags = 0;

    bool operator==(const StorageVolDeleteArgs&) const = default;
};

struct StorageVolWipeArgs {
    StorageVolRef vol;
    std::uint32_t flags = 0;

    bool operator==(const StorageVolWipeArgs&) const = default;
};

struct StorageVolWipePatternArgs {
    StorageVolRef vol;
    std::uint32_t algorithm = 0;
    std::uint32_t flags = 0;

    bool operator==(const StorageVolWipePatternArgs&) const = default;
};

struct StorageVolGetXmlDescArgs {
    StorageVolRef vol;
    std::uint32_t flags = 0;

    bool operator==(const StorageVolGetXmlDescArgs&) const = default;
};

struct StorageVolGetXmlDescRet {
    std::string xml;

    bool operator==(const StorageVolGetXmlDescRet&) const = default;
};

struct StorageVolGetInfoArgs {
    StorageVolRef vol;

    bool operator==(const StorageVolGetInfoArgs&) const = default;
};

struct StorageVolGetInfoRet {
    std::int8_t type = 0;
    std::uint64_t capacity = 0;
    std::uint64_t allocation = 0;

    bool operator==(const StorageVolGetInfoRet&) const = default;
};

struct StorageVolGetInfoFlagsArgs {
    StorageVolRef vol;
    std::uint32_t flags = 0;

    bool operator==(const StorageVolGetInfoFlagsArgs&) const = default;
};

struct StorageVolGetInfoFlagsRet {
    std::int8_t type = 0;
    std::uint64_t capacity = 0;
    std::uint64_t allocation = 0;

    bool operator==(const StorageVolGetInfoFlagsRet&) const = default;
};

struct StorageVolGetPathArgs {
    StorageVolRef vol;

    bool operator==(const StorageVolGetPathArgs&) const = default;
};

struct StorageVolGetPathRet {
    std::string name;

    bool operator==(const StorageVolGetPathRet&) const = default;
};

struct StorageVolResizeArgs {
    StorageVolRef vol;
    std::uint64_t capacity = 0;
    std::uint32_t flags = 0;

    bool operator==(const StorageVolResizeArgs&) const = default;
};

struct StoragePoolIsActiveArgs {
    StoragePoolRef pool;

    bool operator==(const StoragePoolIsActiveArgs&) const = default;
};

struct StoragePoolIsActiveRet {
    std::int32_t active = 0;

    bool operator==(const StoragePoolIsActiveRet&) const = default;
};

struct StoragePoolIsPersistentArgs {
    StoragePoolRef pool;

    bool operator==(const StoragePoolIsPersistentArgs&) const = default;
};

struct StoragePoolIsPersistentRet {
    std::int32_t persistent = 0;

    bool operator==(const StoragePoolIsPersistentRet&) const = default;
};

struct StorageVolUploadArgs {
    StorageVolRef vol;
    std::uint64_t offset = 0;
    std::uint64_t length = 0;
    std::uint32_t flags = 0;

    bool operator==(const StorageVolUploadArgs&) const = default;
};

struct StorageVolDownloadArgs {
    StorageVolRef vol;
    std::uint64_t offset = 0;
    std::uint64_t length = 0;
    std::uint32_t flags = 0;

    bool operator==(const StorageVolDownloadArgs&) const = default;
};

struct ConnectListAllStoragePoolsArgs {
    std::int32_t need_results = 0;
    std::uint32_t flags = 0;

    bool operator==(const ConnectListAllStoragePoolsArgs&) const = default;
};

struct ConnectListAllStoragePoolsRet {
    List<StoragePoolRef, 16384> pools;
    std::uint32_t ret = 0;

    bool operator==(const ConnectListAllStoragePoolsRet&) const = default;
};

struct StoragePoolListAllVolumesArgs {
    StoragePoolRef pool;
    std::int32_t need_results = 0;
    std::uint32_t flags = 0;

    bool operator==(const StoragePoolListAllVolumesArgs&) const = default;
};

struct StoragePoolListAllVolumesRet {
    List<StorageVolRef, 16384> vols;
    std::uint32_t ret = 0;

    bool operator==(const StoragePoolListAllVolumesRet&) const = default;
};

struct ConnectStoragePoolEventRegisterAnyArgs {
    std::int32_t event_id = 0;
    std::optional<StoragePoolRef> pool;

    bool operator==(const ConnectStoragePoolEventRegisterAnyArgs&) const = default;
};

struct ConnectStoragePoolEventRegisterAnyRet {
    std::int32_t callback_id = 0;

    bool operator==(const ConnectStoragePoolEventRegisterAnyRet&) const = default;
};

struct ConnectStoragePoolEventDeregisterAnyArgs {
    std::int32_t callback_id = 0;

    bool operator==(const ConnectStoragePoolEventDeregisterAnyArgs&) const = default;
};

struct ConnectGetStoragePoolCapabilitiesArgs {
    std::uint32_t flags = 0;

    bool operator==(const ConnectGetStoragePoolCapabilitiesArgs&) const = default;
};

struct ConnectGetStoragePoolCapabilitiesRet {
    std::string capabilities;

    bool operator==(const ConnectGetStoragePoolCapabilitiesRet&) const = default;
};

}  // namespace virtd::driver
