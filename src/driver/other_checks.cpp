// SPDX-License-Identifier: LGPL-2.1-or-later
#include "driver/api/connect.hpp"
#include "driver/api/network.hpp"
#include "driver/api/secret.hpp"
#include "driver/api/snapshot.hpp"
#include "driver/api/storage.hpp"
#include "driver/check_rules.hpp"
#include "driver/checks.hpp"
#include "driver/flags.hpp"

namespace virtd::driver {

namespace {

using Flag = Checked::Flag;

/// Statistics are asked of one processor or memory cell, or with -1 of all together.
void one_or_all(std::string_view function, std::int32_t number, std::string_view argument) {
    constexpr int all = -1;
    if (number >= all) return;
    Checked(Origin::none, function)
        .fail(argument, "{} in {} only accepts {} as a negative value", argument, function, all);
}

template <class Args>
void check_metadata_key(const Checked& call, const Args& args) {
    if (args.type == metadata::element) {
        call.not_null(args.uri.has_value(), "uri");
    } else if (args.type == metadata::title || args.type == metadata::description) {
        call.null(args.uri.has_value(), "uri");
    }
}

}  // namespace

// the host

void check(const NodeGetCpuStatsArgs& args) {
    Checked(Origin::none, "virNodeGetCPUStats").zero_or_more(args.nparams, "nparams");
    one_or_all("virNodeGetCPUStats", args.cpu_num, "cpuNum");
}
void check_before_access(const ConnectBaselineHypervisorCpuArgs& args) {
    Checked(Origin::domain, "virConnectBaselineHypervisorCPU")
        .not_null(!args.xml_cpus.empty(), "xmlCPUs");
}
void check(const NodeGetMemoryStatsArgs& args) {
    Checked(Origin::none, "virNodeGetMemoryStats").zero_or_more(args.nparams, "nparams");
    one_or_all("virNodeGetMemoryStats", args.cell_num, "cellNum");
}
void check(const NodeGetCellsFreeMemoryArgs& args) {
    const Checked call(Origin::none, "virNodeGetCellsFreeMemory");
    call.above_zero(args.maxcells, "maxCells");
    call.zero_or_more(args.start_cell, "startCell");
}

// snapshots and checkpoints

void check(const DomainSnapshotCreateXmlArgs& args) {
    const Checked call(Origin::domain_snapshot, "virDomainSnapshotCreateXML");
    constexpr Flag redefine{1, "VIR_DOMAIN_SNAPSHOT_CREATE_REDEFINE"};
    constexpr Flag no_metadata{4, "VIR_DOMAIN_SNAPSHOT_CREATE_NO_METADATA"};
    call.requires_flag(args.flags, {2, "VIR_DOMAIN_SNAPSHOT_CREATE_CURRENT"}, redefine);
    call.exclusive(args.flags, redefine, no_metadata);
    call.exclusive(args.flags, redefine, {8, "VIR_DOMAIN_SNAPSHOT_CREATE_HALT"});
}
void check(const DomainRevertToSnapshotArgs& args) {
    Checked(Origin::domain_snapshot, "virDomainRevertToSnapshot")
        .exclusive(args.flags, {1, "VIR_DOMAIN_SNAPSHOT_REVERT_RUNNING"},
                   {2, "VIR_DOMAIN_SNAPSHOT_REVERT_PAUSED"});
}
void check(const DomainSnapshotDeleteArgs& args) {
    Checked(Origin::domain_snapshot, "virDomainSnapshotDelete")
        .exclusive(args.flags, {1, "VIR_DOMAIN_SNAPSHOT_DELETE_CHILDREN"},
                   {4, "VIR_DOMAIN_SNAPSHOT_DELETE_CHILDREN_ONLY"});
}
void check(const DomainCheckpointCreateXmlArgs& args) {
    const Checked call(Origin::domain_checkpoint, "virDomainCheckpointCreateXML");
    constexpr Flag redefine{1, "VIR_DOMAIN_CHECKPOINT_CREATE_REDEFINE"};
    call.requires_flag(args.flags, {4, "VIR_DOMAIN_CHECKPOINT_CREATE_REDEFINE_VALIDATE"}, redefine);
    call.exclusive(args.flags, redefine, {2, "VIR_DOMAIN_CHECKPOINT_CREATE_QUIESCE"});
}
void check(const DomainCheckpointDeleteArgs& args) {
    Checked(Origin::domain_checkpoint, "virDomainCheckpointDelete")
        .exclusive(args.flags, {1, "VIR_DOMAIN_CHECKPOINT_DELETE_CHILDREN"},
                   {4, "VIR_DOMAIN_CHECKPOINT_DELETE_CHILDREN_ONLY"});
}

// networks

void check(const NetworkSetMetadataArgs& args) {
    const Checked call(Origin::network, "virNetworkSetMetadata");
    if (args.type == metadata::title && args.metadata &&
        args.metadata->find('\n') != std::string::npos) {
        call.fail("metadata", "metadata title can't contain newlines");
    }
    check_metadata_key(call, args);
    if (args.type == metadata::element) {
        if (args.metadata) call.not_null(args.key.has_value(), "key");
    } else if (args.type == metadata::title || args.type == metadata::description) {
        call.null(args.key.has_value(), "key");
    }
}
void check(const NetworkGetMetadataArgs& args) {
    const Checked call(Origin::network, "virNetworkGetMetadata");
    call.exclusive(args.flags, {affect::live, "VIR_NETWORK_UPDATE_AFFECT_LIVE"},
                   {affect::config, "VIR_NETWORK_UPDATE_AFFECT_CONFIG"});
    check_metadata_key(call, args);
}

// storage and secrets

void check(const StorageVolResizeArgs& args) {
    constexpr std::uint32_t delta_or_shrink = 2 | 4;
    if ((args.flags & delta_or_shrink) != 0) return;  // zero is then a size like another
    Checked(Origin::storage, "virStorageVolResize").not_zero(args.capacity, "capacity");
}
void check(const SecretSetValueArgs& args) {
    Checked(Origin::secret, "virSecretSetValue").not_null(!args.value.empty(), "value");
}

}  // namespace virtd::driver
