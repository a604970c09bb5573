// The access driver "polkit": each permission of each object is an action of org.libvirt.api.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "rpc/access/control.hpp"
#include "rpc/polkit.hpp"

namespace virtd::rpc {

class PolkitDecider final : public AccessDecider {
public:
    explicit PolkitDecider(Polkit& polkit) : polkit_(polkit) {}

    std::string_view name() const override { return "polkit"; }
    Task<AccessAnswer> decide(AccessQuestion question) override;

private:
    Polkit& polkit_;
};

}  // namespace virtd::rpc
