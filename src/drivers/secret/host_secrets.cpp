// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/secret/host_secrets.hpp"

#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/log.hpp"

namespace virtd::secret {

namespace {

constexpr log::Source logger{"conf.virsecretobj"};

}  // namespace

HostSecrets::HostSecrets(Pool& pool, driver::Inhibitions& inhibitions, const driver::Places& places)
    : HostObjects(pool, Origin::secret,
                  places.run_dir + (places.privileged ? "/secrets" : "/secrets/run")),
      inhibitions_(inhibitions),
      files_(places.config_dir + "/secrets") {}

Task<void> HostSecrets::read_files() {
    const auto work = [files = files_] { return files.read_all(); };
    std::vector<KeptSecret> all = co_await pool().run(work);
    for (KeptSecret& kept : all) {
        kept.definition.is_ephemeral = false;  // it is on the disk
        const auto before = known_.all().find(kept.definition.uuid);
        const bool was_ephemeral = before && before->definition.is_ephemeral;
        try {
            known_.put(std::move(kept.definition)).value = std::move(kept.value);
            count(was_ephemeral, false);
        } catch (const Error& error) {
            logger.error("Error reading secret: {}", error.message());
        }
    }
}

void HostSecrets::count(bool was_ephemeral, bool is_ephemeral) {
    if (is_ephemeral && !was_ephemeral) inhibitions_.add();
    if (was_ephemeral && !is_ephemeral) inhibitions_.remove();
}

Task<driver::SecretRef> HostSecrets::define(conf::Secret secret) {
    const auto job = co_await changes().acquire("secret_define_xml");
    known_.check(secret);
    const auto before = known_.all().find(secret.uuid);
    const bool was_ephemeral = before && before->definition.is_ephemeral;
    if (!secret.is_ephemeral) {
        KeptSecret kept{secret, before ? before->value : std::nullopt};
        const auto work = [files = files_, kept = std::move(kept)] { files.write(kept); };
        co_await pool().run(work);
    } else if (before && !was_ephemeral) {
        const auto work = [files = files_, uuid = secret.uuid] { files.remove(uuid); };
        co_await pool().run(work);
    }
    count(was_ephemeral, secret.is_ephemeral);
    co_return known_.define(std::move(secret)).ref();
}

Task<void> HostSecrets::set_value(Uuid uuid, std::string value) {
    const auto job = co_await changes().acquire("secret_set_value");
    shared::KnownSecret& secret = known_.by_uuid(uuid);
    if (!secret.definition.is_ephemeral) {
        const auto work = [files = files_, uuid, value] { files.write_value(uuid, value); };
        co_await pool().run(work);
    }
    known_.set_value(secret, std::move(value));
}

Task<void> HostSecrets::undefine(Uuid uuid) {
    const auto job = co_await changes().acquire("secret_undefine");
    const shared::KnownSecret& secret = known_.by_uuid(uuid);
    const bool was_ephemeral = secret.definition.is_ephemeral;
    if (!was_ephemeral) {
        const auto work = [files = files_, uuid] { files.remove(uuid); };
        co_await pool().run(work);
    }
    known_.undefine(secret);
    count(was_ephemeral, false);
}

}  // namespace virtd::secret
