// What the public calls about the connection and the host take and answer; the members in order are the wire format.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "driver/types.hpp"

namespace virtd::driver {

struct NodeGetCpuStats {
    std::string field;
    std::uint64_t value = 0;

    bool operator==(const NodeGetCpuStats&) const = default;
};

struct NodeGetMemoryStats {
    std::string field;
    std::uint64_t value = 0;

    bool operator==(const NodeGetMemoryStats&) const = default;
};

struct ConnectOpenArgs {
    std::optional<std::string> name;
    std::uint32_t flags = 0;

    bool operator==(const ConnectOpenArgs&) const = default;
};

struct ConnectSupportsFeatureArgs {
    std::int32_t feature = 0;

    bool operator==(const ConnectSupportsFeatureArgs&) const = default;
};

struct ConnectSupportsFeatureRet {
    std::int32_t supported = 0;

    bool operator==(const ConnectSupportsFeatureRet&) const = default;
};

struct ConnectGetTypeRet {
    std::string type;

    bool operator==(const ConnectGetTypeRet&) const = default;
};

struct ConnectGetVersionRet {
    std::uint64_t hv_ver = 0;

    bool operator==(const ConnectGetVersionRet&) const = default;
};

struct ConnectGetLibVersionRet {
    std::uint64_t lib_ver = 0;

    bool operator==(const ConnectGetLibVersionRet&) const = default;
};

struct ConnectGetHostnameRet {
    std::string hostname;

    bool operator==(const ConnectGetHostnameRet&) const = default;
};

struct ConnectGetSysinfoArgs {
    std::uint32_t flags = 0;

    bool operator==(const ConnectGetSysinfoArgs&) const = default;
};

struct ConnectGetSysinfoRet {
    std::string sysinfo;

    bool operator==(const ConnectGetSysinfoRet&) const = default;
};

struct ConnectGetUriRet {
    std::string uri;

    bool operator==(const ConnectGetUriRet&) const = default;
};

struct ConnectGetMaxVcpusArgs {
    std::optional<std::string> type;

    bool operator==(const ConnectGetMaxVcpusArgs&) const = default;
};

struct ConnectGetMaxVcpusRet {
    std::int32_t max_vcpus = 0;

    bool operator==(const ConnectGetMaxVcpusRet&) const = default;
};

struct NodeGetInfoRet {
    CharArray<32> model;
    std::uint64_t memory = 0;
    std::int32_t cpus = 0;
    std::int32_t mhz = 0;
    std::int32_t nodes = 0;
    std::int32_t sockets = 0;
    std::int32_t cores = 0;
    std::int32_t threads = 0;

    bool operator==(const NodeGetInfoRet&) const = default;
};

struct ConnectGetCapabilitiesRet {
    std::string capabilities;

    bool operator==(const ConnectGetCapabilitiesRet&) const = default;
};

struct ConnectGetDomainCapabilitiesArgs {
    std::optional<std::string> emulatorbin;
    std::optional<std::string> arch;
    std::optional<std::string> machine;
    std::optional<std::string> virttype;
    std::uint32_t flags = 0;

    bool operator==(const ConnectGetDomainCapabilitiesArgs&) const = default;
};

struct ConnectGetDomainCapabilitiesRet {
    std::string capabilities;

    bool operator==(const ConnectGetDomainCapabilitiesRet&) const = default;
};

struct NodeGetCpuStatsArgs {
    std::int32_t cpu_num = 0;
    std::int32_t nparams = 0;
    std::uint32_t flags = 0;

    bool operator==(const NodeGetCpuStatsArgs&) const = default;
};

struct NodeGetCpuStatsRet {
    List<NodeGetCpuStats, 16> params;
    std::int32_t nparams = 0;

    bool operator==(const NodeGetCpuStatsRet&) const = default;
};

struct NodeGetMemoryStatsArgs {
    std::int32_t nparams = 0;
    std::int32_t cell_num = 0;
    std::uint32_t flags = 0;

