// Asking polkit whether a process may do something.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/task.hpp"
#include "rpc/identity.hpp"

namespace virtd::rpc {

/// A process, for polkit ("unix-process"). The start time tells it from a later one that has got
/// the same number.
struct PolkitSubject {
    pid_t process_id = 0;
    std::uint64_t start_time = 0;  // clock ticks since boot
    uid_t user_id = 0;

    bool operator==(const PolkitSubject&) const = default;
};

/// Nothing when the number of the process, its start or its user is not known.
std::optional<PolkitSubject> polkit_subject(const Identity& identity);

enum class PolkitAnswer : std::uint8_t {
    authorized,
    challenge,  // only if somebody gave a password, and nobody can be asked for it
    dismissed,  // somebody was asked and would not give it
    denied
};

/// Whether a person may be asked for a password. That takes as long as the person does.
enum class PolkitInteraction : std::uint8_t { forbidden, allowed };

/// What rules may look at beside the action, e.g. {"network_name", "default"}.
using PolkitDetails = std::vector<std::pair<std::string, std::string>>;

/// Polkit, or what stands for it in tests. Outlives all questions.
class Polkit {
public:
    Polkit() = default;
    Polkit(const Polkit&) = delete;
    Polkit& operator=(const Polkit&) = delete;
    virtual ~Polkit() = default;

    /// Throws when polkit cannot be asked or does not answer in time. Dropping the waiting task
    /// takes the question back.
    virtual Task<PolkitAnswer> check(PolkitSubject subject, std::string action,
                                     PolkitDetails details, PolkitInteraction interaction) = 0;
};

}  // namespace virtd::rpc
