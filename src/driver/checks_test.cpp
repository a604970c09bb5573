// SPDX-License-Identifier: LGPL-2.1-or-later
#include "driver/checks.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "driver/api/connect.hpp"
#include "driver/api/domain.hpp"
#include "driver/api/network.hpp"
#include "driver/api/secret.hpp"
#include "driver/api/snapshot.hpp"
#include "driver/api/storage.hpp"

namespace virtd::driver {

namespace {

template <class Args>
void run_checks(const Args& args) {
    if constexpr (requires { check_before_access(args); }) {
        check_before_access(args);
    } else {
        check(args);
    }
}

template <class Args>
Error::Fields failure(const Args& args) {
    try {
        run_checks(args);
    } catch (const Error& error) {
        return error.fields();
    }
    return {.code = Errc::ok, .message = "passed"};
}

template <class Args>
std::string message(const Args& args) {
    return failure(args).message;
}

}  // namespace

TEST_CASE("checks: a failure names function and argument beside the bare sentence") {
    const Error::Fields error = failure(DomainSetMemoryArgs{});
    CHECK(error.code == Errc::invalid_arg);
    CHECK(error.origin == Origin::domain);
    CHECK(error.message == "memory in virDomainSetMemory must not be zero");
    CHECK(error.str1 == "virDomainSetMemory");
    CHECK(error.str2 == "memory");
    CHECK(error.int1 == 0);
    CHECK(error.int2 == 0);
}

TEST_CASE("checks: flags that exclude each other are named") {
    CHECK(message(DomainManagedSaveArgs{.flags = 6}) ==
          "Flags 'VIR_DOMAIN_SAVE_RUNNING' and 'VIR_DOMAIN_SAVE_PAUSED' are mutually exclusive");
    CHECK(message(DomainCoreDumpArgs{.flags = 3}) ==
          "Flags 'VIR_DUMP_CRASH' and 'VIR_DUMP_LIVE' are mutually exclusive");
    CHECK(message(DomainCoreDumpArgs{.flags = 10}) ==
          "Flags 'VIR_DUMP_LIVE' and 'VIR_DUMP_RESET' are mutually exclusive");
    CHECK(message(DomainMemoryPeekArgs{.flags = 3}) ==
          "Flags 'VIR_MEMORY_VIRTUAL' and 'VIR_MEMORY_PHYSICAL' are mutually exclusive");
    CHECK(message(DomainGetVcpusFlagsArgs{.flags = 11}) ==
          "Flags 'VIR_DOMAIN_AFFECT_LIVE' and 'VIR_DOMAIN_AFFECT_CONFIG' are mutually exclusive");
    CHECK(message(DomainCheckpointDeleteArgs{.flags = 5}) ==
          "Flags 'VIR_DOMAIN_CHECKPOINT_DELETE_CHILDREN' and "
          "'VIR_DOMAIN_CHECKPOINT_DELETE_CHILDREN_ONLY' are mutually exclusive");
    CHECK(message(DomainManagedSaveArgs{.flags = 2}) == "passed");
}

TEST_CASE("checks: a flag that needs another says which") {
    CHECK(message(DomainSetVcpusFlagsArgs{.nvcpus = 1, .flags = 5}) ==
          "Flag 'VIR_DOMAIN_AFFECT_CONFIG' is required by flag 'VIR_DOMAIN_VCPU_MAXIMUM'");
    CHECK(message(DomainSnapshotCreateXmlArgs{.flags = 2}) ==
          "Flag 'VIR_DOMAIN_SNAPSHOT_CREATE_REDEFINE' is required by flag "
          "'VIR_DOMAIN_SNAPSHOT_CREATE_CURRENT'");
    CHECK(message(DomainSnapshotCreateXmlArgs{.flags = 3}) == "passed");
}

TEST_CASE("checks: metadata elements need a namespace, titles must not have one") {
    DomainSetMetadataArgs args{.type = 2, .metadata = "<a/>"};
    CHECK(message(args) == "uri in virDomainSetMetadata must not be NULL");
    args.uri = "urn:a";
    CHECK(message(args) == "key in virDomainSetMetadata must not be NULL");
    args.metadata.reset();  // removing needs no key
    CHECK(message(args) == "passed");
    args.type = 1;
    CHECK(message(args) == "uri in virDomainSetMetadata must be NULL");
    CHECK(message(DomainSetMetadataArgs{.type = 1, .metadata = "a\nb"}) ==
          "metadata title can't contain newlines");
    CHECK(message(DomainGetMetadataArgs{.type = 2}) ==
          "uri in virDomainGetMetadata must not be NULL");
}

TEST_CASE("checks: codes beyond the last known one are refused as what they are") {
    CHECK(message(DomainCoreDumpWithFormatArgs{.dumpformat = 5}) ==
          "dumpformat '5' is not supported");
    DomainSendKeyArgs keys{.codeset = 10, .keycodes = {30}};
    CHECK(message(keys) == "Unsupported codeset '10'");
    keys.codeset = 0xffffffff;
    CHECK(message(keys) == "Unsupported codeset '-1'");
    CHECK(message(DomainSetLifecycleActionArgs{.type = 3}) ==
          "invalid argument: invalid lifecycle type '3'");
    CHECK(message(DomainSetLifecycleActionArgs{.type = 1, .action = 6}) ==
          "invalid argument: invalid lifecycle action '6'");
}

TEST_CASE("checks: some come before the question who may write") {
    CHECK(message(DomainManagedSaveDefineXmlArgs{.flags = 6}) ==
          "Flags 'VIR_DOMAIN_SAVE_RUNNING' and 'VIR_DOMAIN_SAVE_PAUSED' are mutually exclusive");
    CHECK(message(DomainRenameArgs{}) == "new_name in virDomainRename must not be NULL");
    CHECK(message(DomainRenameArgs{.new_name = ""}) ==
          "string new_name in virDomainRename must not be empty");
    CHECK(message(DomainSendProcessSignalArgs{}) ==
          "pid_value in virDomainSendProcessSignal must not be zero");
    CHECK(message(DomainSendProcessSignalArgs{.pid_value = -1}) == "passed");
    CHECK(message(DomainSetLaunchSecurityStateArgs{}) ==
          "params in virDomainSetLaunchSecurityState must not be NULL");
    CHECK(message(ConnectBaselineHypervisorCpuArgs{}) ==
          "xmlCPUs in virConnectBaselineHypervisorCPU must not be NULL");
}

TEST_CASE("checks: keys of SSH may be none where all are replaced") {
    CHECK(message(DomainAuthorizedSshKeysSetArgs{}) == "passed");
    CHECK(message(DomainAuthorizedSshKeysSetArgs{.flags = 1}) ==
          "keys in virDomainAuthorizedSSHKeysSet must not be NULL");
    CHECK(message(DomainAuthorizedSshKeysSetArgs{.keys = {"key"}, .flags = 3}) ==
          "Flags 'VIR_DOMAIN_AUTHORIZED_SSH_KEYS_SET_APPEND' and "
          "'VIR_DOMAIN_AUTHORIZED_SSH_KEYS_SET_REMOVE' are mutually exclusive");
}

TEST_CASE("checks: numbers must lie where the function says") {
    CHECK(message(DomainLookupByIdArgs{.id = -1}) ==
          "id in virDomainLookupByID must be zero or greater");
    CHECK(message(DomainPinVcpuArgs{}) == "maplen in virDomainPinVcpu must be greater than zero");
    CHECK(message(NodeGetCpuStatsArgs{.cpu_num = -2}) ==
          "cpuNum in virNodeGetCPUStats only accepts -1 as a negative value");
    CHECK(message(DomainGetCpuStatsArgs{.start_cpu = -1, .ncpus = 2}) ==
          "ncpus in virDomainGetCPUStats must be 1 when start_cpu is -1");
    CHECK(message(DomainGetBlockInfoArgs{}) ==
          "string disk in virDomainGetBlockInfo must not be empty");
    CHECK(message(StorageVolResizeArgs{}) == "capacity in virStorageVolResize must not be zero");
    CHECK(message(StorageVolResizeArgs{.flags = 2}) == "passed");
}

TEST_CASE("checks: nobody asks for more disk errors than a reply can hold") {
    DomainGetDiskErrorsArgs args;
    args.maxerrors = 256;
    CHECK(message(args) == "passed");
    args.maxerrors = 257;
    CHECK(message(args) == "internal error: maxerrors too large");
}

}  // namespace virtd::driver
