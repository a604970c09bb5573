// <serial>, <parallel>, <console> and <channel>: the guest's end of a character device.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "base/ip.hpp"
#include "conf/devices/chardev.hpp"

namespace virtd::conf {

enum class SerialTarget { isa, usb, pci, spapr_vio, system, sclp, isa_debug };
enum class SerialModel {
    isa_serial,
    usb_serial,
    pci_serial,
    spapr_vty,
    pl011,
    sclpconsole,
    sclplmconsole,
    i16550a,
    isa_debugcon
};

struct Serial {
    Chardev chardev;
    std::optional<SerialTarget> target;
    std::optional<int> port;  // chosen when not given
    std::optional<SerialModel> model;
    DeviceInfo info;

    bool operator==(const Serial&) const = default;
};

struct Parallel {
    Chardev chardev;
    std::optional<int> port;
    DeviceInfo info;

    bool operator==(const Parallel&) const = default;
};

enum class ConsoleTarget { serial, xen, uml, virtio, lxc, openvz, sclp, sclplm };

struct Console {
    Chardev chardev;
    std::optional<ConsoleTarget> target;
    int port = 0;  // its place in the list
    DeviceInfo info;

    bool operator==(const Console&) const = default;
};

struct GuestfwdTarget {
    std::optional<IpAddress> address;
    std::optional<std::uint32_t> port;

    bool operator==(const GuestfwdTarget&) const = default;
};

enum class ChannelState { connected, disconnected };

struct VirtioTarget {
    std::optional<std::string> name;
    std::optional<ChannelState> state;  // known while the guest runs

    bool operator==(const VirtioTarget&) const = default;
};

struct XenTarget {
    std::optional<std::string> name;

    bool operator==(const XenTarget&) const = default;
};

using ChannelTarget = std::variant<GuestfwdTarget, VirtioTarget, XenTarget>;

struct Channel {
    Chardev chardev;
    ChannelTarget target;
    DeviceInfo info;

    bool operator==(const Channel&) const = default;
};

extern const xml::Element<Serial> serial_xml;
extern const xml::Element<Parallel> parallel_xml;
extern const xml::Element<Console> console_xml;
extern const xml::Element<Channel> channel_xml;

}  // namespace virtd::conf
