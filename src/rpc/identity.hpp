// Who a client is: for authentication, access control and the list of clients.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "driver/types.hpp"

namespace virtd::rpc {

/// What is not known is absent.
struct Identity {
    std::optional<std::string> user_name;
    std::optional<std::uint64_t> user_id;
    std::optional<std::string> group_name;
    std::optional<std::uint64_t> group_id;
    std::optional<std::int64_t> process_id;
    std::optional<std::uint64_t> process_time;  // start, in clock ticks since boot
    std::optional<std::string> sasl_user_name;
    std::optional<std::string> x509_name;
    std::optional<std::string> selinux_context;

    bool operator==(const Identity&) const = default;
};

/// The peer of a Unix socket; nothing for other sockets.
Identity peer_identity(int socket);

/// When the process at the other end of a Unix socket started, in clock ticks since boot. Nothing
/// when it has ended: by now its number may be another's.
std::optional<std::uint64_t> peer_start_time(int socket);

/// "127.0.0.1:56042", for clients that came over the network.
std::optional<std::string> peer_address(int socket);

/// The same for our end.
std::optional<std::string> local_address(int socket);

/// What connect_set_identity asks for. Throws on unknown and malformed parameters.
Identity identity_from(const std::vector<driver::TypedParam>& params);

}  // namespace virtd::rpc
