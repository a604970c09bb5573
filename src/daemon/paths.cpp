// SPDX-License-Identifier: LGPL-2.1-or-later
#include "daemon/paths.hpp"

#include <pwd.h>
#include <unistd.h>

#include <cstdlib>

namespace virtd::daemon {

namespace {

Paths host_paths() {
    return {.config_dir = "/etc/libvirt",
            .cache_dir = "/var/cache/libvirt",
            .state_dir = "/var/lib/libvirt",
            .run_dir = "/run/libvirt",
            .config_file = "/etc/libvirt/libvirtd.conf",
            .log_file = "/var/log/libvirt/libvirtd.log",
            .pid_file = "/run/libvirtd.pid"};
}

// XDG base directories
Paths user_paths(const GetEnv& get) {
    const std::string home = home_directory(get);
    Paths paths;
    paths.config_dir = get("XDG_CONFIG_HOME").value_or(home + "/.config") + "/libvirt";
    paths.cache_dir = get("XDG_CACHE_HOME").value_or(home + "/.cache") + "/libvirt";
    paths.state_dir = paths.config_dir;
    const auto runtime = get("XDG_RUNTIME_DIR");
    paths.run_dir = runtime ? *runtime + "/libvirt" : paths.cache_dir;
    paths.config_file = paths.config_dir + "/libvirtd.conf";
    paths.log_file = paths.cache_dir + "/libvirtd.log";
    paths.pid_file = paths.run_dir + "/libvirtd.pid";
    return paths;
}

}  // namespace

std::optional<std::string> environment(const char* name) {
    const char* const value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): nobody sets
    if (value == nullptr || *value == '\0') return std::nullopt;
    return value;
}

bool is_privileged() {
    return ::geteuid() == 0;
}

Paths paths(bool privileged, const GetEnv& get) {
    return privileged ? host_paths() : user_paths(get);
}

std::string home_directory(const GetEnv& get) {
    if (auto home = get("HOME")) return *home;
    const passwd* const entry = ::getpwuid(::geteuid());  // NOLINT(concurrency-mt-unsafe): start-up
    return entry != nullptr ? entry->pw_dir : "/";
}

}  // namespace virtd::daemon
