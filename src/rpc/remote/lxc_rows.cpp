// The rows of the lxc program.
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
    row(  1, "domain_open_namespace", low, deny, call<&D::lxc_domain_open_namespace>, "virDomainLxcOpenNamespace", "1.0.2", {"domain:open_namespace"}),
};
// clang-format on

static_assert(sorted_by_number(rows));

}  // namespace

std::span<const Procedure> lxc_rows() {
    return rows;
}

}  // namespace virtd::rpc
