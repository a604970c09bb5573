// Puts load on a daemon that speaks the protocol and measures it: virtd_load SOCKET PID SCENARIO
// ARGUMENTS... prints one line of JSON.
// SPDX-License-Identifier: LGPL-2.1-or-later
#include <fmt/core.h>
#include <sys/resource.h>

#include <charconv>
#include <exception>
#include <vector>

#include "scenarios.hpp"

namespace virtd::bench {

namespace {

struct Named {
    std::string_view name;
    Scenario run;
};

constexpr Named scenarios[] = {
    {"calls", calls},
    {"connects", connects},
    {"beside-idle", beside_idle},
    {"events", events},
    {"defines", defines},
    {"definitions", definitions},
    {"scale-domains", scale_domains},
    {"scale-networks", scale_networks},
    {"scale-volumes", scale_volumes},
    {"fairness", fairness},
    {"idle-memory", idle_memory},
    {"domain-memory", domain_memory},
    {"start-up", start_up},
    {"populate", populate},
};

/// A thousand clients need more than the usual limit.
void allow_descriptors() {
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

int main(std::vector<std::string_view> arguments) {
    if (arguments.size() < 4) {
        fmt::print(stderr, "usage: virtd_load SOCKET PID SCENARIO [ARGUMENT...]\n");
        return 2;
    }
    Target target{.socket = std::string(arguments[1]), .daemon = 0};
    std::from_chars(arguments[2].data(), arguments[2].data() + arguments[2].size(), target.daemon);
    for (const Named& scenario : scenarios) {
        if (scenario.name != arguments[3]) continue;
        allow_descriptors();
        fmt::print("{}\n", scenario.run(target, std::span(arguments).subspan(4)));
        return 0;
    }
    fmt::print(stderr, "no such scenario\n");
    return 2;
}

}  // namespace

}  // namespace virtd::bench

int main(int argc, char** argv) {
    try {
        return virtd::bench::main({argv, argv + argc});
    } catch (const std::exception& error) {
        fmt::print(stderr, "{}\n", error.what());
        return 1;
    }
}
