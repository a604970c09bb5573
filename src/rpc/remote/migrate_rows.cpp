// The rows of the calls about migration.
// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/call.hpp"
#include "rpc/programs.hpp"

namespace virtd::rpc {

namespace {

using enum Priority;
using enum ReadOnly;
using driver::Hypervisor;

// clang-format off
constexpr Procedure rows[] = {
    { 61, "domain_migrate_prepare", "", low, deny, {"domain:migrate", "domain:start", "domain:write"}, call<&Hypervisor::domain_migrate_prepare>},
    { 62, "domain_migrate_perform", "", low, deny, {"domain:migrate"}, call<&Hypervisor::domain_migrate_perform>},
    { 63, "domain_migrate_finish", "", low, deny, {"domain:migrate"}, call<&Hypervisor::domain_migrate_finish>},
    {108, "domain_migrate_prepare2", "", low, deny, {"domain:migrate", "domain:start", "domain:write"}, call<&Hypervisor::domain_migrate_prepare2>},
    {109, "domain_migrate_finish2", "", low, deny, {"domain:migrate"}, call<&Hypervisor::domain_migrate_finish2>},
    {148, "domain_migrate_prepare_tunnel", "", low, deny, {"domain:migrate", "domain:start", "domain:write"}, call<&Hypervisor::domain_migrate_prepare_tunnel>, .stream = StreamKind::write},
    {166, "domain_migrate_set_max_downtime", "virDomainMigrateSetMaxDowntime", low, deny, {"domain:migrate"}, call<&Hypervisor::domain_migrate_set_max_downtime>},
    {207, "domain_migrate_set_max_speed", "virDomainMigrateSetMaxSpeed", low, deny, {"domain:migrate"}, call<&Hypervisor::domain_migrate_set_max_speed>},
    {213, "domain_migrate_begin3", "", low, deny, {"domain:migrate"}, call<&Hypervisor::domain_migrate_begin3>},
    {214, "domain_migrate_prepare3", "", low, deny, {"domain:migrate", "domain:start", "domain:write"}, call<&Hypervisor::domain_migrate_prepare3>},
    {215, "domain_migrate_prepare_tunnel3", "", low, deny, {"domain:migrate", "domain:start", "domain:write"}, call<&Hypervisor::domain_migrate_prepare_tunnel3>, .stream = StreamKind::write},
    {216, "domain_migrate_perform3", "", low, deny, {"domain:migrate"}, call<&Hypervisor::domain_migrate_perform3>},
    {217, "domain_migrate_finish3", "", low, deny, {"domain:migrate"}, call<&Hypervisor::domain_migrate_finish3>},
    {218, "domain_migrate_confirm3", "", low, deny, {"domain:migrate"}, call<&Hypervisor::domain_migrate_confirm3>},
    {242, "domain_migrate_get_max_speed", "virDomainMigrateGetMaxSpeed", low, deny, {"domain:migrate"}, call<&Hypervisor::domain_migrate_get_max_speed>},
    {299, "domain_migrate_get_compression_cache", "virDomainMigrateGetCompressionCache", low, allow, {"domain:migrate"}, call<&Hypervisor::domain_migrate_get_compression_cache>},
    {300, "domain_migrate_set_compression_cache", "virDomainMigrateSetCompressionCache", low, deny, {"domain:migrate"}, call<&Hypervisor::domain_migrate_set_compression_cache>},
    {302, "domain_migrate_begin3_params", "", low, deny, {"domain:migrate"}, call<&Hypervisor::domain_migrate_begin3_params>},
    {303, "domain_migrate_prepare3_params", "", low, deny, {"domain:migrate", "domain:start", "domain:write"}, call<&Hypervisor::domain_migrate_prepare3_params>},
    {304, "domain_migrate_prepare_tunnel3_params", "", low, deny, {"domain:migrate", "domain:start", "domain:write"}, call<&Hypervisor::domain_migrate_prepare_tunnel3_params>, .stream = StreamKind::write},
    {305, "domain_migrate_perform3_params", "", low, deny, {"domain:migrate"}, call<&Hypervisor::domain_migrate_perform3_params>},
    {306, "domain_migrate_finish3_params", "", low, deny, {"domain:migrate"}, call<&Hypervisor::domain_migrate_finish3_params>},
    {307, "domain_migrate_confirm3_params", "", low, deny, {"domain:migrate"}, call<&Hypervisor::domain_migrate_confirm3_params>},
    {364, "domain_migrate_start_post_copy", "virDomainMigrateStartPostCopy", low, deny, {"domain:migrate"}, call<&Hypervisor::domain_migrate_start_post_copy>},
    {387, "domain_migrate_get_max_downtime", "virDomainMigrateGetMaxDowntime", low, allow, {"domain:migrate"}, call<&Hypervisor::domain_migrate_get_max_downtime>},
};
// clang-format on

static_assert(sorted_by_number(rows));

}  // namespace

std::span<const Procedure> migrate_rows() {
    return rows;
}

}  // namespace virtd::rpc
