// The secrets of a test host: kept in memory, and gone with it.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "conf/secret.hpp"
#include "driver/directory.hpp"
#include "driver/event.hpp"
#include "driver/types.hpp"

namespace virtd::test {

struct TestSecret {
    conf::Secret definition;
    std::optional<std::string> value;

    driver::SecretRef ref() const {
        return {definition.uuid, static_cast<std::int32_t>(definition.usage), definition.usage_id};
    }
};

class TestSecrets {
public:
    explicit TestSecrets(driver::EventHub& events) : events_(events) {}

    const driver::Directory<TestSecret>& all() const { return secrets_; }

    /// Throw when there is none.
    TestSecret& by_uuid(const Uuid& uuid) const;
    TestSecret& by_usage(std::int32_t type, std::string_view id) const;

    /// New, or another definition for one that is there. Two are never for the same use.
    TestSecret& define(conf::Secret secret);
    void set_value(TestSecret& secret, std::string value);
    void undefine(const TestSecret& secret);

private:
    TestSecret* find_by_usage(std::int32_t type, std::string_view id) const;
    void publish(const driver::SecretRef& secret, std::int32_t event);

    driver::EventHub& events_;
    driver::Directory<TestSecret> secrets_;  // named by their uuids
};

}  // namespace virtd::test
