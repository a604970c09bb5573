// What administrators see of the daemon, and what they can change.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <chrono>
#include <functional>
#include <string_view>
#include <vector>

namespace virtd::rpc {

class Server;

/// The daemon fills it in and gives it to the server on which administrators arrive.
struct Administration {
    std::vector<Server*> servers;                           // in the order in which they are listed
    std::function<void(std::chrono::seconds)> set_timeout;  // of idleness; 0: never
    std::function<void()> shut_down;
};

}  // namespace virtd::rpc
