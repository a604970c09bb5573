// The secrets of this host or user: in memory, and on disk but for ephemeral ones.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>

#include "driver/inhibitions.hpp"
#include "driver/places.hpp"
#include "drivers/secret/secret_files.hpp"
#include "drivers/shared/host_objects.hpp"
#include "drivers/shared/secrets.hpp"

namespace virtd::secret {

class HostSecrets : public shared::HostObjects {
public:
    HostSecrets(Pool& pool, driver::Inhibitions& inhibitions, const driver::Places& places);

    shared::Secrets& known() { return known_; }
    driver::EventHub& events() { return events_; }

    Task<driver::SecretRef> define(conf::Secret secret);
    Task<void> set_value(Uuid uuid, std::string value);
    Task<void> undefine(Uuid uuid);

private:
    Task<void> read_files() override;
    void count(bool was_ephemeral, bool is_ephemeral);

    driver::Inhibitions& inhibitions_;
    const SecretFiles files_;
    driver::EventHub events_;
    shared::Secrets known_{events_};
};

}  // namespace virtd::secret
