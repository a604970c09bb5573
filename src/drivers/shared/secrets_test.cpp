// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/shared/secrets.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"

namespace virtd::shared {

namespace {

constexpr std::int32_t volume = 1;  // virSecretUsageType
constexpr std::int32_t ceph = 2;

conf::Secret secret(const std::string& uuid, const std::string& usage) {
    return conf::parse_secret("<secret><uuid>6d07e000-0000-4000-8000-00000000000" + uuid +
                              "</uuid>" + usage + "</secret>");
}

const std::string of_volume = "<usage type='volume'><volume>v</volume></usage>";
const std::string of_ceph = "<usage type='ceph'><name>v</name></usage>";

}  // namespace

TEST_CASE("secrets: are found by what they are for, as it is now") {
    driver::EventHub events;
    Secrets secrets(events);
    KnownSecret& first = secrets.define(secret("1", of_volume));
    CHECK(&secrets.by_usage(volume, "v") == &first);
    CHECK_THROWS_AS(secrets.define(secret("2", of_volume)), Error);

    secrets.define(secret("1", of_ceph));
    CHECK(&secrets.by_usage(ceph, "v") == &first);
    CHECK_THROWS_AS(secrets.by_usage(volume, "v"), Error);

    KnownSecret& second = secrets.define(secret("2", of_volume));
    secrets.define(secret("1", of_volume));  // libvirt does not look at others then
    secrets.undefine(first);
    CHECK(&secrets.by_usage(volume, "v") == &second);
    secrets.undefine(second);
    CHECK_THROWS_AS(secrets.by_usage(volume, "v"), Error);
}

TEST_CASE("secrets: of no use are many") {
    driver::EventHub events;
    Secrets secrets(events);
    secrets.define(secret("1", ""));
    secrets.define(secret("2", ""));
    CHECK(secrets.all().size() == 2);
    CHECK_THROWS_AS(secrets.by_usage(0, ""), Error);
}

}  // namespace virtd::shared
