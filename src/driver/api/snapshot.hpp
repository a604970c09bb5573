// What the public calls about snapshots, checkpoints and backups take and answer; the members in order are the wire format.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "driver/types.hpp"

namespace virtd::driver {

struct DomainSnapshotCreateXmlArgs {
    DomainRef dom;
    std::string xml_desc;
    std::uint32_t flags = 0;

    bool operator==(const DomainSnapshotCreateXmlArgs&) const = default;
};

struct DomainSnapshotCreateXmlRet {
    DomainSnapshotRef snap;

    bool operator==(const DomainSnapshotCreateXmlRet&) const = default;
};

struct DomainSnapshotGetXmlDescArgs {
    DomainSnapshotRef snap;
    std::uint32_t flags = 0;

    bool operator==(const DomainSnapshotGetXmlDescArgs&) const = default;
};

struct DomainSnapshotGetXmlDescRet {
    std::string xml;

    bool operator==(const DomainSnapshotGetXmlDescRet&) const = default;
};

struct DomainSnapshotNumArgs {
    DomainRef dom;
    std::uint32_t flags = 0;

    bool operator==(const DomainSnapshotNumArgs&) const = default;
};

struct DomainSnapshotNumRet {
    std::int32_t num = 0;

    bool operator==(const DomainSnapshotNumRet&) const = default;
};

struct DomainSnapshotListNamesArgs {
    DomainRef dom;
    std::int32_t maxnames = 0;
    std::uint32_t flags = 0;

    bool operator==(const DomainSnapshotListNamesArgs&) const = default;
};

struct DomainSnapshotListNamesRet {
    List<std::string, 16384> names;

    bool operator==(const DomainSnapshotListNamesRet&) const = default;
};

struct DomainListAllSnapshotsArgs {
    DomainRef dom;
    std::int32_t need_results = 0;
    std::uint32_t flags = 0;

    bool operator==(const DomainListAllSnapshotsArgs&) const = default;
};

struct DomainListAllSnapshotsRet {
    List<DomainSnapshotRef, 16384> snapshots;
    std::int32_t ret = 0;

    bool operator==(const DomainListAllSnapshotsRet&) const = default;
};

struct DomainSnapshotNumChildrenArgs {
    DomainSnapshotRef snap;
    std::uint32_t flags = 0;

    bool operator==(const DomainSnapshotNumChildrenArgs&) const = default;
};

struct DomainSnapshotNumChildrenRet {
    std::int32_t num = 0;

    bool operator==(const DomainSnapshotNumChildrenRet&) const = default;
};

struct DomainSnapshotListChildrenNamesArgs {
    DomainSnapshotRef snap;
    std::int32_t maxnames = 0;
    std::uint32_t flags = 0;

    bool operator==(const DomainSnapshotListChildrenNamesArgs&) const = default;
};

struct DomainSnapshotListChildrenNamesRet {
    List<std::string, 16384> names;

    bool operator==(const DomainSnapshotListChildrenNamesRet&) const = default;
};

struct DomainSnapshotListAllChildrenArgs {
    DomainSnapshotRef snapshot;
    std::int32_t need_results = 0;
    std::uint32_t flags = 0;

    bool operator==(const DomainSnapshotListAllChildrenArgs&) const = default;
};

struct DomainSnapshotListAllChildrenRet {
    List<DomainSnapshotRef, 16384> snapshots;
    std::int32_t ret = 0;

    bool operator==(const DomainSnapshotListAllChildrenRet&) const = default;
};

struct DomainSnapshotLookupByNameArgs {
    DomainRef dom;
    std::string name;
    std::uint32_t flags = 0;

    bool operator==(const DomainSnapshotLookupByNameArgs&) const = default;
};

struct DomainSnapshotLookupByNameRet {
    DomainSnapshotRef snap;

    bool operator==(const DomainSnapshotLookupByNameRet&) const = default;
};

struct DomainHasCurrentSnapshotArgs {
    DomainRef dom;
    std::uint32_t flags = 0;

    bool operator==(const DomainHasCurrentSnapshotArgs&) const = default;
};

struct DomainHasCurrentSnapshotRet {
    std::int32_t result = 0;

    bool operator==(const DomainHasCurrentSnapshotRet&) const = default;
};

struct DomainSnapshotGetParentArgs {
    DomainSnapshotRef snap;
    std::uint32_t flags = 0;

    bool operator==(const DomainSnapshotGetParentArgs&) const = default;
};

struct DomainSnapshotGetParentRet {
    DomainSnapshotRef snap;

    bool operator==(const DomainSnapshotGetParentRet&) const = default;
};

struct DomainSnapshotCurrentArgs {
    DomainRef dom;
    std::uint32_t flags = 0;