    bool operator==(const NodeGetMemoryStatsArgs&) const = default;
};

struct NodeGetMemoryStatsRet {
    List<NodeGetMemoryStats, 16> params;
    std::int32_t nparams = 0;

    bool operator==(const NodeGetMemoryStatsRet&) const = default;
};

struct NodeGetCellsFreeMemoryArgs {
    std::int32_t start_cell = 0;
    std::int32_t maxcells = 0;

    bool operator==(const NodeGetCellsFreeMemoryArgs&) const = default;
};

struct NodeGetCellsFreeMemoryRet {
    List<std::uint64_t, 1024> cells;

    bool operator==(const NodeGetCellsFreeMemoryRet&) const = default;
};

struct NodeGetFreeMemoryRet {
    std::uint64_t free_mem = 0;

    bool operator==(const NodeGetFreeMemoryRet&) const = default;
};

struct ConnectListDomainsArgs {
    std::int32_t maxids = 0;

    bool operator==(const ConnectListDomainsArgs&) const = default;
};

struct ConnectListDomainsRet {
    List<std::int32_t, 16384> ids;

    bool operator==(const ConnectListDomainsRet&) const = default;
};

struct ConnectNumOfDomainsRet {
    std::int32_t num = 0;

    bool operator==(const ConnectNumOfDomainsRet&) const = default;
};

struct ConnectListDefinedDomainsArgs {
    std::int32_t maxnames = 0;

    bool operator==(const ConnectListDefinedDomainsArgs&) const = default;
};

struct ConnectListDefinedDomainsRet {
    List<std::string, 16384> names;

    bool operator==(const ConnectListDefinedDomainsRet&) const = default;
};

struct ConnectNumOfDefinedDomainsRet {
    std::int32_t num = 0;

    bool operator==(const ConnectNumOfDefinedDomainsRet&) const = default;
};

struct NodeGetSecurityModelRet {
    CharList<257> model;
    CharList<257> doi;

    bool operator==(const NodeGetSecurityModelRet&) const = default;
};

struct AuthListRet {
    List<AuthType, 20> types;

    bool operator==(const AuthListRet&) const = default;
};

struct AuthSaslInitRet {
    std::string mechlist;

    bool operator==(const AuthSaslInitRet&) const = default;
};

struct AuthSaslStartArgs {
    std::string mech;
    std::int32_t nil = 0;
    CharList<65536> data;

    bool operator==(const AuthSaslStartArgs&) const = default;
};

struct AuthSaslStartRet {
    std::int32_t complete = 0;
    std::int32_t nil = 0;
    CharList<65536> data;

    bool operator==(const AuthSaslStartRet&) const = default;
};

struct AuthSaslStepArgs {
    std::int32_t nil = 0;
    CharList<65536> data;

    bool operator==(const AuthSaslStepArgs&) const = default;
};

struct AuthSaslStepRet {
    std::int32_t complete = 0;
    std::int32_t nil = 0;
    CharList<65536> data;

    bool operator==(const AuthSaslStepRet&) const = default;
};

struct AuthPolkitRet {
    std::int32_t complete = 0;

    bool operator==(const AuthPolkitRet&) const = default;
};

struct NodeDeviceDettachArgs {
    std::string name;

    bool operator==(const NodeDeviceDettachArgs&) const = default;
};

struct NodeDeviceDetachFlagsArgs {
    std::string name;
    std::optional<std::string> driver_name;
    std::uint32_t flags = 0;

    bool operator==(const NodeDeviceDetachFlagsArgs&) const = default;
};

struct NodeDeviceReAttachArgs {
    std::string name;

    bool operator==(const NodeDeviceReAttachArgs&) const = default;
};

struct NodeDeviceResetArgs {
    std::string name;

    bool operator==(const NodeDeviceResetArgs&) const = default;
};

struct ConnectDomainEventRegisterRet {
    std::int32_t cb_registered = 0;

    bool operator==(const ConnectDomainEventRegisterRet&) const = default;
};

struct ConnectDomainEventDeregisterRet {
    std::int32_t cb_registered = 0;

