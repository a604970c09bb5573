// The words of character devices.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "conf/devices/chardev.hpp"

namespace virtd::conf {

constexpr auto xml_names(SocketMode) {
    using enum SocketMode;
    return std::to_array<xml::Name<SocketMode>>({{connect, "connect"}, {bind, "bind"}});
}

constexpr auto xml_names(TcpProtocol) {
    using enum TcpProtocol;
    return std::to_array<xml::Name<TcpProtocol>>(
        {{raw, "raw"}, {telnet, "telnet"}, {telnets, "telnets"}, {tls, "tls"}});
}

constexpr auto xml_names(MouseMode) {
    using enum MouseMode;
    return std::to_array<xml::Name<MouseMode>>(
        {{default_, "any"}, {server, "server"}, {client, "client"}});
}

}  // namespace virtd::conf
