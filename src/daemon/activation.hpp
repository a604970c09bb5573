// Sockets that the init system opened for us.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.hpp"
#include "daemon/paths.hpp"

namespace virtd::daemon {

class Activation {
public:
    /// Nothing when no sockets are meant for this process; when their names are wrong, the log
    /// says so and we open our own.
    static std::optional<Activation> from(const GetEnv& get, pid_t self);

    /// Is there an unclaimed socket of that name?
    bool has(std::string_view name) const;
    /// All sockets of that name, each once.
    std::vector<UniqueFd> claim(std::string_view name);
    /// Throws internal_error when sockets are left that nobody claimed.
    void check_all_claimed() const;

private:
    struct Passed {
        std::string name;
        UniqueFd socket;
    };
    std::vector<Passed> passed_;
};

}  // namespace virtd::daemon
