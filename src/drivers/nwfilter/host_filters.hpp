// The network filters of this host: in memory, and on disk as DIR/NAME.xml.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>
#include <string>

#include "base/job_slot.hpp"
#include "base/pid_file.hpp"
#include "base/pool.hpp"
#include "driver/places.hpp"
#include "drivers/shared/nwfilters.hpp"

namespace virtd::nwfilter {

/// Changes come one after the other: a disk that hangs delays no more than them. What fails on the
/// disk has not happened.
class HostFilters {
public:
    HostFilters(Pool& pool, const driver::Places& places);

    shared::NwFilters& known() { return known_; }

    /// Reads what is on the disk, once. Throws when another daemon has the filters.
    Task<void> load();
    /// Takes in what somebody else has put there meanwhile.
    Task<void> reload();

    Task<shared::NwFilterPtr> define(conf::NwFilter filter);
    Task<void> undefine(Uuid uuid);

private:
    Task<void> read_files();
    std::string path(const std::string& name) const { return directory_ + "/" + name + ".xml"; }

    Pool& pool_;
    const std::string directory_;
    const std::string lock_dir_;
    std::optional<PidFile> lock_;
    shared::NwFilters known_;
    JobSlot changes_;
};

}  // namespace virtd::nwfilter
