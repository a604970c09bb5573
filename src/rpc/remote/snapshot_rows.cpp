// The rows of the calls about snapshots, checkpoints and backups.
// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/call.hpp"
#include "rpc/programs.hpp"

namespace virtd::rpc {

namespace {

using enum Priority;
using enum ReadOnly;
using driver::Hypervisor;

// clang-format off
constexpr Procedure rows[] = {
    {185, "domain_snapshot_create_xml", "virDomainSnapshotCreateXML", low, deny, {"domain:snapshot", "domain:fs_freeze:VIR_DOMAIN_SNAPSHOT_CREATE_QUIESCE"}, call<&Hypervisor::domain_snapshot_create_xml>},
    {186, "domain_snapshot_get_xml_desc", "virDomainSnapshotGetXMLDesc", high, deny_if, {"domain:read", "domain:read_secure:VIR_DOMAIN_SNAPSHOT_XML_SECURE"}, call<&Hypervisor::domain_snapshot_get_xml_desc>},
    {187, "domain_snapshot_num", "virDomainSnapshotNum", high, allow, {"domain:read"}, call<&Hypervisor::domain_snapshot_num>},
    {188, "domain_snapshot_list_names", "virDomainSnapshotListNames", high, allow, {"domain:read"}, call<&Hypervisor::domain_snapshot_list_names>},
    {189, "domain_snapshot_lookup_by_name", "virDomainSnapshotLookupByName", high, allow, {"domain:read"}, call<&Hypervisor::domain_snapshot_lookup_by_name>},
    {190, "domain_has_current_snapshot", "virDomainHasCurrentSnapshot", low, allow, {"domain:read"}, call<&Hypervisor::domain_has_current_snapshot>},
    {191, "domain_snapshot_current", "virDomainSnapshotCurrent", low, allow, {"domain:read"}, call<&Hypervisor::domain_snapshot_current>},
    {192, "domain_revert_to_snapshot", "virDomainRevertToSnapshot", low, deny, {"domain:snapshot"}, call<&Hypervisor::domain_revert_to_snapshot>},
    {193, "domain_snapshot_delete", "virDomainSnapshotDelete", low, deny, {"domain:snapshot"}, call<&Hypervisor::domain_snapshot_delete>},
    {244, "domain_snapshot_get_parent", "virDomainSnapshotGetParent", high, allow, {"domain:read"}, call<&Hypervisor::domain_snapshot_get_parent>},
    {246, "domain_snapshot_num_children", "virDomainSnapshotNumChildren", high, allow, {"domain:read"}, call<&Hypervisor::domain_snapshot_num_children>},
    {247, "domain_snapshot_list_children_names", "virDomainSnapshotListChildrenNames", high, allow, {"domain:read"}, call<&Hypervisor::domain_snapshot_list_children_names>},
    {271, "domain_snapshot_is_current", "virDomainSnapshotIsCurrent", low, allow, {"domain:read"}, call<&Hypervisor::domain_snapshot_is_current>},
    {272, "domain_snapshot_has_metadata", "virDomainSnapshotHasMetadata", low, allow, {"domain:read"}, call<&Hypervisor::domain_snapshot_has_metadata>},
    {274, "domain_list_all_snapshots", "virDomainListAllSnapshots", high, allow, {"domain:read"}, call<&Hypervisor::domain_list_all_snapshots>},
    {275, "domain_snapshot_list_all_children", "virDomainSnapshotListAllChildren", high, allow, {"domain:read"}, call<&Hypervisor::domain_snapshot_list_all_children>},
    {411, "domain_checkpoint_create_xml", "virDomainCheckpointCreateXML", low, deny, {"domain:checkpoint", "domain:fs_freeze:VIR_DOMAIN_CHECKPOINT_CREATE_QUIESCE"}, call<&Hypervisor::domain_checkpoint_create_xml>},
    {412, "domain_checkpoint_get_xml_desc", "virDomainCheckpointGetXMLDesc", low, deny_if, {"domain:read", "domain:read_secure:VIR_DOMAIN_CHECKPOINT_XML_SECURE"}, call<&Hypervisor::domain_checkpoint_get_xml_desc>},
    {413, "domain_list_all_checkpoints", "virDomainListAllCheckpoints", high, allow, {"domain:read"}, call<&Hypervisor::domain_list_all_checkpoints>},
    {414, "domain_checkpoint_list_all_children", "virDomainCheckpointListAllChildren", high, allow, {"domain:read"}, call<&Hypervisor::domain_checkpoint_list_all_children>},
    {415, "domain_checkpoint_lookup_by_name", "virDomainCheckpointLookupByName", high, allow, {"domain:read"}, call<&Hypervisor::domain_checkpoint_lookup_by_name>},
    {416, "domain_checkpoint_get_parent", "virDomainCheckpointGetParent", high, allow, {"domain:read"}, call<&Hypervisor::domain_checkpoint_get_parent>},
    {417, "domain_checkpoint_delete", "virDomainCheckpointDelete", low, deny, {"domain:checkpoint"}, call<&Hypervisor::domain_checkpoint_delete>},
    {421, "domain_backup_begin", "virDomainBackupBegin", low, deny, {"domain:checkpoint", "domain:block_write"}, call<&Hypervisor::domain_backup_begin>},
    {422, "domain_backup_get_xml_desc", "virDomainBackupGetXMLDesc", high, allow, {"domain:read"}, call<&Hypervisor::domain_backup_get_xml_desc>},
};
// clang-format on

static_assert(sorted_by_number(rows));

}  // namespace

std::span<const Procedure> snapshot_rows() {
    return rows;
}

}  // namespace virtd::rpc
