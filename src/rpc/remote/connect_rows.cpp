// The rows of the calls about the connection and the host.
// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/call.hpp"
#include "rpc/programs.hpp"
#include "rpc/session_calls.hpp"

namespace virtd::rpc {

namespace {

using enum Priority;
using enum ReadOnly;
using D = driver::Hypervisor;

// clang-format off
constexpr Procedure rows[] = {
    row(  1, "connect_open",                                 high, allow, session::connect_open,                                 "virConnectOpen",                     "0.0.3",  {"connect:getattr"}).before_open(),
    row(  2, "connect_close",                                high, allow, session::connect_close,                                "virConnectClose",                    "0.0.3",  {}).before_open(),
    row(  3, "connect_get_type",                             high, allow, call<&D::connect_get_type>,                            "virConnectGetType",                  "0.0.3",  {"connect:getattr"}),
    row(  4, "connect_get_version",                          high, allow, call<&D::connect_get_version>,                         "virConnectGetVersion",               "0.0.3",  {"connect:getattr"}),
    row(  5, "connect_get_max_vcpus",                        high, allow, call<&D::connect_get_max_vcpus>,                       "virConnectGetMaxVcpus",              "0.2.1",  {"connect:read"}),
    row(  6, "node_get_info",                                high, allow, call<&D::node_get_info>,                               "virNodeGetInfo",                     "0.1.0",  {"connect:read"}),
    row(  7, "connect_get_capabilities",                     low,  allow, call<&D::connect_get_capabilities>,                    "virConnectGetCapabilities",          "0.2.1",  {"connect:read"}),
    row( 21, "connect_list_defined_domains",                 high, allow, call<&D::connect_list_defined_domains>,                "virConnectListDefinedDomains",       "0.1.1",  {"connect:search_domains"}).filtered("domain:getattr"),
    row( 25, "connect_num_of_defined_domains",               high, allow, call<&D::connect_num_of_defined_domains>,              "virConnectNumOfDefinedDomains",      "0.1.5",  {"connect:search_domains"}).filtered("domain:getattr"),
    row( 37, "connect_list_domains",                         high, allow, call<&D::connect_list_domains>,                        "virConnectListDomains",              "0.0.3",  {"connect:search_domains"}).filtered("domain:getattr"),
    row( 51, "connect_num_of_domains",                       high, allow, call<&D::connect_num_of_domains>,                      "virConnectNumOfDomains",             "0.0.3",  {"connect:search_domains"}).filtered("domain:getattr"),
    row( 59, "connect_get_hostname",                         high, allow, call<&D::connect_get_hostname>,                        "virConnectGetHostname",              "0.3.0",  {"connect:getattr"}),
    row( 60, "connect_supports_feature",                     high, allow, session::connect_supports_feature,                     "",                                   "",       {"connect:getattr"}),
    row( 66, "auth_list",                                    high, allow, session::auth_list,                                    "",                                   "",       {}).before_auth().before_open(),
    row( 67, "auth_sasl_init",                               high, allow, session::auth_sasl_init,                               "",                                   "",       {}).before_auth().before_open(),
    row( 68, "auth_sasl_start",                              high, allow, session::auth_sasl_start,                              "",                                   "",       {}).before_auth().before_open(),
    row( 69, "auth_sasl_step",                               high, allow, session::auth_sasl_step,                               "",                                   "",       {}).before_auth().before_open(),
    row( 70, "auth_polkit",                                  high, allow, session::auth_polkit,                                  "",                                   "",       {}).before_auth().before_open(),
    row(101, "node_get_cells_free_memory",                   high, allow, call<&D::node_get_cells_free_memory>,                  "virNodeGetCellsFreeMemory",          "0.3.3",  {"connect:read"}),
    row(102, "node_get_free_memory",                         high, allow, call<&D::node_get_free_memory>,                        "virNodeGetFreeMemory",               "0.3.3",  {"connect:read"}),
    row(105, "connect_domain_event_register",                high, allow, session::connect_domain_event_register,                "virConnectDomainEventRegister",      "0.5.0",  {"connect:search_domains"}).filtered("domain:getattr"),
    row(106, "connect_domain_event_deregister",              high, allow, session::connect_domain_event_deregister,              "virConnectDomainEventDeregister",    "0.5.0",  {"connect:read"}),
    row(110, "connect_get_uri",                              high, allow, call<&D::connect_get_uri>,                             "virConnectGetURI",                   "0.3.0",  {"connect:getattr"}),
    row(118, "node_device_dettach",                          low,  deny,  call<&D::node_device_dettach>,                         "virNodeDeviceDettach",               "0.6.1",  {"node_device:detach"}),
    row(119, "node_device_re_attach",                        low,  deny,  call<&D::node_device_re_attach>,                       "virNodeDeviceReAttach",              "0.6.1",  {"node_device:detach"}),
    row(120, "node_device_reset",                            low,  deny,  call<&D::node_device_reset>,                           "virNodeDeviceReset",                 "0.6.1",  {"node_device:detach"}),
    row(122, "node_get_security_model",                      high, allow, call<&D::node_get_security_model>,                     "virNodeGetSecurityModel",            "0.6.1",  {"connect:read"}),
    row(135, "connect_domain_xml_from_native",               low,  deny,  call<&D::connect_domain_xml_from_native>,              "virConnectDomainXMLFromNative",      "0.6.4",  {"connect:write"}),
    row(136, "connect_domain_xml_to_native",                 low,  deny,  call<&D::connect_domain_xml_to_native>,                "virConnectDomainXMLToNative",        "0.6.4",  {"connect:write"}),
    row(149, "connect_is_secure",                            high, allow, call<&D::connect_is_secure>,                           "virConnectIsSecure",                 "0.7.3",  {}),
    row(157, "connect_get_lib_version",                      high, allow, call<&D::connect_get_lib_version>,                     "virConnectGetLibVersion",            "0.7.3",  {"connect:getattr"}),
    row(158, "connect_compare_cpu",                          high, allow, call<&D::connect_compare_cpu>,                         "virConnectCompareCPU",               "0.7.5",  {"connect:read"}),
    row(162, "connect_baseline_cpu",                         low,  allow, call<&D::connect_baseline_cpu>,                        "virConnectBaselineCPU",              "0.7.7",  {"connect:read"}),
    row(167, "connect_domain_event_register_any",            high, allow, session::connect_domain_event_register_any,            "virConnectDomainEventRegisterAny",   "0.8.0",  {"connect:search_domains"}).filtered("domain:getattr"),
    row(168, "connect_domain_event_deregister_any",          high, allow, session::connect_domain_event_deregister_any,          "virConnectDomainEventDeregisterAny", "0.8.0",  {"connect:read"}),
    row(203, "connect_get_sysinfo",                          high, allow, call<&D::connect_get_sysinfo>,                         "virConnectGetSysinfo",               "0.8.8",  {"connect:read"}),
    row(227, "node_get_cpu_stats",                           high, allow, call<&D::node_get_cpu_stats>,                          "virNodeGetCPUStats",                 "0.9.3",  {"connect:read"}),
    row(228, "node_get_memory_stats",                        high, allow, call<&D::node_get_memory_stats>,                       "virNodeGetMemoryStats",              "0.9.3",  {"connect:read"}),
    row(250, "node_suspend_for_duration",                    low,  deny,  call<&D::node_suspend_for_duration>,                   "virNodeSuspendForDuration",          "0.9.8",  {"connect:pm_control"}),
    row(273, "connect_list_all_domains",                     high, allow, call<&D::connect_list_all_domains>,                    "virConnectListAllDomains",           "0.9.13", {"connect:search_domains"}).filtered("domain:getattr"),
    row(288, "node_set_memory_parameters",                   low,  deny,  call<&D::node_set_memory_parameters>,                  "virNodeSetMemoryParameters",         "0.10.2", {"connect:write"}),
    row(289, "node_get_memory_parameters",                   low,  allow, call<&D::node_get_memory_parameters>,                  "virNodeGetMemoryParameters",         "0.10.2", {"connect:read"}),
    row(293, "node_get_cpu_map",                             low,  allow, call<&D::node_get_cpu_map>,                            "virNodeGetCPUMap",                   "1.0.0",  {"connect:read"}),
    row(301, "node_device_detach_flags",                     low,  deny,  call<&D::node_device_detach_flags>,                    "virNodeDeviceDetachFlags",           "1.0.5",  {"node_device:detach"}),
    row(312, "connect_get_cpu_model_names",                  low,  allow, call<&D::connect_get_cpu_model_names>,                 "virConnectGetCPUModelNames",         "1.1.3",  {"connect:read"}),
    row(316, "connect_domain_event_callback_register_any",   high, allow, session::connect_domain_event_callback_register_any,   "virConnectDomainEventRegisterAny",   "0.8.0",  {"connect:search_domains"}).filtered("domain:getattr"),
    row(317, "connect_domain_event_callback_deregister_any", high, allow, session::connect_domain_event_callback_deregister_any, "virConnectDomainEventDeregisterAny", "0.8.0",  {"connect:read"}),
    row(340, "node_get_free_pages",                          high, allow, call<&D::node_get_free_pages>,                         "virNodeGetFreePages",                "1.2.6",  {"connect:read"}),
    row(342, "connect_get_domain_capabilities",              low,  deny,  call<&D::connect_get_domain_capabilities>,             "virConnectGetDomainCapabilities",    "1.2.7",  {"connect:write"}),
    row(344, "connect_get_all_domain_stats",                 low,  allow, call<&D::connect_get_all_domain_stats>,                "virConnectGetAllDomainStats",        "1.2.8",  {"connect:search_domains"}).filtered("domain:read"),
    row(347, "node_alloc_pages",                             low,  deny,  call<&D::node_alloc_pages>,                            "virNodeAllocPages",                  "1.2.9",  {"connect:write"}),
    row(360, "connect_register_close_callback",              high, allow, session::connect_register_close_callback,              "virConnectRegisterCloseCallback",    "0.10.0", {"connect:getattr"}),
    row(361, "connect_unregister_close_callback",            high, allow, session::connect_unregister_close_callback,            "virConnectUnregisterCloseCallback",  "0.10.0", {"connect:getattr"}),
    row(393, "connect_compare_hypervisor_cpu",               low,  deny,  call<&D::connect_compare_hypervisor_cpu>,              "virConnectCompareHypervisorCPU",     "4.4.0",  {"connect:write"}),
    row(394, "connect_baseline_hypervisor_cpu",              low,  deny,  call<&D::connect_baseline_hypervisor_cpu>,             "virConnectBaselineHypervisorCPU",    "4.4.0",  {"connect:write"}),
    row(395, "node_get_sev_info",                            low,  deny,  call<&D::node_get_sev_info>,                           "virNodeGetSEVInfo",                  "4.5.0",  {"connect:read"}),
    row(419, "connect_set_identity",                         low,  allow, session::connect_set_identity,                         "virConnectSetIdentity",              "5.8.0",  {"connect:write"}),
};
// clang-format on

static_assert(sorted_by_number(rows));

}  // namespace

std::span<const Procedure> connect_rows() {
    return rows;
}

}  // namespace virtd::rpc
