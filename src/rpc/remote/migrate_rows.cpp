// The rows of the calls about migration.
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
    row( 61, "domain_migrate_prepare",                low, deny,  call<&D::domain_migrate_prepare>,                "",                                    "",      {"domain:migrate", "domain:start", "domain:write"}),
    row( 62, "domain_migrate_perform",                low, deny,  call<&D::domain_migrate_perform>,                "",                                    "",      {"domain:migrate"}),
    row( 63, "domain_migrate_finish",                 low, deny,  call<&D::domain_migrate_finish>,                 "",                                    "",      {"domain:migrate"}),
    row(108, "domain_migrate_prepare2",               low, deny,  call<&D::domain_migrate_prepare2>,               "",                                    "",      {"domain:migrate", "domain:start", "domain:write"}),
    row(109, "domain_migrate_finish2",                low, deny,  call<&D::domain_migrate_finish2>,                "",                                    "",      {"domain:migrate"}),
    row(148, "domain_migrate_prepare_tunnel",         low, deny,  call<&D::domain_migrate_prepare_tunnel>,         "",                                    "",      {"domain:migrate", "domain:start", "domain:write"}).with_stream(StreamKind::write),
    row(166, "domain_migrate_set_max_downtime",       low, deny,  call<&D::domain_migrate_set_max_downtime>,       "virDomainMigrateSetMaxDowntime",      "0.8.0", {"domain:migrate"}),
    row(207, "domain_migrate_set_max_speed",          low, deny,  call<&D::domain_migrate_set_max_speed>,          "virDomainMigrateSetMaxSpeed",         "0.9.0", {"domain:migrate"}),
    row(213, "domain_migrate_begin3",                 low, deny,  call<&D::domain_migrate_begin3>,                 "",                                    "",      {"domain:migrate"}),
    row(214, "domain_migrate_prepare3",               low, deny,  call<&D::domain_migrate_prepare3>,               "",                                    "",      {"domain:migrate", "domain:start", "domain:write"}),
    row(215, "domain_migrate_prepare_tunnel3",        low, deny,  call<&D::domain_migrate_prepare_tunnel3>,        "",                                    "",      {"domain:migrate", "domain:start", "domain:write"}).with_stream(StreamKind::write),
    row(216, "domain_migrate_perform3",               low, deny,  call<&D::domain_migrate_perform3>,               "",                                    "",      {"domain:migrate"}),
    row(217, "domain_migrate_finish3",                low, deny,  call<&D::domain_migrate_finish3>,                "",                                    "",      {"domain:migrate"}),
    row(218, "domain_migrate_confirm3",               low, deny,  call<&D::domain_migrate_confirm3>,               "",                                    "",      {"domain:migrate"}),
    row(242, "domain_migrate_get_max_speed",          low, deny,  call<&D::domain_migrate_get_max_speed>,          "virDomainMigrateGetMaxSpeed",         "0.9.5", {"domain:migrate"}),
    row(299, "domain_migrate_get_compression_cache",  low, allow, call<&D::domain_migrate_get_compression_cache>,  "virDomainMigrateGetCompressionCache", "1.0.3", {"domain:migrate"}),
    row(300, "domain_migrate_set_compression_cache",  low, deny,  call<&D::domain_migrate_set_compression_cache>,  "virDomainMigrateSetCompressionCache", "1.0.3", {"domain:migrate"}),
    row(302, "domain_migrate_begin3_params",          low, deny,  call<&D::domain_migrate_begin3_params>,          "",                                    "",      {"domain:migrate"}),
    row(303, "domain_migrate_prepare3_params",        low, deny,  call<&D::domain_migrate_prepare3_params>,        "",                                    "",      {"domain:migrate", "domain:start", "domain:write"}),
    row(304, "domain_migrate_prepare_tunnel3_params", low, deny,  call<&D::domain_migrate_prepare_tunnel3_params>, "",                                    "",      {"domain:migrate", "domain:start", "domain:write"}).with_stream(StreamKind::write),
    row(305, "domain_migrate_perform3_params",        low, deny,  call<&D::domain_migrate_perform3_params>,        "",                                    "",      {"domain:migrate"}),
    row(306, "domain_migrate_finish3_params",         low, deny,  call<&D::domain_migrate_finish3_params>,         "",                                    "",      {"domain:migrate"}),
    row(307, "domain_migrate_confirm3_params",        low, deny,  call<&D::domain_migrate_confirm3_params>,        "",                                    "",      {"domain:migrate"}),
    row(364, "domain_migrate_start_post_copy",        low, deny,  call<&D::domain_migrate_start_post_copy>,        "virDomainMigrateStartPostCopy",       "1.3.3", {"domain:migrate"}),
    row(387, "domain_migrate_get_max_downtime",       low, allow, call<&D::domain_migrate_get_max_downtime>,       "virDomainMigrateGetMaxDowntime",      "3.7.0", {"domain:migrate"}),
};
// clang-format on

static_assert(sorted_by_number(rows));

}  // namespace

std::span<const Procedure> migrate_rows() {
    return rows;
}

}  // namespace virtd::rpc
