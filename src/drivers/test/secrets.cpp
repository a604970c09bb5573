// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/test/secrets.hpp"

#include <memory>
#include <utility>

#include "base/error.hpp"

namespace virtd::test {

namespace {

constexpr Fail fail{Origin::secret};

namespace event {  // virSecretEventLifecycleType
enum : std::int32_t { defined = 0, undefined = 1 };
}

}  // namespace

TestSecret& TestSecrets::by_uuid(const Uuid& uuid) const {
    const auto found = secrets_.find(uuid);
    if (!found) fail(Errc::no_secret, "no secret with matching uuid '{}'", to_string(uuid));
    return *found;
}

TestSecret* TestSecrets::find_by_usage(std::int32_t type, std::string_view id) const {
    if (type == static_cast<std::int32_t>(conf::SecretUsage::none)) return nullptr;
    for (const auto& entry : secrets_) {
        const driver::SecretRef known = entry.object->ref();
        if (known.usage_type == type && known.usage_id == id) return entry.object.get();
    }
    return nullptr;
}

TestSecret& TestSecrets::by_usage(std::int32_t type, std::string_view id) const {
    TestSecret* const found = find_by_usage(type, id);
    if (found == nullptr) fail(Errc::no_secret, "no secret with matching usage '{}'", id);
    return *found;
}

TestSecret& TestSecrets::define(conf::Secret secret) {
    auto known = secrets_.find(secret.uuid);
    if (known) {
        const conf::Secret& before = known->definition;
        if (before.usage_id != secret.usage_id) {
            fail(Errc::internal_error, "a secret with UUID {} is already defined for use with {}",
                 to_string(before.uuid), before.usage_id);
        }
        if (before.is_private && !secret.is_private) {
            fail(Errc::internal_error, "cannot change private flag on existing secret");
        }
    } else {
        const TestSecret* const rival =
            find_by_usage(static_cast<std::int32_t>(secret.usage), secret.usage_id);
        if (rival != nullptr) {
            fail(Errc::internal_error, "a secret with UUID {} already defined for use with {}",
                 to_string(rival->definition.uuid), secret.usage_id);
        }
        known = std::make_shared<TestSecret>();
        secrets_.insert(to_string(secret.uuid), secret.uuid, known);
    }
    known->definition = std::move(secret);
    publish(known->ref(), event::defined);
    return *known;
}

void TestSecrets::set_value(TestSecret& secret, std::string value) {
    secret.value = std::move(value);
    driver::SecretEventValueChangedMsg message;
    message.secret = secret.ref();
    events_.publish(std::move(message));
}

void TestSecrets::undefine(const TestSecret& secret) {
    const driver::SecretRef ref = secret.ref();
    secrets_.remove(ref.uuid);
    publish(ref, event::undefined);
}

void TestSecrets::publish(const driver::SecretRef& secret, std::int32_t what) {
    driver::SecretEventLifecycleMsg message;
    message.secret = secret;
    message.event = what;
    events_.publish(std::move(message));
}

}  // namespace virtd::test
