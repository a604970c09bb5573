// The rows of the events: the server sends them, nobody calls them.
// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/call.hpp"
#include "rpc/programs.hpp"

namespace virtd::rpc {

namespace {

using enum Priority;
using enum ReadOnly;

// clang-format off
constexpr Procedure rows[] = {
    {107, "domain_event_lifecycle", "", low, allow, {}, nullptr},
    {169, "domain_event_reboot", "", low, allow, {}, nullptr},
    {170, "domain_event_rtc_change", "", low, allow, {}, nullptr},
    {171, "domain_event_watchdog", "", low, allow, {}, nullptr},
    {172, "domain_event_io_error", "", low, allow, {}, nullptr},
    {173, "domain_event_graphics", "", low, allow, {}, nullptr},
    {195, "domain_event_io_error_reason", "", low, allow, {}, nullptr},
    {224, "domain_event_control_error", "", low, allow, {}, nullptr},
    {241, "domain_event_block_job", "", low, allow, {}, nullptr},
    {248, "domain_event_disk_change", "", low, allow, {}, nullptr},
    {268, "domain_event_tray_change", "", low, allow, {}, nullptr},
    {269, "domain_event_pmwakeup", "", low, allow, {}, nullptr},
    {270, "domain_event_pmsuspend", "", low, allow, {}, nullptr},
    {276, "domain_event_balloon_change", "", low, allow, {}, nullptr},
    {292, "domain_event_pmsuspend_disk", "", low, allow, {}, nullptr},
    {311, "domain_event_device_removed", "", low, allow, {}, nullptr},
    {315, "network_event_lifecycle", "", low, allow, {}, nullptr},
    {318, "domain_event_callback_lifecycle", "", low, allow, {}, nullptr},
    {319, "domain_event_callback_reboot", "", low, allow, {}, nullptr},
    {320, "domain_event_callback_rtc_change", "", low, allow, {}, nullptr},
    {321, "domain_event_callback_watchdog", "", low, allow, {}, nullptr},
    {322, "domain_event_callback_io_error", "", low, allow, {}, nullptr},
    {323, "domain_event_callback_graphics", "", low, allow, {}, nullptr},
    {324, "domain_event_callback_io_error_reason", "", low, allow, {}, nullptr},
    {325, "domain_event_callback_control_error", "", low, allow, {}, nullptr},
    {326, "domain_event_callback_block_job", "", low, allow, {}, nullptr},
    {327, "domain_event_callback_disk_change", "", low, allow, {}, nullptr},
    {328, "domain_event_callback_tray_change", "", low, allow, {}, nullptr},
    {329, "domain_event_callback_pmwakeup", "", low, allow, {}, nullptr},
    {330, "domain_event_callback_pmsuspend", "", low, allow, {}, nullptr},
    {331, "domain_event_callback_balloon_change", "", low, allow, {}, nullptr},
    {332, "domain_event_callback_pmsuspend_disk", "", low, allow, {}, nullptr},
    {333, "domain_event_callback_device_removed", "", low, allow, {}, nullptr},
    {339, "domain_event_block_job_2", "", low, allow, {}, nullptr},
    {346, "domain_event_callback_tunable", "", low, allow, {}, nullptr},
    {348, "domain_event_callback_agent_lifecycle", "", low, allow, {}, nullptr},
    {354, "domain_event_callback_device_added", "", low, allow, {}, nullptr},
    {359, "domain_event_callback_migration_iteration", "", low, allow, {}, nullptr},
    {362, "connect_event_connection_closed", "", low, allow, {}, nullptr},
    {363, "domain_event_callback_job_completed", "", low, allow, {}, nullptr},
    {367, "domain_event_callback_device_removal_failed", "", low, allow, {}, nullptr},
    {370, "storage_pool_event_lifecycle", "", low, allow, {}, nullptr},
    {373, "storage_pool_event_refresh", "", low, allow, {}, nullptr},
    {376, "node_device_event_lifecycle", "", low, allow, {}, nullptr},
    {377, "node_device_event_update", "", low, allow, {}, nullptr},
    {379, "domain_event_callback_metadata_change", "", low, allow, {}, nullptr},
    {382, "secret_event_lifecycle", "", low, allow, {}, nullptr},
    {383, "secret_event_value_changed", "", low, allow, {}, nullptr},
    {385, "domain_event_block_threshold", "", low, allow, {}, nullptr},
    {423, "domain_event_memory_failure", "", low, allow, {}, nullptr},
    {438, "domain_event_memory_device_size_change", "", low, allow, {}, nullptr},
    {446, "network_event_callback_metadata_change", "", low, allow, {}, nullptr},
    {453, "domain_event_nic_mac_change", "", low, allow, {}, nullptr},
    {454, "domain_event_vcpu_removed", "", low, allow, {}, nullptr},
    {455, "domain_event_callback_channel_lifecycle", "", low, allow, {}, nullptr},
};
// clang-format on

static_assert(sorted_by_number(rows));

}  // namespace

std::span<const Procedure> event_rows() {
    return rows;
}

}  // namespace virtd::rpc
