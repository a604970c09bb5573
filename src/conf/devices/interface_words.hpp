// The words of <interface>.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "conf/devices/interface.hpp"

namespace virtd::conf {

constexpr auto xml_names(MacvtapMode) {
    using enum MacvtapMode;
    return std::to_array<xml::Name<MacvtapMode>>({
        {vepa, "vepa"},
        {private_, "private"},
        {bridge, "bridge"},
        {passthrough, "passthrough"},
    });
}

constexpr auto xml_names(MacKind) {
    using enum MacKind;
    return std::to_array<xml::Name<MacKind>>({{generated, "generated"}, {static_, "static"}});
}

constexpr auto xml_names(NetDriverName) {
    using enum NetDriverName;
    return std::to_array<xml::Name<NetDriverName>>({{qemu, "qemu"}, {vhost, "vhost"}});
}

constexpr auto xml_names(TxMode) {
    using enum TxMode;
    return std::to_array<xml::Name<TxMode>>({{iothread, "iothread"}, {timer, "timer"}});
}

constexpr auto xml_names(HostdevDriverName) {
    using enum HostdevDriverName;
    return std::to_array<xml::Name<HostdevDriverName>>(
        {{kvm, "kvm"}, {vfio, "vfio"}, {xen, "xen"}});
}

constexpr auto xml_names(NetBackendType) {
    using enum NetBackendType;
    return std::to_array<xml::Name<NetBackendType>>({{default_, "default"}, {passt, "passt"}});
}

constexpr auto xml_names(PortForwardProtocol) {
    using enum PortForwardProtocol;
    return std::to_array<xml::Name<PortForwardProtocol>>({{tcp, "tcp"}, {udp, "udp"}});
}

constexpr auto xml_names(LinkState) {
    using enum LinkState;
    return std::to_array<xml::Name<LinkState>>({{up, "up"}, {down, "down"}});
}

constexpr auto xml_names(TeamingType) {
    using enum TeamingType;
    return std::to_array<xml::Name<TeamingType>>(
        {{persistent, "persistent"}, {transient, "transient"}});
}

}  // namespace virtd::conf