    bool operator==(const ConnectDomainEventDeregisterRet&) const = default;
};

struct ConnectDomainXmlFromNativeArgs {
    std::string native_format;
    std::string native_config;
    std::uint32_t flags = 0;

    bool operator==(const ConnectDomainXmlFromNativeArgs&) const = default;
};

struct ConnectDomainXmlFromNativeRet {
    std::string domain_xml;

    bool operator==(const ConnectDomainXmlFromNativeRet&) const = default;
};

struct ConnectDomainXmlToNativeArgs {
    std::string native_format;
    std::string domain_xml;
    std::uint32_t flags = 0;

    bool operator==(const ConnectDomainXmlToNativeArgs&) const = default;
};

struct ConnectDomainXmlToNativeRet {
    std::string native_config;

    bool operator==(const ConnectDomainXmlToNativeRet&) const = default;
};

struct ConnectIsSecureRet {
    std::int32_t secure = 0;

    bool operator==(const ConnectIsSecureRet&) const = default;
};

struct ConnectCompareCpuArgs {
    std::string xml;
    std::uint32_t flags = 0;

    bool operator==(const ConnectCompareCpuArgs&) const = default;
};

struct ConnectCompareCpuRet {
    std::int32_t result = 0;

    bool operator==(const ConnectCompareCpuRet&) const = default;
};

struct ConnectBaselineCpuArgs {
    List<std::string, 256> xml_cpus;
    std::uint32_t flags = 0;

    bool operator==(const ConnectBaselineCpuArgs&) const = default;
};

struct ConnectBaselineCpuRet {
    std::string cpu;

    bool operator==(const ConnectBaselineCpuRet&) const = default;
};

struct ConnectDomainEventRegisterAnyArgs {
    std::int32_t event_id = 0;

    bool operator==(const ConnectDomainEventRegisterAnyArgs&) const = default;
};

struct ConnectDomainEventDeregisterAnyArgs {
    std::int32_t event_id = 0;

    bool operator==(const ConnectDomainEventDeregisterAnyArgs&) const = default;
};

struct ConnectDomainEventCallbackRegisterAnyArgs {
    std::int32_t event_id = 0;
    std::optional<DomainRef> dom;

    bool operator==(const ConnectDomainEventCallbackRegisterAnyArgs&) const = default;
};

struct ConnectDomainEventCallbackRegisterAnyRet {
    std::int32_t callback_id = 0;

    bool operator==(const ConnectDomainEventCallbackRegisterAnyRet&) const = default;
};

struct ConnectDomainEventCallbackDeregisterAnyArgs {
    std::int32_t callback_id = 0;

    bool operator==(const ConnectDomainEventCallbackDeregisterAnyArgs&) const = default;
};

struct NodeSuspendForDurationArgs {
    std::uint32_t target = 0;
    std::uint64_t duration = 0;
    std::uint32_t flags = 0;

    bool operator==(const NodeSuspendForDurationArgs&) const = default;
};

struct ConnectListAllDomainsArgs {
    std::int32_t need_results = 0;
    std::uint32_t flags = 0;

    bool operator==(const ConnectListAllDomainsArgs&) const = default;
};

struct ConnectListAllDomainsRet {
    List<DomainRef, 16384> domains;
    std::uint32_t ret = 0;

    bool operator==(const ConnectListAllDomainsRet&) const = default;
};

struct NodeSetMemoryParametersArgs {
    List<TypedParam, 64> params;
    std::uint32_t flags = 0;

    bool operator==(const NodeSetMemoryParametersArgs&) const = default;
};

struct NodeGetMemoryParametersArgs {
    std::int32_t nparams = 0;
    std::uint32_t flags = 0;

    bool operator==(const NodeGetMemoryParametersArgs&) const = default;
};

struct NodeGetMemoryParametersRet {
    List<TypedParam, 64> params;
    std::int32_t nparams = 0;

    bool operator==(const NodeGetMemoryParametersRet&) const = default;
};

struct NodeGetCpuMapArgs {
    std::int32_t need_map = 0;
    std::int32_t need_online = 0;
    std::uint32_t flags = 0;