    bool operator==(const DomainSnapshotCurrentArgs&) const = default;
};

struct DomainSnapshotCurrentRet {
    DomainSnapshotRef snap;

    bool operator==(const DomainSnapshotCurrentRet&) const = default;
};

struct DomainSnapshotIsCurrentArgs {
    DomainSnapshotRef snap;
    std::uint32_t flags = 0;

    bool operator==(const DomainSnapshotIsCurrentArgs&) const = default;
};

struct DomainSnapshotIsCurrentRet {
    std::int32_t current = 0;

    bool operator==(const DomainSnapshotIsCurrentRet&) const = default;
};

struct DomainSnapshotHasMetadataArgs {
    DomainSnapshotRef snap;
    std::uint32_t flags = 0;

    bool operator==(const DomainSnapshotHasMetadataArgs&) const = default;
};

struct DomainSnapshotHasMetadataRet {
    std::int32_t metadata = 0;

    bool operator==(const DomainSnapshotHasMetadataRet&) const = default;
};

struct DomainRevertToSnapshotArgs {
    DomainSnapshotRef snap;
    std::uint32_t flags = 0;

    bool operator==(const DomainRevertToSnapshotArgs&) const = default;
};

struct DomainSnapshotDeleteArgs {
    DomainSnapshotRef snap;
    std::uint32_t flags = 0;

    bool operator==(const DomainSnapshotDeleteArgs&) const = default;
};

struct DomainCheckpointCreateXmlArgs {
    DomainRef dom;
    std::string xml_desc;
    std::uint32_t flags = 0;

    bool operator==(const DomainCheckpointCreateXmlArgs&) const = default;
};

struct DomainCheckpointCreateXmlRet {
    DomainCheckpointRef checkpoint;

    bool operator==(const DomainCheckpointCreateXmlRet&) const = default;
};

struct DomainCheckpointGetXmlDescArgs {
    DomainCheckpointRef checkpoint;
    std::uint32_t flags = 0;

    bool operator==(const DomainCheckpointGetXmlDescArgs&) const = default;
};

struct DomainCheckpointGetXmlDescRet {
    std::string xml;

    bool operator==(const DomainCheckpointGetXmlDescRet&) const = default;
};

struct DomainListAllCheckpointsArgs {
    DomainRef dom;
    std::int32_t need_results = 0;
    std::uint32_t flags = 0;

    bool operator==(const DomainListAllCheckpointsArgs&) const = default;
};

struct DomainListAllCheckpointsRet {
    List<DomainCheckpointRef, 16384> checkpoints;
    std::int32_t ret = 0;

    bool operator==(const DomainListAllCheckpointsRet&) const = default;
};

struct DomainCheckpointListAllChildrenArgs {
    DomainCheckpointRef checkpoint;
    std::int32_t need_results = 0;
    std::uint32_t flags = 0;

    bool operator==(const DomainCheckpointListAllChildrenArgs&) const = default;
};

struct DomainCheckpointListAllChildrenRet {
    List<DomainCheckpointRef, 16384> checkpoints;
    std::int32_t ret = 0;

    bool operator==(const DomainCheckpointListAllChildrenRet&) const = default;
};

struct DomainCheckpointLookupByNameArgs {
    DomainRef dom;
    std::string name;
    std::uint32_t flags = 0;

    bool operator==(const DomainCheckpointLookupByNameArgs&) const = default;
};

struct DomainCheckpointLookupByNameRet {
    DomainCheckpointRef checkpoint;

    bool operator==(const DomainCheckpointLookupByNameRet&) const = default;
};

struct DomainCheckpointGetParentArgs {
    DomainCheckpointRef checkpoint;
    std::uint32_t flags = 0;

    bool operator==(const DomainCheckpointGetParentArgs&) const = default;
};

struct DomainCheckpointGetParentRet {
    DomainCheckpointRef parent;

    bool operator==(const DomainCheckpointGetParentRet&) const = default;
};

struct DomainCheckpointDeleteArgs {
    DomainCheckpointRef checkpoint;
    std::uint32_t flags = 0;

    bool operator==(const DomainCheckpointDeleteArgs&) const = default;
};

struct DomainBackupBeginArgs {
    DomainRef dom;
    std::string backup_xml;
    std::optional<std::string> checkpoint_xml;
    std::uint32_t flags = 0;

    bool operator==(const DomainBackupBeginArgs&) const = default;
};

struct DomainBackupGetXmlDescArgs {
    DomainRef dom;
    std::uint32_t flags = 0;

    bool operator==(const DomainBackupGetXmlDescArgs&) const = default;
};

struct DomainBackupGetXmlDescRet {
    std::string xml;

    bool operator==(const DomainBackupGetXmlDescRet&) const = default;
};

}  // namespace virtd::driver
