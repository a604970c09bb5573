// The rows of the calls about snapshots, checkpoints and backups.
// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/call.hpp"
#include "rpc/programs.hpp"

namespace virtd::rpc {

namespace {

using enum Priority;
using enum ReadOnly;
using D = driver::Hypervisor;

// clang-format off
constexpr Procedure rows[] = {
    row(185, "domain_snapshot_create_xml",          low,  deny,    call<&D::domain_snapshot_create_xml>,          "virDomainSnapshotCreateXML",         "0.8.0",  {"domain:snapshot", "domain:fs_freeze:VIR_DOMAIN_SNAPSHOT_CREATE_QUIESCE"}),
    row(186, "domain_snapshot_get_xml_desc",        high, deny_if, call<&D::domain_snapshot_get_xml_desc>,        "virDomainSnapshotGetXMLDesc",        "0.8.0",  {"domain:read", "domain:read_secure:VIR_DOMAIN_SNAPSHOT_XML_SECURE"}),
    row(187, "domain_snapshot_num",                 high, allow,   call<&D::domain_snapshot_num>,                 "virDomainSnapshotNum",               "0.8.0",  {"domain:read"}),
    row(188, "domain_snapshot_list_names",          high, allow,   call<&D::domain_snapshot_list_names>,          "virDomainSnapshotListNames",         "0.8.0",  {"domain:read"}),
    row(189, "domain_snapshot_lookup_by_name",      high, allow,   call<&D::domain_snapshot_lookup_by_name>,      "virDomainSnapshotLookupByName",      "0.8.0",  {"domain:read"}),
    row(190, "domain_has_current_snapshot",         low,  allow,   call<&D::domain_has_current_snapshot>,         "virDomainHasCurrentSnapshot",        "0.8.0",  {"domain:read"}),
    row(191, "domain_snapshot_current",             low,  allow,   call<&D::domain_snapshot_current>,             "virDomainSnapshotCurrent",           "0.8.0",  {"domain:read"}),
    row(192, "domain_revert_to_snapshot",           low,  deny,    call<&D::domain_revert_to_snapshot>,           "virDomainRevertToSnapshot",          "0.8.0",  {"domain:snapshot"}),
    row(193, "domain_snapshot_delete",              low,  deny,    call<&D::domain_snapshot_delete>,              "virDomainSnapshotDelete",            "0.8.0",  {"domain:snapshot"}),
    row(244, "domain_snapshot_get_parent",          high, allow,   call<&D::domain_snapshot_get_parent>,          "virDomainSnapshotGetParent",         "0.9.7",  {"domain:read"}),
    row(246, "domain_snapshot_num_children",        high, allow,   call<&D::domain_snapshot_num_children>,        "virDomainSnapshotNumChildren",       "0.9.7",  {"domain:read"}),
    row(247, "domain_snapshot_list_children_names", high, allow,   call<&D::domain_snapshot_list_children_names>, "virDomainSnapshotListChildrenNames", "0.9.7",  {"domain:read"}),
    row(271, "domain_snapshot_is_current",          low,  allow,   call<&D::domain_snapshot_is_current>,          "virDomainSnapshotIsCurrent",         "0.9.13", {"domain:read"}),
    row(272, "domain_snapshot_has_metadata",        low,  allow,   call<&D::domain_snapshot_has_metadata>,        "virDomainSnapshotHasMetadata",       "0.9.13", {"domain:read"}),
    row(274, "domain_list_all_snapshots",           high, allow,   call<&D::domain_list_all_snapshots>,           "virDomainListAllSnapshots",          "0.9.13", {"domain:read"}),
    row(275, "domain_snapshot_list_all_children",   high, allow,   call<&D::domain_snapshot_list_all_children>,   "virDomainSnapshotListAllChildren",   "0.9.13", {"domain:read"}),
    row(411, "domain_checkpoint_create_xml",        low,  deny,    call<&D::domain_checkpoint_create_xml>,        "virDomainCheckpointCreateXML",       "5.6.0",  {"domain:checkpoint", "domain:fs_freeze:VIR_DOMAIN_CHECKPOINT_CREATE_QUIESCE"}),
    row(412, "domain_checkpoint_get_xml_desc",      low,  deny_if, call<&D::domain_checkpoint_get_xml_desc>,      "virDomainCheckpointGetXMLDesc",      "5.6.0",  {"domain:read", "domain:read_secure:VIR_DOMAIN_CHECKPOINT_XML_SECURE"}),
    row(413, "domain_list_all_checkpoints",         high, allow,   call<&D::domain_list_all_checkpoints>,         "virDomainListAllCheckpoints",        "5.6.0",  {"domain:read"}),
    row(414, "domain_checkpoint_list_all_children", high, allow,   call<&D::domain_checkpoint_list_all_children>, "virDomainCheckpointListAllChildren", "5.6.0",  {"domain:read"}),
    row(415, "domain_checkpoint_lookup_by_name",    high, allow,   call<&D::domain_checkpoint_lookup_by_name>,    "virDomainCheckpointLookupByName",    "5.6.0",  {"domain:read"}),
    row(416, "domain_checkpoint_get_parent",        high, allow,   call<&D::domain_checkpoint_get_parent>,        "virDomainCheckpointGetParent",       "5.6.0",  {"domain:read"}),
    row(417, "domain_checkpoint_delete",            low,  deny,    call<&D::domain_checkpoint_delete>,            "virDomainCheckpointDelete",          "5.6.0",  {"domain:checkpoint"}),
    row(421, "domain_backup_begin",                 low,  deny,    call<&D::domain_backup_begin>,                 "virDomainBackupBegin",               "6.0.0",  {"domain:checkpoint", "domain:block_write"}),
    row(422, "domain_backup_get_xml_desc",          high, allow,   call<&D::domain_backup_get_xml_desc>,          "virDomainBackupGetXMLDesc",          "6.0.0",  {"domain:read"}),
};
// clang-format on

static_assert(sorted_by_number(rows));

}  // namespace

std::span<const Procedure> snapshot_rows() {
    return rows;
}

}  // namespace virtd::rpc
