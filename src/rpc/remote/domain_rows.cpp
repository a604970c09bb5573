// The rows of the calls about domains as a whole; resource_rows.cpp has those about their parts.
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
    row(  8, "domain_attach_device",                  low,  deny,    call<&D::domain_attach_device>,                  "virDomainAttachDevice",                "0.1.9",  {"domain:write"}),
    row(  9, "domain_create",                         low,  deny,    call<&D::domain_create>,                         "virDomainCreate",                      "0.1.1",  {"domain:start"}),
    row( 10, "domain_create_xml",                     low,  deny,    call<&D::domain_create_xml>,                     "virDomainCreateXML",                   "0.5.0",  {"domain:write", "domain:start"}),
    row( 11, "domain_define_xml",                     high, deny,    call<&D::domain_define_xml>,                     "virDomainDefineXML",                   "0.1.1",  {"domain:write", "domain:save"}),
    row( 12, "domain_destroy",                        high, deny,    call<&D::domain_destroy>,                        "virDomainDestroy",                     "0.0.3",  {"domain:stop"}),
    row( 13, "domain_detach_device",                  low,  deny,    call<&D::domain_detach_device>,                  "virDomainDetachDevice",                "0.1.9",  {"domain:write"}),
    row( 14, "domain_get_xml_desc",                   low,  deny_if, call<&D::domain_get_xml_desc>,                   "virDomainGetXMLDesc",                  "0.0.3",  {"domain:read", "domain:read_secure:VIR_DOMAIN_XML_SECURE", "domain:read_secure:VIR_DOMAIN_XML_MIGRATABLE"}),
    row( 15, "domain_get_autostart",                  high, allow,   call<&D::domain_get_autostart>,                  "virDomainGetAutostart",                "0.2.1",  {"domain:read"}),
    row( 16, "domain_get_info",                       low,  allow,   call<&D::domain_get_info>,                       "virDomainGetInfo",                     "0.0.3",  {"domain:read"}),
    row( 19, "domain_get_os_type",                    high, allow,   call<&D::domain_get_os_type>,                    "virDomainGetOSType",                   "0.0.3",  {"domain:read"}),
    row( 22, "domain_lookup_by_id",                   high, allow,   call<&D::domain_lookup_by_id>,                   "virDomainLookupByID",                  "0.0.3",  {"domain:getattr"}),
    row( 23, "domain_lookup_by_name",                 high, allow,   call<&D::domain_lookup_by_name>,                 "virDomainLookupByName",                "0.0.3",  {"domain:getattr"}),
    row( 24, "domain_lookup_by_uuid",                 high, allow,   call<&D::domain_lookup_by_uuid>,                 "virDomainLookupByUUID",                "0.0.5",  {"domain:getattr"}),
    row( 27, "domain_reboot",                         low,  deny,    call<&D::domain_reboot>,                         "virDomainReboot",                      "0.1.0",  {"domain:init_control", "domain:write:VIR_DOMAIN_REBOOT_GUEST_AGENT"}),
    row( 28, "domain_resume",                         low,  deny,    call<&D::domain_resume>,                         "virDomainResume",                      "0.0.3",  {"domain:suspend"}),
    row( 29, "domain_set_autostart",                  high, deny,    call<&D::domain_set_autostart>,                  "virDomainSetAutostart",                "0.2.1",  {"domain:write"}),
    row( 33, "domain_shutdown",                       low,  deny,    call<&D::domain_shutdown>,                       "virDomainShutdown",                    "0.0.3",  {"domain:init_control"}),
    row( 34, "domain_suspend",                        low,  deny,    call<&D::domain_suspend>,                        "virDomainSuspend",                     "0.0.3",  {"domain:suspend"}),
    row( 35, "domain_undefine",                       high, deny,    call<&D::domain_undefine>,                       "virDomainUndefine",                    "0.1.1",  {"domain:delete"}),
    row( 53, "domain_core_dump",                      low,  deny,    call<&D::domain_core_dump>,                      "virDomainCoreDump",                    "0.1.9",  {"domain:core_dump"}),
    row( 54, "domain_restore",                        low,  deny,    call<&D::domain_restore>,                        "virDomainRestore",                     "0.0.3",  {"domain:start", "domain:write"}),
    row( 55, "domain_save",                           low,  deny,    call<&D::domain_save>,                           "virDomainSave",                        "0.0.3",  {"domain:hibernate"}),
    row(121, "domain_get_security_label",             high, allow,   call<&D::domain_get_security_label>,             "virDomainGetSecurityLabel",            "0.6.1",  {"domain:read"}),
    row(150, "domain_is_active",                      high, allow,   call<&D::domain_is_active>,                      "virDomainIsActive",                    "0.7.3",  {"domain:read"}),
    row(151, "domain_is_persistent",                  high, allow,   call<&D::domain_is_persistent>,                  "virDomainIsPersistent",                "0.7.3",  {"domain:read"}),
    row(160, "domain_attach_device_flags",            low,  deny,    call<&D::domain_attach_device_flags>,            "virDomainAttachDeviceFlags",           "0.7.7",  {"domain:write", "domain:save:!VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE", "domain:save:VIR_DOMAIN_AFFECT_CONFIG"}),
    row(161, "domain_detach_device_flags",            low,  deny,    call<&D::domain_detach_device_flags>,            "virDomainDetachDeviceFlags",           "0.7.7",  {"domain:write", "domain:save:!VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE", "domain:save:VIR_DOMAIN_AFFECT_CONFIG"}),
    row(163, "domain_get_job_info",                   low,  allow,   call<&D::domain_get_job_info>,                   "virDomainGetJobInfo",                  "0.7.7",  {"domain:read"}),
    row(164, "domain_abort_job",                      low,  deny,    call<&D::domain_abort_job>,                      "virDomainAbortJob",                    "0.7.7",  {"domain:write"}),
    row(174, "domain_update_device_flags",            low,  deny,    call<&D::domain_update_device_flags>,            "virDomainUpdateDeviceFlags",           "0.8.0",  {"domain:write", "domain:save:!VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE", "domain:save:VIR_DOMAIN_AFFECT_CONFIG"}),
    row(182, "domain_managed_save",                   low,  deny,    call<&D::domain_managed_save>,                   "virDomainManagedSave",                 "0.8.0",  {"domain:hibernate"}),
    row(183, "domain_has_managed_save_image",         low,  allow,   call<&D::domain_has_managed_save_image>,         "virDomainHasManagedSaveImage",         "0.8.0",  {"domain:read"}),
    row(184, "domain_managed_save_remove",            low,  deny,    call<&D::domain_managed_save_remove>,            "virDomainManagedSaveRemove",           "0.8.0",  {"domain:hibernate"}),
    row(196, "domain_create_with_flags",              low,  deny,    call<&D::domain_create_with_flags>,              "virDomainCreateWithFlags",             "0.8.2",  {"domain:start"}),
    row(201, "domain_open_console",                   low,  deny,    call<&D::domain_open_console>,                   "virDomainOpenConsole",                 "0.8.6",  {"domain:open_device"}).with_stream(StreamKind::read),
    row(202, "domain_is_updated",                     high, allow,   call<&D::domain_is_updated>,                     "virDomainIsUpdated",                   "0.8.6",  {"domain:read"}),
    row(210, "domain_inject_nmi",                     low,  deny,    call<&D::domain_inject_nmi>,                     "virDomainInjectNMI",                   "0.9.2",  {"domain:inject_nmi"}),
    row(211, "domain_screenshot",                     low,  deny,    call<&D::domain_screenshot>,                     "virDomainScreenshot",                  "0.9.2",  {"domain:screenshot"}).with_stream(StreamKind::read),
    row(212, "domain_get_state",                      high, allow,   call<&D::domain_get_state>,                      "virDomainGetState",                    "0.9.2",  {"domain:read"}),
    row(226, "domain_send_key",                       low,  deny,    call<&D::domain_send_key>,                       "virDomainSendKey",                     "0.9.3",  {"domain:send_input"}),
    row(229, "domain_get_control_info",               high, allow,   call<&D::domain_get_control_info>,               "virDomainGetControlInfo",              "0.9.3",  {"domain:read"}),
    row(231, "domain_undefine_flags",                 high, deny,    call<&D::domain_undefine_flags>,                 "virDomainUndefineFlags",               "0.9.4",  {"domain:delete"}),
    row(232, "domain_save_flags",                     low,  deny,    call<&D::domain_save_flags>,                     "virDomainSaveFlags",                   "0.9.4",  {"domain:hibernate"}),
    row(233, "domain_restore_flags",                  low,  deny,    call<&D::domain_restore_flags>,                  "virDomainRestoreFlags",                "0.9.4",  {"domain:start", "domain:write"}),
    row(234, "domain_destroy_flags",                  high, deny,    call<&D::domain_destroy_flags>,                  "virDomainDestroyFlags",                "0.9.4",  {"domain:stop"}),
    row(235, "domain_save_image_get_xml_desc",        high, deny,    call<&D::domain_save_image_get_xml_desc>,        "virDomainSaveImageGetXMLDesc",         "0.9.4",  {"domain:write"}),
    row(236, "domain_save_image_define_xml",          high, deny,    call<&D::domain_save_image_define_xml>,          "virDomainSaveImageDefineXML",          "0.9.4",  {"domain:write", "domain:hibernate"}),
    row(245, "domain_reset",                          low,  deny,    call<&D::domain_reset>,                          "virDomainReset",                       "0.9.7",  {"domain:reset"}),
    row(249, "domain_open_graphics",                  low,  deny,    call<&D::domain_open_graphics>,                  "virDomainOpenGraphics",                "0.9.7",  {"domain:open_graphics"}),
    row(258, "domain_shutdown_flags",                 low,  deny,    call<&D::domain_shutdown_flags>,                 "virDomainShutdownFlags",               "0.9.10", {"domain:init_control", "domain:write:VIR_DOMAIN_SHUTDOWN_GUEST_AGENT"}),
    row(261, "domain_pm_suspend_for_duration",        low,  deny,    call<&D::domain_pm_suspend_for_duration>,        "virDomainPMSuspendForDuration",        "0.9.10", {"domain:pm_control"}),
    row(264, "domain_set_metadata",                   low,  deny,    call<&D::domain_set_metadata>,                   "virDomainSetMetadata",                 "0.9.10", {"domain:write", "domain:save:!VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE", "domain:save:VIR_DOMAIN_AFFECT_CONFIG"}),
    row(265, "domain_get_metadata",                   low,  allow,   call<&D::domain_get_metadata>,                   "virDomainGetMetadata",                 "0.9.10", {"domain:read"}),
    row(267, "domain_pm_wakeup",                      low,  deny,    call<&D::domain_pm_wakeup>,                      "virDomainPMWakeup",                    "0.9.11", {"domain:pm_control"}),
    row(277, "domain_get_hostname",                   low,  deny,    call<&D::domain_get_hostname>,                   "virDomainGetHostname",                 "0.10.0", {"domain:write"}),
    row(278, "domain_get_security_label_list",        high, allow,   call<&D::domain_get_security_label_list>,        "virDomainGetSecurityLabelList",        "0.10.0", {"domain:read"}),
    row(294, "domain_fstrim",                         low,  deny,    call<&D::domain_fstrim>,                         "virDomainFSTrim",                      "1.0.1",  {"domain:fs_trim"}),
    row(295, "domain_send_process_signal",            low,  deny,    call<&D::domain_send_process_signal>,            "virDomainSendProcessSignal",           "1.0.1",  {"domain:send_signal"}),
    row(296, "domain_open_channel",                   low,  deny,    call<&D::domain_open_channel>,                   "virDomainOpenChannel",                 "1.0.2",  {"domain:open_device"}).with_stream(StreamKind::read),
    row(298, "domain_get_job_stats",                  low,  allow,   call<&D::domain_get_job_stats>,                  "virDomainGetJobStats",                 "1.0.3",  {"domain:read"}),
    row(309, "domain_create_xml_with_files",          low,  deny,    call<&D::domain_create_xml_with_files>,          "virDomainCreateXMLWithFiles",          "1.1.1",  {"domain:write", "domain:start"}),
    row(310, "domain_create_with_files",              low,  deny,    call<&D::domain_create_with_files>,              "virDomainCreateWithFiles",             "1.1.1",  {"domain:start"}),
    row(334, "domain_core_dump_with_format",          low,  deny,    call<&D::domain_core_dump_with_format>,          "virDomainCoreDumpWithFormat",          "1.2.3",  {"domain:core_dump"}),
    row(335, "domain_fsfreeze",                       low,  deny,    call<&D::domain_fsfreeze>,                       "virDomainFSFreeze",                    "1.2.5",  {"domain:fs_freeze"}),
    row(336, "domain_fsthaw",                         low,  deny,    call<&D::domain_fsthaw>,                         "virDomainFSThaw",                      "1.2.5",  {"domain:fs_freeze"}),
    row(337, "domain_get_time",                       low,  deny,    call<&D::domain_get_time>,                       "virDomainGetTime",                     "1.2.5",  {"domain:write"}),
    row(338, "domain_set_time",                       low,  deny,    call<&D::domain_set_time>,                       "virDomainSetTime",                     "1.2.5",  {"domain:set_time"}),
    row(343, "domain_open_graphics_fd",               low,  deny,    call<&D::domain_open_graphics_fd>,               "virDomainOpenGraphicsFD",              "1.2.8",  {"domain:open_graphics"}),
    row(349, "domain_get_fsinfo",                     low,  deny,    call<&D::domain_get_fsinfo>,                     "virDomainGetFSInfo",                   "1.2.11", {"domain:fs_freeze"}),
    row(350, "domain_define_xml_flags",               high, deny,    call<&D::domain_define_xml_flags>,               "virDomainDefineXMLFlags",              "1.2.12", {"domain:write", "domain:save"}),
    row(357, "domain_set_user_password",              low,  deny,    call<&D::domain_set_user_password>,              "virDomainSetUserPassword",             "1.2.16", {"domain:set_password"}),
    row(358, "domain_rename",                         low,  deny,    call<&D::domain_rename>,                         "virDomainRename",                      "1.2.19", {"domain:write", "domain:save"}),
    row(388, "domain_managed_save_get_xml_desc",      low,  deny_if, call<&D::domain_managed_save_get_xml_desc>,      "virDomainManagedSaveGetXMLDesc",       "3.7.0",  {"domain:read", "domain:read_secure:VIR_DOMAIN_SAVE_IMAGE_XML_SECURE"}),
    row(389, "domain_managed_save_define_xml",        low,  deny,    call<&D::domain_managed_save_define_xml>,        "virDomainManagedSaveDefineXML",        "3.7.0",  {"domain:write", "domain:hibernate"}),
    row(390, "domain_set_lifecycle_action",           low,  deny,    call<&D::domain_set_lifecycle_action>,           "virDomainSetLifecycleAction",          "3.9.0",  {"domain:write"}),
    row(392, "domain_detach_device_alias",            low,  deny,    call<&D::domain_detach_device_alias>,            "virDomainDetachDeviceAlias",           "4.4.0",  {"domain:write", "domain:save:!VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE", "domain:save:VIR_DOMAIN_AFFECT_CONFIG"}),
    row(396, "domain_get_launch_security_info",       low,  deny,    call<&D::domain_get_launch_security_info>,       "virDomainGetLaunchSecurityInfo",       "4.5.0",  {"domain:read"}),
    row(418, "domain_get_guest_info",                 low,  deny,    call<&D::domain_get_guest_info>,                 "virDomainGetGuestInfo",                "5.7.0",  {"domain:write"}),
    row(420, "domain_agent_set_response_timeout",     low,  deny,    call<&D::domain_agent_set_response_timeout>,     "virDomainAgentSetResponseTimeout",     "5.10.0", {"domain:write"}),
    row(424, "domain_authorized_ssh_keys_get",        low,  deny,    call<&D::domain_authorized_ssh_keys_get>,        "virDomainAuthorizedSSHKeysGet",        "6.10.0", {"domain:write"}),
    row(425, "domain_authorized_ssh_keys_set",        low,  deny,    call<&D::domain_authorized_ssh_keys_set>,        "virDomainAuthorizedSSHKeysSet",        "6.10.0", {"domain:write"}),
    row(426, "domain_get_messages",                   low,  allow,   call<&D::domain_get_messages>,                   "virDomainGetMessages",                 "7.1.0",  {"domain:read"}),
    row(427, "domain_start_dirty_rate_calc",          low,  deny,    call<&D::domain_start_dirty_rate_calc>,          "virDomainStartDirtyRateCalc",          "7.2.0",  {"domain:write"}),
    row(439, "domain_set_launch_security_state",      low,  deny,    call<&D::domain_set_launch_security_state>,      "virDomainSetLaunchSecurityState",      "8.0.0",  {"domain:write"}),
    row(440, "domain_save_params",                    low,  deny,    call<&D::domain_save_params>,                    "virDomainSaveParams",                  "8.4.0",  {"domain:hibernate"}),
    row(441, "domain_restore_params",                 low,  deny,    call<&D::domain_restore_params>,                 "virDomainRestoreParams",               "8.4.0",  {"domain:start", "domain:write"}),
    row(442, "domain_abort_job_flags",                low,  deny,    call<&D::domain_abort_job_flags>,                "virDomainAbortJobFlags",               "8.5.0",  {"domain:write"}),
    row(443, "domain_fd_associate",                   low,  deny,    call<&D::domain_fd_associate>,                   "virDomainFDAssociate",                 "9.0.0",  {"domain:write"}),
    row(448, "domain_graphics_reload",                low,  deny,    call<&D::domain_graphics_reload>,                "virDomainGraphicsReload",              "10.2.0", {"domain:write"}),
    row(449, "domain_get_autostart_once",             low,  allow,   call<&D::domain_get_autostart_once>,             "virDomainGetAutostartOnce",            "11.2.0", {"domain:read"}),
    row(450, "domain_set_autostart_once",             low,  deny,    call<&D::domain_set_autostart_once>,             "virDomainSetAutostartOnce",            "11.2.0", {"domain:write"}),
};
// clang-format on

static_assert(sorted_by_number(rows));

}  // namespace

std::span<const Procedure> domain_rows() {
    return rows;
}

}  // namespace virtd::rpc
