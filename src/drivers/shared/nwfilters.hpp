// Network filters that a driver knows, the ports that are bound to them, and the rules for both.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <memory>
#include <string_view>

#include "conf/nwfilter.hpp"
#include "conf/nwfilter_binding.hpp"
#include "driver/directory.hpp"

namespace virtd::shared {

using NwFilterPtr = std::shared_ptr<const conf::NwFilter>;
using NwFilterBindingPtr = std::shared_ptr<const conf::NwFilterBinding>;

/// A filter, whatever its definition becomes.
struct KnownNwFilter {
    NwFilterPtr definition;
};

class NwFilters {
public:
    const driver::Directory<KnownNwFilter>& all() const { return filters_; }
    const driver::Directory<const conf::NwFilterBinding>& bindings() const { return bindings_; }

    /// Throw when there is none.
    NwFilterPtr by_name(std::string_view name) const;
    NwFilterPtr by_uuid(const Uuid& uuid) const;
    NwFilterBindingPtr binding(std::string_view port) const;

    /// Throws when name and uuid belong to different filters, and when the filter would refer to
    /// itself, directly or through others; those need not exist yet.
    void check(const conf::NwFilter& filter) const;
    NwFilterPtr define(conf::NwFilter filter);
    void undefine(const conf::NwFilter& filter);

    /// The filter of a binding need not exist yet either.
    NwFilterBindingPtr bind(conf::NwFilterBinding binding);
    void unbind(const conf::NwFilterBinding& binding);

private:
    bool leads_to(const conf::NwFilter& filter, std::string_view name) const;

    driver::Directory<KnownNwFilter> filters_;
    driver::Directory<const conf::NwFilterBinding> bindings_;
};

}  // namespace virtd::shared
