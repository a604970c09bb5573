// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/shared/secrets.hpp"

#include <memory>
#include <utility>

#include "base/error.hpp"

namespace virtd::shared {

namespace {

constexpr Fail fail{Origin::secret};

namespace event {  // virSecretEventLifecycleType
enum : std::int32_t { defined = 0, undefined = 1 };
}

}  // namespace

KnownSecret& Secrets::by_uuid(const Uuid& uuid) const {
    const auto found = secrets_.find(uuid);
    if (!found) fail(Errc::no_secret, "no secret with matching uuid '{}'", to_string(uuid));
    return *found;
}

KnownSecret* Secrets::find_by_usage(std::int32_t type, std::string_view id) const {
    if (type == static_cast<std::int32_t>(conf::SecretUsage::none)) return nullptr;
    const auto found = by_usage_.find(std::pair(type, std::string(id)));
    return found == by_usage_.end() ? nullptr : found->second;
}

void Secrets::forget_usage(const KnownSecret& secret) {
    const driver::SecretRef ref = secret.ref();
    const auto [first, last] = by_usage_.equal_range(std::pair(ref.usage_type, ref.usage_id));
    for (auto each = first; each != last; ++each) {
        if (each->second != &secret) continue;
        by_usage_.erase(each);
        return;
    }
}

KnownSecret& Secrets::by_usage(std::int32_t type, std::string_view id) const {
    KnownSecret* const found = find_by_usage(type, id);
    if (found == nullptr) fail(Errc::no_secret, "no secret with matching usage '{}'", id);
    return *found;
}

void Secrets::check(const conf::Secret& secret) const {
    if (const auto known = secrets_.find(secret.uuid)) {
        const conf::Secret& before = known->definition;
        if (before.usage_id != secret.usage_id) {
            fail(Errc::internal_error, "a secret with UUID {} is already defined for use with {}",
                 to_string(before.uuid), before.usage_id);
        }
        if (before.is_private && !secret.is_private) {
            fail(Errc::internal_error, "cannot change private flag on existing secret");
        }
        return;
    }
    const KnownSecret* const rival =
        find_by_usage(static_cast<std::int32_t>(secret.usage), secret.usage_id);
    if (rival != nullptr) {
        fail(Errc::internal_error, "a secret with UUID {} already defined for use with {}",
             to_string(rival->definition.uuid), secret.usage_id);
    }
}

KnownSecret& Secrets::put(conf::Secret secret) {
    check(secret);
    auto known = secrets_.find(secret.uuid);
    if (known) {
        forget_usage(*known);
    } else {
        known = std::make_shared<KnownSecret>();
        secrets_.insert(to_string(secret.uuid), secret.uuid, known);
    }
    known->definition = std::move(secret);
    const driver::SecretRef ref = known->ref();
    by_usage_.emplace(std::pair(ref.usage_type, ref.usage_id), known.get());
    return *known;
}

KnownSecret& Secrets::define(conf::Secret secret) {
    KnownSecret& defined = put(std::move(secret));
    publish(defined.ref(), event::defined);
    return defined;
}

void Secrets::set_value(KnownSecret& secret, std::string value) {
    secret.value = std::move(value);
    driver::SecretEventValueChangedMsg message;
    message.secret = secret.ref();
    events_.publish(std::move(message));
}

void Secrets::undefine(const KnownSecret& secret) {
    const driver::SecretRef ref = secret.ref();
    forget_usage(secret);
    secrets_.remove(ref.uuid);
    publish(ref, event::undefined);
}

void Secrets::publish(const driver::SecretRef& secret, std::int32_t what) {
    driver::SecretEventLifecycleMsg message;
    message.secret = secret;
    message.event = what;
    events_.publish(std::move(message));
}

}  // namespace virtd::shared
