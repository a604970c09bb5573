// The secrets of this host or user: in memory, and on disk but for ephemeral ones.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>
#include <string>

#include "base/job_slot.hpp"
#include "base/pid_file.hpp"
#include "base/pool.hpp"
#include "driver/inhibitions.hpp"
#include "driver/places.hpp"
#include "drivers/secret/secret_files.hpp"
#include "drivers/shared/secrets.hpp"

namespace virtd::secret {

/// Changes come one after the other: a disk that hangs delays no more than them. What fails on the
/// disk has not happened.
class HostSecrets {
public:
    HostSecrets(Pool& pool, driver::Inhibitions& inhibitions, const driver::Places& places);

    shared::Secrets& known() { return known_; }
    driver::EventHub& events() { return events_; }

    /// Reads what is on the disk, once. Throws when another daemon has the secrets.
    Task<void> load();
    /// Takes in what somebody else has put there meanwhile.
    Task<void> reload();

    Task<driver::SecretRef> define(conf::Secret secret);
    Task<void> set_value(Uuid uuid, std::string value);
    Task<void> undefine(Uuid uuid);

private:
    Task<void> read_files();
    void count(bool was_ephemeral, bool is_ephemeral);

    Pool& pool_;
    driver::Inhibitions& inhibitions_;
    const SecretFiles files_;
    const std::string lock_dir_;
    std::optional<PidFile> lock_;
    driver::EventHub events_;
    shared::Secrets known_{events_};
    JobSlot changes_;
};

}  // namespace virtd::secret
