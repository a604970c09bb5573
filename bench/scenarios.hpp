// The measurements that virtd_load offers, one a row of the table that bench/compare prints.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <sys/types.h>

#include <span>
#include <string>
#include <string_view>

namespace virtd::bench {

struct Target {
    std::string socket;
    pid_t daemon = 0;
};

using Arguments = std::span<const std::string_view>;

/// Runs a measurement and returns one line of JSON.
using Scenario = std::string (*)(const Target& target, Arguments arguments);

std::string calls(const Target& target, Arguments arguments);
std::string connects(const Target& target, Arguments arguments);
std::string beside_idle(const Target& target, Arguments arguments);
std::string events(const Target& target, Arguments arguments);
std::string defines(const Target& target, Arguments arguments);
std::string definitions(const Target& target, Arguments arguments);
std::string scale_domains(const Target& target, Arguments arguments);
std::string scale_networks(const Target& target, Arguments arguments);
std::string scale_volumes(const Target& target, Arguments arguments);
std::string fairness(const Target& target, Arguments arguments);
std::string idle_memory(const Target& target, Arguments arguments);
std::string domain_memory(const Target& target, Arguments arguments);
/// Needs no target: arguments are a socket and the command that starts the daemon.
std::string start_up(const Target& target, Arguments arguments);

/// Defines that many guests and keeps the connection until standard input ends, so that the
/// test driver keeps its host.
std::string populate(const Target& target, Arguments arguments);

}  // namespace virtd::bench
