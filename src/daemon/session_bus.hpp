// The bus of a user's session: his daemon ends with it.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/file.hpp"
#include "base/watch.hpp"
#include "daemon/paths.hpp"

namespace virtd::daemon {

/// A member of the bus that says nothing and notices its end.
class SessionBus final : public Watch::Handler {
public:
    /// Without a bus, or with one that does not want us, `lost` is never called.
    SessionBus(Loop& loop, const GetEnv& get, std::function<void()> lost);

private:
    void ready(Watch::Ready what) override;

    UniqueFd socket_;
    std::function<void()> lost_;
    bool welcome_ = false;
    std::optional<Watch> watch_;
};

/// Where the socket of "unix:path=/run/user/1000/bus,guid=..." is: a path, or '@' and an abstract
/// name. Of several addresses the first that is a unix socket.
std::optional<std::string> bus_socket(std::string_view address);

/// All that is said to a bus: who we are, and the call that makes us a member.
std::string bus_greeting(uid_t uid);

}  // namespace virtd::daemon
