// The rows of the calls about the connection and the host.
// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/call.hpp"
#include "rpc/programs.hpp"
#include "rpc/session_calls.hpp"

namespace virtd::rpc {

namespace {

using enum Priority;
using enum ReadOnly;
using driver::Hypervisor;

// clang-format off
constexpr Procedure rows[] = {
    {  1, "connect_open", "virConnectOpen", high, allow, {"connect:getattr"}, session::connect_open, .before_open = true},
    {  2, "connect_close", "virConnectClose", high, allow, {}, session::connect_close, .before_open = true},
    {  3, "connect_get_type", "virConnectGetType", high, allow, {"connect:getattr"}, call<&Hypervisor::connect_get_type>},
    {  4, "connect_get_version", "virConnectGetVersion", high, allow, {"connect:getattr"}, call<&Hypervisor::connect_get_version>},
    {  5, "connect_get_max_vcpus", "virConnectGetMaxVcpus", high, allow, {"connect:read"}, call<&Hypervisor::connect_get_max_vcpus>},
    {  6, "node_get_info", "virNodeGetInfo", high, allow, {"connect:read"}, call<&Hypervisor::node_get_info>},
    {  7, "connect_get_capabilities", "virConnectGetCapabilities", low, allow, {"connect:read"}, call<&Hypervisor::connect_get_capabilities>},
    { 21, "connect_list_defined_domains", "virConnectListDefinedDomains", high, allow, {"connect:search_domains"}, call<&Hypervisor::connect_list_defined_domains>, .filter = "domain:getattr"},
    { 25, "connect_num_of_defined_domains", "virConnectNumOfDefinedDomains", high, allow, {"connect:search_domains"}, call<&Hypervisor::connect_num_of_defined_domains>, .filter = "domain:getattr"},
    { 37, "connect_list_domains", "virConnectListDomains", high, allow, {"connect:search_domains"}, call<&Hypervisor::connect_list_domains>, .filter = "domain:getattr"},
    { 51, "connect_num_of_domains", "virConnectNumOfDomains", high, allow, {"connect:search_domains"}, call<&Hypervisor::connect_num_of_domains>, .filter = "domain:getattr"},
    { 59, "connect_get_hostname", "virConnectGetHostname", high, allow, {"connect:getattr"}, call<&Hypervisor::connect_get_hostname>},
    { 60, "connect_supports_feature", "", high, allow, {"connect:getattr"}, session::connect_supports_feature},
    { 66, "auth_list", "", high, allow, {}, session::auth_list, .before_auth = true, .before_open = true},
    { 67, "auth_sasl_init", "", high, allow, {}, session::auth_sasl_init, .before_auth = true, .before_open = true},
    { 68, "auth_sasl_start", "", high, allow, {}, session::auth_sasl_start, .before_auth = true, .before_open = true},
    { 69, "auth_sasl_step", "", high, allow, {}, session::auth_sasl_step, .before_auth = true, .before_open = true},
    { 70, "auth_polkit", "", high, allow, {}, session::auth_polkit, .before_auth = true, .before_open = true},
    {101, "node_get_cells_free_memory", "virNodeGetCellsFreeMemory", high, allow, {"connect:read"}, call<&Hypervisor::node_get_cells_free_memory>},
    {102, "node_get_free_memory", "virNodeGetFreeMemory", high, allow, {"connect:read"}, call<&Hypervisor::node_get_free_memory>},
    {105, "connect_domain_event_register", "virConnectDomainEventRegister", high, allow, {"connect:search_domains"}, session::connect_domain_event_register, .filter = "domain:getattr"},
    {106, "connect_domain_event_deregister", "virConnectDomainEventDeregister", high, allow, {"connect:read"}, session::connect_domain_event_deregister},
    {110, "connect_get_uri", "virConnectGetURI", high, allow, {"connect:getattr"}, call<&Hypervisor::connect_get_uri>},
    {118, "node_device_dettach", "virNodeDeviceDettach", low, deny, {"node_device:detach"}, call<&Hypervisor::node_device_dettach>},
    {119, "node_device_re_attach", "virNodeDeviceReAttach", low, deny, {"node_device:detach"}, call<&Hypervisor::node_device_re_attach>},
    {120, "node_device_reset", "virNodeDeviceReset", low, deny, {"node_device:detach"}, call<&Hypervisor::node_device_reset>},
    {122, "node_get_security_model", "virNodeGetSecurityModel", high, allow, {"connect:read"}, call<&Hypervisor::node_get_security_model>},
    {135, "connect_domain_xml_from_native", "virConnectDomainXMLFromNative", low, deny, {"connect:write"}, call<&Hypervisor::connect_domain_xml_from_native>},
    {136, "connect_domain_xml_to_native", "virConnectDomainXMLToNative", low, deny, {"connect:write"}, call<&Hypervisor::connect_domain_xml_to_native>},
    {149, "connect_is_secure", "virConnectIsSecure", high, allow, {}, call<&Hypervisor::connect_is_secure>},
    {157, "connect_get_lib_version", "virConnectGetLibVersion", high, allow, {"connect:getattr"}, call<&Hypervisor::connect_get_lib_version>},
    {158, "connect_compare_cpu", "virConnectCompareCPU", high, allow, {"connect:read"}, call<&Hypervisor::connect_compare_cpu>},
    {162, "connect_baseline_cpu", "virConnectBaselineCPU", low, allow, {"connect:read"}, call<&Hypervisor::connect_baseline_cpu>},
    {167, "connect_domain_event_register_any", "virConnectDomainEventRegisterAny", high, allow, {"connect:search_domains"}, session::connect_domain_event_register_any, .filter = "domain:getattr"},
    {168, "connect_domain_event_deregister_any", "virConnectDomainEventDeregisterAny", high, allow, {"connect:read"}, session::connect_domain_event_deregister_any},
    {203, "connect_get_sysinfo", "virConnectGetSysinfo", high, allow, {"connect:read"}, call<&Hypervisor::connect_get_sysinfo>},
    {227, "node_get_cpu_stats", "virNodeGetCPUStats", high, allow, {"connect:read"}, call<&Hypervisor::node_get_cpu_stats>},
    {228, "node_get_memory_stats", "virNodeGetMemoryStats", high, allow, {"connect:read"}, call<&Hypervisor::node_get_memory_stats>},
    {250, "node_suspend_for_duration", "virNodeSuspendForDuration", low, deny, {"connect:pm_control"}, call<&Hypervisor::node_suspend_for_duration>},
    {273, "connect_list_all_domains", "virConnectListAllDomains", high, allow, {"connect:search_domains"}, call<&Hypervisor::connect_list_all_domains>, .filter = "domain:getattr"},
    {288, "node_set_memory_parameters", "virNodeSetMemoryParameters", low, deny, {"connect:write"}, call<&Hypervisor::node_set_memory_parameters>},
    {289, "node_get_memory_parameters", "virNodeGetMemoryParameters", low, allow, {"connect:read"}, call<&Hypervisor::node_get_memory_parameters>},
    {293, "node_get_cpu_map", "virNodeGetCPUMap", low, allow, {"connect:read"}, call<&Hypervisor::node_get_cpu_map>},
    {301, "node_device_detach_flags", "virNodeDeviceDetachFlags", low, deny, {"node_device:detach"}, call<&Hypervisor::node_device_detach_flags>},
    {312, "connect_get_cpu_model_names", "virConnectGetCPUModelNames", low, allow, {"connect:read"}, call<&Hypervisor::connect_get_cpu_model_names>},
    {316, "connect_domain_event_callback_register_any", "virConnectDomainEventRegisterAny", high, allow, {"connect:search_domains"}, session::connect_domain_event_callback_register_any, .filter = "domain:getattr"},
    {317, "connect_domain_event_callback_deregister_any", "virConnectDomainEventDeregisterAny", high, allow, {"connect:read"}, session::connect_domain_event_callback_deregister_any},
    {340, "node_get_free_pages", "virNodeGetFreePages", high, allow, {"connect:read"}, call<&Hypervisor::node_get_free_pages>},
    {342, "connect_get_domain_capabilities", "virConnectGetDomainCapabilities", low, deny, {"connect:write"}, call<&Hypervisor::connect_get_domain_capabilities>},
    {344, "connect_get_all_domain_stats", "virConnectGetAllDomainStats", low, allow, {"connect:search_domains"}, call<&Hypervisor::connect_get_all_domain_stats>, .filter = "domain:read"},
    {347, "node_alloc_pages", "virNodeAllocPages", low, deny, {"connect:write"}, call<&Hypervisor::node_alloc_pages>},
    {360, "connect_register_close_callback", "virConnectRegisterCloseCallback", high, allow, {"connect:getattr"}, session::connect_register_close_callback},
    {361, "connect_unregister_close_callback", "virConnectUnregisterCloseCallback", high, allow, {"connect:getattr"}, session::connect_unregister_close_callback},
    {393, "connect_compare_hypervisor_cpu", "virConnectCompareHypervisorCPU", low, deny, {"connect:write"}, call<&Hypervisor::connect_compare_hypervisor_cpu>},
    {394, "connect_baseline_hypervisor_cpu", "virConnectBaselineHypervisorCPU", low, deny, {"connect:write"}, call<&Hypervisor::connect_baseline_hypervisor_cpu>},
    {395, "node_get_sev_info", "virNodeGetSEVInfo", low, deny, {"connect:read"}, call<&Hypervisor::node_get_sev_info>},
    {419, "connect_set_identity", "virConnectSetIdentity", low, allow, {"connect:write"}, session::connect_set_identity},
};
// clang-format on

static_assert(sorted_by_number(rows));

}  // namespace

std::span<const Procedure> connect_rows() {
    return rows;
}

}  // namespace virtd::rpc
