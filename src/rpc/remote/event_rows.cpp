// The rows of the events of the remote program.
// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/programs.hpp"

namespace virtd::rpc {

namespace {

// clang-format off
constexpr Procedure rows[] = {
    event(107, "domain_event_lifecycle"),
    event(169, "domain_event_reboot"),
    event(170, "domain_event_rtc_change"),
    event(171, "domain_event_watchdog"),
    event(172, "domain_event_io_error"),
    event(173, "domain_event_graphics"),
    event(195, "domain_event_io_error_reason"),
    event(224, "domain_event_control_error"),
    event(241, "domain_event_block_job"),
    event(248, "domain_event_disk_change"),
    event(268, "domain_event_tray_change"),
    event(269, "domain_event_pmwakeup"),
    event(270, "domain_event_pmsuspend"),
    event(276, "domain_event_balloon_change"),
    event(292, "domain_event_pmsuspend_disk"),
    event(311, "domain_event_device_removed"),
    event(315, "network_event_lifecycle"),
    event(318, "domain_event_callback_lifecycle"),
    event(319, "domain_event_callback_reboot"),
    event(320, "domain_event_callback_rtc_change"),
    event(321, "domain_event_callback_watchdog"),
    event(322, "domain_event_callback_io_error"),
    event(323, "domain_event_callback_graphics"),
    event(324, "domain_event_callback_io_error_reason"),
    event(325, "domain_event_callback_control_error"),
    event(326, "domain_event_callback_block_job"),
    event(327, "domain_event_callback_disk_change"),
    event(328, "domain_event_callback_tray_change"),
    event(329, "domain_event_callback_pmwakeup"),
    event(330, "domain_event_callback_pmsuspend"),
    event(331, "domain_event_callback_balloon_change"),
    event(332, "domain_event_callback_pmsuspend_disk"),
    event(333, "domain_event_callback_device_removed"),
    event(339, "domain_event_block_job_2"),
    event(346, "domain_event_callback_tunable"),
    event(348, "domain_event_callback_agent_lifecycle"),
    event(354, "domain_event_callback_device_added"),
    event(359, "domain_event_callback_migration_iteration"),
    event(362, "connect_event_connection_closed"),
    event(363, "domain_event_callback_job_completed"),
    event(367, "domain_event_callback_device_removal_failed"),
    event(370, "storage_pool_event_lifecycle"),
    event(373, "storage_pool_event_refresh"),
    event(376, "node_device_event_lifecycle"),
    event(377, "node_device_event_update"),
    event(379, "domain_event_callback_metadata_change"),
    event(382, "secret_event_lifecycle"),
    event(383, "secret_event_value_changed"),
    event(385, "domain_event_block_threshold"),
    event(423, "domain_event_memory_failure"),
    event(438, "domain_event_memory_device_size_change"),
    event(446, "network_event_callback_metadata_change"),
    event(453, "domain_event_nic_mac_change"),
    event(454, "domain_event_vcpu_removed"),
    event(455, "domain_event_callback_channel_lifecycle"),
};
// clang-format on

static_assert(sorted_by_number(rows));

}  // namespace

std::span<const Procedure> event_rows() {
    return rows;
}

}  // namespace virtd::rpc
