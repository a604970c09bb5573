// The network filters of this host: in memory, and on disk as DIR/NAME.xml.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>

#include "driver/places.hpp"
#include "drivers/shared/host_objects.hpp"
#include "drivers/shared/nwfilters.hpp"

namespace virtd::nwfilter {

class HostFilters : public shared::HostObjects {
public:
    HostFilters(Pool& pool, const driver::Places& places);

    shared::NwFilters& known() { return known_; }

    Task<shared::NwFilterPtr> define(conf::NwFilter filter);
    Task<void> undefine(Uuid uuid);

private:
    Task<void> read_files() override;
    std::string path(const std::string& name) const { return directory_ + "/" + name + ".xml"; }

    const std::string directory_;
    shared::NwFilters known_;
};

}  // namespace virtd::nwfilter
