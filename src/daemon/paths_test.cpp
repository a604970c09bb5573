// SPDX-License-Identifier: LGPL-2.1-or-later
#include "daemon/paths.hpp"

#include <doctest/doctest.h>

#include <map>

namespace virtd::daemon {

namespace {

GetEnv from(std::map<std::string, std::string> variables) {
    return [variables = std::move(variables)](const char* name) -> std::optional<std::string> {
        const auto found = variables.find(name);
        if (found == variables.end()) return std::nullopt;
        return found->second;
    };
}

}  // namespace

TEST_CASE("paths: the daemon of the host does not look at the environment") {
    const Paths host = paths(true, from({{"HOME", "/root"}, {"XDG_RUNTIME_DIR", "/r"}}));
    CHECK(host.run_dir == "/run/libvirt");
    CHECK(host.pid_file == "/run/libvirtd.pid");
    CHECK(host.config_file == "/etc/libvirt/libvirtd.conf");
}

TEST_CASE("paths: those of a user follow the XDG directories") {
    const Paths user = paths(false, from({{"XDG_CONFIG_HOME", "/x"},
                                          {"XDG_CACHE_HOME", "/c"},
                                          {"XDG_RUNTIME_DIR", "/r"},
                                          {"HOME", "/h"}}));
    CHECK(user.config_file == "/x/libvirt/libvirtd.conf");
    CHECK(user.log_file == "/c/libvirt/libvirtd.log");
    CHECK(user.pid_file == "/r/libvirt/libvirtd.pid");
}

TEST_CASE("paths: without a runtime directory the cache takes its place") {
    const Paths user = paths(false, from({{"HOME", "/h"}}));
    CHECK(user.run_dir == "/h/.cache/libvirt");
    CHECK(user.config_dir == "/h/.config/libvirt");
}

TEST_CASE("paths: without HOME the user database is asked") {
    CHECK(home_directory(from({})).starts_with("/"));
}

}  // namespace virtd::daemon
