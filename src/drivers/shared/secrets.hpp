// Secrets that a driver knows, and the rules for them. What is on disk is somebody else's business.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "conf/secret.hpp"
#include "driver/directory.hpp"
#include "driver/event.hpp"
#include "driver/types.hpp"

namespace virtd::shared {

struct KnownSecret {
    conf::Secret definition;
    std::optional<std::string> value;

    driver::SecretRef ref() const {
        return {definition.uuid, static_cast<std::int32_t>(definition.usage), definition.usage_id};
    }
};

class Secrets {
public:
    explicit Secrets(driver::EventHub& events) : events_(events) {}

    const driver::Directory<KnownSecret>& all() const { return secrets_; }

    /// Throw when there is none.
    KnownSecret& by_uuid(const Uuid& uuid) const;
    KnownSecret& by_usage(std::int32_t type, std::string_view id) const;

    /// Throws unless it may be defined: two are never for the same use.
    void check(const conf::Secret& secret) const;
    /// New, or another definition for one that is there.
    KnownSecret& define(conf::Secret secret);
    /// The same for what was there before anybody listened.
    KnownSecret& put(conf::Secret secret);
    void set_value(KnownSecret& secret, std::string value);
    void undefine(const KnownSecret& secret);

private:
    KnownSecret* find_by_usage(std::int32_t type, std::string_view id) const;
    void forget_usage(const KnownSecret& secret);
    void publish(const driver::SecretRef& secret, std::int32_t event);

    driver::EventHub& events_;
    driver::Directory<KnownSecret> secrets_;  // named by their uuids
    // A type may change and then be that of another secret, too: the id may not.
    std::multimap<std::pair<std::int32_t, std::string>, KnownSecret*> by_usage_;
};

}  // namespace virtd::shared
