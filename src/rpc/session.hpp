// What a client has with us beyond its bytes: who it is, what it may, what it has open.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>

#include "driver/registry.hpp"
#include "rpc/access/event_gate.hpp"
#include "rpc/event_registrations.hpp"
#include "rpc/identity.hpp"
#include "rpc/sasl/session.hpp"

namespace virtd::rpc {

class AccessControl;
class Connection;

/// As administrators see it (virClientTransport).
enum class TransportKind : std::uint32_t { unix_ = 0, tcp = 1, tls = 2 };

struct Session {
    enum class Open : std::uint8_t { no, under_way, yes };

    explicit Session(Connection& connection) : events(connection) {}

    driver::AuthType auth = driver::AuthType::none;
    bool authenticated = false;
    std::unique_ptr<SaslSession> sasl;        // until the client has authenticated so
    std::optional<Task<void>> polkit;         // asks it about the client; ends with the connection
    std::optional<std::uint64_t> start_time;  // of a local client's process, if polkit is asked
    std::size_t door = 0;                     // of the server, by which the client came
    bool read_only = false;
    TransportKind transport = TransportKind::unix_;
    std::optional<std::string> address;  // of a client that came over the network: "host:port"
    bool close_callback = false;
    Open open = Open::no;
    driver::Drivers drivers;
    AccessControl* access = nullptr;  // decides about the calls of this connection; null: nobody
    EventRegistrations events;
    EventGate event_gate;
    std::optional<Identity> identity;  // known since the first call, or set by the client
};

}  // namespace virtd::rpc
