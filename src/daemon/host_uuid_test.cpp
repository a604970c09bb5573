// SPDX-License-Identifier: LGPL-2.1-or-later
#include "daemon/host_uuid.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/temp_dir.hpp"

namespace virtd::daemon {

namespace {

constexpr const char* some_uuid = "01234567-89ab-cdef-0123-456789abcdef";

std::string error_of(const DaemonConfig& config, const UuidFiles& files = {}) {
    try {
        host_uuid(config, files);
    } catch (const Error& error) {
        return error.message();
    }
    return "";
}

}  // namespace

TEST_CASE("host uuid: what is configured counts, and its source is not looked at") {
    const DaemonConfig config{.host_uuid = " 11111111-2222 3333-4444-555555555556 ",
                              .host_uuid_source = "bogus"};
    CHECK(to_string(host_uuid(config)) == "11111111-2222-3333-4444-555555555556");
}

TEST_CASE("host uuid: values that are none are refused") {
    CHECK(error_of({.host_uuid = "xyz"}) == "invalid host UUID: xyz");
    const std::string filler = "00000000-0000-0000-0000-000000000000";
    CHECK(error_of({.host_uuid = filler}) == "invalid host UUID: " + filler);
    CHECK(error_of({.host_uuid_source = "bogus"}) == "invalid UUID source: bogus");
}

TEST_CASE("host uuid: the machine id serves when it is asked for") {
    const TempDir dir;
    replace_file(dir / "id", "0123456789abcdef0123456789abcdef\n");
    const DaemonConfig config{.host_uuid_source = "machine-id"};
    CHECK(to_string(host_uuid(config, {.machine_id = dir / "id"})) == some_uuid);
    CHECK(error_of(config, {.machine_id = "/no/such"}) == "Can't read /no/such");
}

TEST_CASE("host uuid: the firmware is asked first, chance last") {
    const TempDir dir;
    replace_file(dir / "dmi", std::string(some_uuid) + "\n");
    CHECK(to_string(host_uuid({}, {.smbios = {"/no/such", dir / "dmi"}})) == some_uuid);
    CHECK(host_uuid({}, {.smbios = {"/no/such"}}) != host_uuid({}, {.smbios = {"/no/such"}}));
}

}  // namespace virtd::daemon