    bool operator==(const NodeGetCpuMapArgs&) const = default;
};

struct NodeGetCpuMapRet {
    Opaque<2048> cpumap;
    std::uint32_t online = 0;
    std::int32_t ret = 0;

    bool operator==(const NodeGetCpuMapRet&) const = default;
};

struct ConnectGetCpuModelNamesArgs {
    std::string arch;
    std::int32_t need_results = 0;
    std::uint32_t flags = 0;

    bool operator==(const ConnectGetCpuModelNamesArgs&) const = default;
};

struct ConnectGetCpuModelNamesRet {
    List<std::string, 8192> models;
    std::int32_t ret = 0;

    bool operator==(const ConnectGetCpuModelNamesRet&) const = default;
};

struct NodeGetFreePagesArgs {
    List<std::uint32_t, 1024> pages;
    std::int32_t start_cell = 0;
    std::uint32_t cell_count = 0;
    std::uint32_t flags = 0;

    bool operator==(const NodeGetFreePagesArgs&) const = default;
};

struct NodeGetFreePagesRet {
    List<std::uint64_t, 1024> counts;

    bool operator==(const NodeGetFreePagesRet&) const = default;
};

struct NodeAllocPagesArgs {
    List<std::uint32_t, 1024> page_sizes;
    List<std::uint64_t, 1024> page_counts;
    std::int32_t start_cell = 0;
    std::uint32_t cell_count = 0;
    std::uint32_t flags = 0;

    bool operator==(const NodeAllocPagesArgs&) const = default;
};

struct NodeAllocPagesRet {
    std::int32_t ret = 0;

    bool operator==(const NodeAllocPagesRet&) const = default;
};

struct DomainStatsRecord {
    DomainRef dom;
    List<TypedParam, 262144> params;

    bool operator==(const DomainStatsRecord&) const = default;
};

struct ConnectGetAllDomainStatsArgs {
    List<DomainRef, 16384> doms;
    std::uint32_t stats = 0;
    std::uint32_t flags = 0;

    bool operator==(const ConnectGetAllDomainStatsArgs&) const = default;
};

struct ConnectGetAllDomainStatsRet {
    List<DomainStatsRecord, 16384> ret_stats;

    bool operator==(const ConnectGetAllDomainStatsRet&) const = default;
};

struct ConnectCompareHypervisorCpuArgs {
    std::optional<std::string> emulator;
    std::optional<std::string> arch;
    std::optional<std::string> machine;
    std::optional<std::string> virttype;
    std::string xml_cpu;
    std::uint32_t flags = 0;

    bool operator==(const ConnectCompareHypervisorCpuArgs&) const = default;
};

struct ConnectCompareHypervisorCpuRet {
    std::int32_t result = 0;

    bool operator==(const ConnectCompareHypervisorCpuRet&) const = default;
};

struct ConnectBaselineHypervisorCpuArgs {
    std::optional<std::string> emulator;
    std::optional<std::string> arch;
    std::optional<std::string> machine;
    std::optional<std::string> virttype;
    List<std::string, 256> xml_cpus;
    std::uint32_t flags = 0;

    bool operator==(const ConnectBaselineHypervisorCpuArgs&) const = default;
};

struct ConnectBaselineHypervisorCpuRet {
    std::string cpu;

    bool operator==(const ConnectBaselineHypervisorCpuRet&) const = default;
};

struct NodeGetSevInfoArgs {
    std::int32_t nparams = 0;
    std::uint32_t flags = 0;

    bool operator==(const NodeGetSevInfoArgs&) const = default;
};

struct NodeGetSevInfoRet {
    List<TypedParam, 64> params;
    std::int32_t nparams = 0;

    bool operator==(const NodeGetSevInfoRet&) const = default;
};

struct ConnectSetIdentityArgs {
    List<TypedParam, 20> params;
    std::uint32_t flags = 0;

    bool operator==(const ConnectSetIdentityArgs&) const = default;
};

}  // namespace virtd::driver
