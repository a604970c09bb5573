// What the test driver says about the host it pretends to manage.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <memory>

#include "driver/hypervisor.hpp"

namespace virtd::test {

struct TestHost;

// clang-format off
class TestHostCalls : public driver::Hypervisor {
public:
    explicit TestHostCalls(std::shared_ptr<TestHost> host);
    ~TestHostCalls() override;

    // the connection
    Task<driver::ConnectGetTypeRet> connect_get_type() override;
    Task<driver::ConnectGetVersionRet> connect_get_version() override;
    Task<driver::ConnectGetLibVersionRet> connect_get_lib_version() override;
    Task<driver::ConnectGetUriRet> connect_get_uri() override;
    Task<driver::ConnectIsSecureRet> connect_is_secure() override;
    Task<driver::ConnectSupportsFeatureRet> connect_supports_feature(driver::ConnectSupportsFeatureArgs) override;

    // the host
    Task<driver::ConnectGetHostnameRet> connect_get_hostname() override;
    Task<driver::ConnectGetMaxVcpusRet> connect_get_max_vcpus(driver::ConnectGetMaxVcpusArgs) override;
    Task<driver::ConnectGetCapabilitiesRet> connect_get_capabilities() override;
    Task<driver::ConnectGetDomainCapabilitiesRet> connect_get_domain_capabilities(driver::ConnectGetDomainCapabilitiesArgs) override;
    Task<driver::ConnectGetSysinfoRet> connect_get_sysinfo(driver::ConnectGetSysinfoArgs) override;
    Task<driver::NodeGetInfoRet> node_get_info() override;
    Task<driver::NodeGetSecurityModelRet> node_get_security_model() override;

    // processors
    Task<driver::NodeGetCpuMapRet> node_get_cpu_map(driver::NodeGetCpuMapArgs) override;
    Task<driver::NodeGetCpuStatsRet> node_get_cpu_stats(driver::NodeGetCpuStatsArgs) override;
    Task<driver::ConnectGetCpuModelNamesRet> connect_get_cpu_model_names(driver::ConnectGetCpuModelNamesArgs) override;
    Task<driver::ConnectBaselineCpuRet> connect_baseline_cpu(driver::ConnectBaselineCpuArgs) override;
    Task<driver::ConnectCompareCpuRet> connect_compare_cpu(driver::ConnectCompareCpuArgs) override;
    Task<driver::ConnectCompareHypervisorCpuRet> connect_compare_hypervisor_cpu(driver::ConnectCompareHypervisorCpuArgs) override;
    Task<driver::ConnectBaselineHypervisorCpuRet> connect_baseline_hypervisor_cpu(driver::ConnectBaselineHypervisorCpuArgs) override;

    // memory
    Task<driver::NodeGetFreeMemoryRet> node_get_free_memory() override;
    Task<driver::NodeGetCellsFreeMemoryRet> node_get_cells_free_memory(driver::NodeGetCellsFreeMemoryArgs) override;
    Task<driver::NodeGetFreePagesRet> node_get_free_pages(driver::NodeGetFreePagesArgs) override;
    Task<driver::NodeGetMemoryStatsRet> node_get_memory_stats(driver::NodeGetMemoryStatsArgs) override;
    Task<driver::NodeGetMemoryParametersRet> node_get_memory_parameters(driver::NodeGetMemoryParametersArgs) override;
    Task<void> node_set_memory_parameters(driver::NodeSetMemoryParametersArgs) override;

protected:
    std::shared_ptr<TestHost> host_;
};
// clang-format on

}  // namespace virtd::test
